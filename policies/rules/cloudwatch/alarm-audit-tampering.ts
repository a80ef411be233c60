import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "StopConfigurationRecorder", "PutBucketPolicy"]
  .map((event) => `($.eventName = ${event})`)
  .join(" || ");

export default defineAccountRule({
  id: "alarm-audit-tampering",
  title: "Tampering with the audit trail raises an alarm",
  threat: "Somebody stops the record before touching ePHI, and nobody notices that the record ends.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.312(b)", "164.308(a)(6)(i)", "164.312(c)(1)"],
  severity: "high",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  check: (stack) =>
    alarmsOn(stack, [
      { what: "a trail that is stopped", words: [["StopLogging"]] },
      { what: "a trail that is deleted", words: [["DeleteTrail"]] },
      { what: "a trail that is changed", words: [["UpdateTrail"]] },
      { what: "events that are no longer selected", words: [["PutEventSelectors"]] },
      { what: "a configuration recorder that is stopped", words: [["StopConfigurationRecorder"]] },
      { what: "changes of bucket policies", words: [["PutBucketPolicy"]] },
    ]),
  equivalents: {
    prowler: [
      "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled",
      "cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled",
      "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes",
    ],
  },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: {
          eventName: ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "StopConfigurationRecorder", "PutBucketPolicy"],
        },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm("{ $.eventName = StopLogging }"),
      ...Object.fromEntries(
        ["DeleteTrail", "UpdateTrail", "PutEventSelectors", "StopConfigurationRecorder", "PutBucketPolicy", "StopLogging"].map((event) => [
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
