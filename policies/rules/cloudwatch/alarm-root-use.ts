import {
  eventRuleOnOwnBus,
  eventRuleWithTarget,
  filterKnownLater,
  filterWithAlarm,
  notTheBaseline,
} from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const rootUse = { detail: { userIdentity: { type: ["Root"] } } };
const pattern = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';

export default defineAccountRule({
  id: "alarm-root-use",
  title: "Use of the root user raises an alarm",
  threat: "The one user whom no policy limits is used, and nobody asks whether that was the emergency it is kept for.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.312(a)(2)(i)", "164.312(a)(2)(ii)", "164.308(a)(5)(ii)(C)", "164.308(a)(6)(i)", "164.308(a)(6)(ii)"],
  severity: "high",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  check: (stack) => alarmsOn(stack, [{ what: "use of the root user", words: [["userIdentity", "Root"]] }]),
  equivalents: { prowler: ["cloudwatch_log_metric_filter_root_usage", "iam_avoid_root_usage"] },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget(rootUse),
      "event rule of the default bus by its ARN": eventRuleWithTarget(rootUse, {
        eventBusName: "arn:aws:events:us-east-1:111122223333:event-bus/default",
      }),
      "event rule on a bus to which another rule sends": eventRuleOnOwnBus(rootUse, true),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "event rule that is disabled": eventRuleWithTarget(rootUse, { state: "DISABLED" }),
      "event rule that is not enabled": eventRuleWithTarget(rootUse, { isEnabled: false }),
      "event rule on a bus to which nothing is sent": eventRuleOnOwnBus(rootUse, false),
      "another pattern": filterWithAlarm('{ $.userIdentity.type = "IAMUser" }'),
      "root of something else": filterWithAlarm('{ $.requestParameters.path = "Root" }'),
    },
    unknown: {
      "pattern known later": filterKnownLater,
      "event rule on a bus outside of the stack": eventRuleWithTarget(rootUse, { eventBusName: "not-default" }),
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
