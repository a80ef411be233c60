import { eventRuleWithTarget, filterKnownLater, filterWithAlarm, notTheBaseline } from "../../aws/activity-alarm-examples";
import { alarmsOn } from "../../aws/activity-alarms";
import { defineAccountRule } from "../../rule";

const pattern = '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }';

export default defineAccountRule({
  id: "alarm-console-login-failures",
  title: "Failed console sign-ins raise an alarm",
  threat: "Somebody guesses passwords of the console until one fits, and nobody looks.",
  remedy:
    "Add an aws.cloudwatch.LogMetricFilter on the trail's log group and an aws.cloudwatch.MetricAlarm with alarmActions on its metric, or an aws.cloudwatch.EventRule with a target.",
  cites: ["164.308(a)(5)(ii)(C)", "164.308(a)(6)(i)", "164.308(a)(6)(ii)"],
  severity: "medium",
  // The same alarm may be raised outside of AWS, by the system that collects the trail's events.
  level: "advisory",
  check: (stack) =>
    alarmsOn(stack, [
      {
        what: "failed console sign-ins",
        words: [
          ["ConsoleLogin", "Failed authentication"],
          ["ConsoleLogin", "Failure"],
        ],
      },
    ]),
  equivalents: { prowler: ["cloudwatch_log_metric_filter_authentication_failures"] },
  examples: {
    good: {
      "metric filter with an alarm": filterWithAlarm(pattern),
      "event rule with a target": eventRuleWithTarget({
        detail: { eventName: ["ConsoleLogin"], responseElements: { ConsoleLogin: ["Failure"] } },
      }),
    },
    bad: {
      "nothing there": () => undefined,
      "alarm without an action": filterWithAlarm(pattern, []),
      "another pattern": filterWithAlarm("{ $.eventName = ConsoleLogin }"),
    },
    unknown: {
      "pattern known later": filterKnownLater,
    },
    notApplicable: {
      "the baseline is another stack's": notTheBaseline,
    },
  },
});
