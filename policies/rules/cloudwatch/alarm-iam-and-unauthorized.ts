import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = '{ ($.eventName = AttachRolePolicy) || ($.eventName = CreatePolicyVersion) || ($.errorCode = "*UnauthorizedOperation") }';

export default defineAccountRule({
  id: "alarm-iam-and-unauthorized",
  title: "Changes of IAM policies and refused calls raise an alarm",
  threat: "Somebody probes for access to ePHI or grants it to themselves, and nobody looks.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.308(a)(4)(ii)(C)", "164.308(a)(5)(ii)(C)", "164.308(a)(6)(i)"],
  severity: "medium",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  // Changes of the organization happen in its management account only, whose baseline is one among many: they are not asked for.
  check: (stack) =>
    alarmsOn(stack, [
      { what: "policies that are attached to roles", words: [["AttachRolePolicy"]] },
      { what: "policies that are rewritten", words: [["CreatePolicyVersion"]] },
      { what: "refused calls", words: [["UnauthorizedOperation"], ["AccessDenied"]] },
    ]),
  equivalents: {
    prowler: [
      "cloudwatch_log_metric_filter_policy_changes",
      "cloudwatch_log_metric_filter_unauthorized_api_calls",
      "cloudwatch_log_metric_filter_aws_organizations_changes",
    ],
  },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: { $or: [{ eventName: ["AttachRolePolicy", "CreatePolicyVersion"] }, { errorCode: ["AccessDenied"] }] },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm("{ $.eventName = AttachRolePolicy }"),
      ...Object.fromEntries(
        ["AttachRolePolicy", "CreatePolicyVersion", "UnauthorizedOperation"].map((event) => [
          `all but ${event}`,
          filterWithAlarm(pattern.replace(event, "other")),
        ]),
      ),
    },
    unknown: {
      "pattern known later": filterKnownLater,
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
