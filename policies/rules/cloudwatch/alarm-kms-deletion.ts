import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }";

export default defineAccountRule({
  id: "alarm-kms-deletion",
  title: "Disabling or deleting a KMS key raises an alarm",
  threat: "ePHI under a key that is deleted is lost for ever once the waiting period ends without anybody noticing.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(6)(i)", "164.308(a)(7)(ii)(C)"],
  severity: "high",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  check: (stack) =>
    alarmsOn(stack, [
      { what: "a KMS key that is disabled", words: [["DisableKey"]] },
      { what: "a KMS key that is to be deleted", words: [["ScheduleKeyDeletion"]] },
    ]),
  equivalents: { prowler: ["cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk"] },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: { eventSource: ["kms.amazonaws.com"], eventName: ["DisableKey", "ScheduleKeyDeletion"] },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm("{ $.eventName = DisableKey }"),
      "deletion only": filterWithAlarm("{ $.eventName = ScheduleKeyDeletion }"),
    },
    unknown: {
      "pattern known later": filterKnownLater,
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
