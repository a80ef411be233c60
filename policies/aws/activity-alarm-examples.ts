import type { Example } from "../examples";
import type { PropertiesOf } from "../reader";

const topic = "arn:aws:sns:us-east-1:111122223333:security";

/** A trail's log group with a metric filter, and an alarm on its metric: the parts that the examples of the alarm rules share. */
export function filterWithAlarm(pattern: string, alarmActions: readonly string[] = [topic]): Example {
  return (s) => {
    s.add("cloudwatch.LogMetricFilter", {
      logGroupName: "trail",
      pattern,
      metricTransformation: { name: "Detected", namespace: "Audit", value: "1" },
    });
    s.add("cloudwatch.MetricAlarm", {
      metricName: "Detected",
      namespace: "Audit",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      alarmActions: [...alarmActions],
    });
    return undefined;
  };
}

/** An EventBridge rule on CloudTrail's events that notifies a topic. */
export function eventRuleWithTarget(
  eventPattern: object,
  more: Pick<PropertiesOf<"cloudwatch.EventRule">, "eventBusName" | "isEnabled" | "state"> = {},
): Example {
  return (s) => {
    const rule = s.add("cloudwatch.EventRule", { eventPattern: JSON.stringify(eventPattern), ...more });
    s.add("cloudwatch.EventTarget", { rule: rule.out("name"), arn: topic });
    return undefined;
  };
}

/** The same on a bus of its own. @param sent whether a rule of the default bus sends there what CloudTrail records */
export function eventRuleOnOwnBus(eventPattern: object, sent: boolean): Example {
  return (s) => {
    const bus = s.add("cloudwatch.EventBus", { name: "audit" });
    const rule = s.add("cloudwatch.EventRule", { eventPattern: JSON.stringify(eventPattern), eventBusName: bus.out("name") });
    s.add("cloudwatch.EventTarget", { rule: rule.out("name"), eventBusName: bus.out("name"), arn: topic });
    const all = s.add("cloudwatch.EventRule", { eventPattern: JSON.stringify({ source: [{ prefix: "aws." }] }) });
    s.add("cloudwatch.EventTarget", { rule: all.out("name"), arn: sent ? bus.out("arn") : "arn:aws:sqs:us-east-1:111122223333:calls" });
    return undefined;
  };
}

/** A metric filter whose pattern is known only after deployment, with an alarm. */
export const filterKnownLater: Example = (s) => {
  s.add("cloudwatch.LogMetricFilter", {
    logGroupName: "trail",
    pattern: s.later(),
    metricTransformation: { name: "Detected", namespace: "Audit", value: "1" },
  });
  s.add("cloudwatch.MetricAlarm", {
    metricName: "Detected",
    namespace: "Audit",
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    alarmActions: [topic],
  });
  return undefined;
};

/** The baseline is another stack's. */
export const notTheBaseline: Example = (s) => {
  s.settings({ accountBaseline: false });
  return undefined;
};
