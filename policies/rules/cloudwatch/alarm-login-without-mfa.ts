import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }';

export default defineAccountRule({
  id: "alarm-login-without-mfa",
  title: "Console sign-ins without MFA raise an alarm",
  threat: "A stolen password alone opens the console, and nobody notices that the second factor was missing.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.312(d)", "164.308(a)(5)(ii)(C)", "164.308(a)(6)(i)"],
  severity: "medium",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  check: (stack) => alarmsOn(stack, [{ what: "console sign-ins without MFA", words: [["ConsoleLogin", "MFAUsed"]] }]),
  equivalents: { prowler: ["cloudwatch_log_metric_filter_sign_in_without_mfa"] },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: { eventName: ["ConsoleLogin"], additionalEventData: { MFAUsed: ["No"] } },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm('{ $.eventName = "ConsoleLogin" }'),
    },
    unknown: {
      "pattern known later": filterKnownLater,
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
