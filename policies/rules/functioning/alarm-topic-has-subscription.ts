import { defineFunctioningRule, when } from "../../functioning/define-functioning-rule";
import { carriesAlarms } from "../../functioning/topic-uses";

const alarm = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, metricName: "failures", namespace: "clinic" };

export default defineFunctioningRule({
  id: "alarm-topic-has-subscription",
  title: "Somebody has confirmed a subscription to each topic that carries alarms",
  threat: "An alarm on the misuse of ePHI rings, and nobody hears it.",
  remedy: "Subscribe whoever is on duty to the topic, and see that the subscription is confirmed.",
  cites: ["164.308(a)(6)(ii)", "164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  observes: ["sns.Topic"],
  // Queues and functions count too: what reads them is theirs. Source: Amazon SNS API Reference, ListSubscriptionsByTopic.
  check({ resource, stack, facts }) {
    const verdict = facts
      .at((p) => p.subscriptionsConfirmed)
      .shown()
      .atLeast(1, "nobody has confirmed a subscription to the topic of alarms");
    return verdict.outcome === "fail" ? when(carriesAlarms(resource, stack), () => verdict) : verdict;
  },
  equivalents: {},
  examples: {
    good: {
      "one subscription, of an alarm": (s) => {
        const topic = s.add("sns.Topic", { name: "alarms" }, { observed: { subscriptionsConfirmed: 1, subscriptionsPending: 0 } });
        s.add("cloudwatch.MetricAlarm", { ...alarm, alarmActions: [topic.out("arn")] });
        return topic;
      },
      "two of three, of an event rule": (s) => {
        const topic = s.add("sns.Topic", { name: "alarms" }, { observed: { subscriptionsConfirmed: 2, subscriptionsPending: 1 } });
        s.add("cloudwatch.EventTarget", { rule: "findings", arn: topic.out("arn") });
        return topic;
      },
    },
    bad: {
      "nobody is subscribed": (s) => {
        const topic = s.add("sns.Topic", { name: "alarms" }, { observed: { subscriptionsConfirmed: 0, subscriptionsPending: 0 } });
        s.add("cloudwatch.MetricAlarm", { ...alarm, alarmActions: [topic.out("arn")] });
        return topic;
      },
      "nobody has answered": (s) => {
        const topic = s.add("sns.Topic", { name: "alarms" }, { observed: { subscriptionsConfirmed: 0, subscriptionsPending: 2 } });
        s.add("cloudwatch.CompositeAlarm", { alarmName: "all", alarmRule: 'ALARM("failures")', alarmActions: [topic.out("arn")] });
        return topic;
      },
    },
    unknown: {
      "the subscriptions could not be read": (s) => {
        const topic = s.add(
          "sns.Topic",
          { name: "alarms" },
          { observed: { subscriptionsConfirmed: s.later(), subscriptionsPending: s.later() } },
        );
        s.add("cloudwatch.MetricAlarm", { ...alarm, alarmActions: [topic.out("arn")] });
        return topic;
      },
      "what an alarm does could not be read": (s) => {
        const topic = s.add("sns.Topic", { name: "alarms" }, { observed: { subscriptionsConfirmed: 0, subscriptionsPending: 0 } });
        s.add("cloudwatch.MetricAlarm", { ...alarm, alarmActions: s.later() });
        return topic;
      },
    },
    notApplicable: {
      "a topic of the application without subscriptions": (s) =>
        s.add("sns.Topic", { name: "appointments" }, { observed: { subscriptionsConfirmed: 0, subscriptionsPending: 0 } }),
    },
  },
});
