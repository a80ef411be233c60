import { takesAction } from "../../aws/activity-alarms";
import type { ExampleStack } from "../../examples";
import { any, defineRule, fail, pass } from "../../rule";

const topic = "arn:aws:sns:us-east-1:111122223333:operations";
const add = (s: ExampleStack, settings: { alarmActions?: string[]; actionsEnabled?: boolean; name?: string }) =>
  s.add("cloudwatch.MetricAlarm", {
    metricName: "Errors",
    namespace: "AWS/Lambda",
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    ...settings,
  });

export default defineRule({
  id: "alarm-has-action",
  title: "CloudWatch alarms take an action",
  threat: "An alarm on a system that holds ePHI goes off, and nobody is told.",
  remedy: "Set alarmActions to an SNS topic that people read, and leave actionsEnabled on.",
  cites: ["164.312(b)", "164.308(a)(6)(ii)"],
  severity: "medium",
  // Some alarms are read by other means: a deployment that rolls back on one, a dashboard, a composite alarm of another stack.
  level: "advisory",
  applies: "ephi",
  on: ["cloudwatch.MetricAlarm", "cloudwatch.CompositeAlarm"],
  // An action on missing data or on the return to normal tells nobody that the alarm went off. A part of a composite alarm needs none.
  check(alarm, stack) {
    const acts = takesAction(
      alarm.at((p) => p.actionsEnabled),
      alarm.list((p) => p.alarmActions),
    );
    if (acts.outcome === "pass") return acts;
    return any(
      acts,
      stack
        .attached(alarm, "cloudwatch.CompositeAlarm", (p) => p.alarmRule)
        .some(
          () => pass("the alarm is a part of a composite alarm"),
          () => fail("no composite alarm has it as a part"),
        ),
    );
  },
  equivalents: {
    config: ["cloudwatch-alarm-action-check"],
    cdkNag: ["HIPAA.Security-CloudWatchAlarmAction"],
    prowler: ["cloudwatch_alarm_actions_enabled", "cloudwatch_alarm_actions_alarm_state_configured"],
    checkov: ["CKV_AWS_319"],
  },
  examples: {
    good: {
      "an action": (s) => add(s, { alarmActions: [topic] }),
      "a composite alarm": (s) =>
        s.add("cloudwatch.CompositeAlarm", { alarmName: "clinic", alarmRule: "ALARM(errors)", alarmActions: [topic] }),
      "a part of a composite alarm": (s) => {
        const part = add(s, {});
        s.add("cloudwatch.CompositeAlarm", { alarmName: "clinic", alarmRule: part.out("name"), alarmActions: [topic] });
        return part;
      },
    },
    bad: {
      "no action": (s) => add(s, {}),
      "an empty list": (s) => add(s, { alarmActions: [] }),
      "actions switched off": (s) => add(s, { alarmActions: [topic], actionsEnabled: false }),
    },
    unknown: {
      "actions known later": (s) => add(s, { alarmActions: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("cloudwatch.MetricAlarm", {
          evaluationPeriods: 1,
          comparisonOperator: "GreaterThanThreshold",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
