import { retainsLogsFor } from "../../aws/retention";
import { defineRule, undetermined, when } from "../../rule";

export default defineRule({
  id: "log-group-retention-six-years",
  title: "CloudWatch log groups keep their events for six years",
  threat: "When an old disclosure of ePHI comes to light, the events that would show who did it are deleted.",
  remedy: "Set retentionInDays to 2192 or more, or to 0 for ever; a group of class DELIVERY keeps its events for two days whatever is set.",
  cites: ["164.312(b)", "164.316(b)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudwatch.LogGroup"],
  check(logs, stack, { settings }) {
    const wanted = `0 (never expires) or at least ${settings.retentionDays}`;
    const because = "events expire before they have been kept for the time that audit logs are kept";
    const retention = logs
      .at((p) => p.retentionInDays)
      .or(0)
      .shown();
    const logClass = logs.at((p) => p.logGroupClass).shown();
    const kept = () =>
      when(
        logClass.is("DELIVERY"),
        () => logClass.noneOf(["DELIVERY"], "a group of class DELIVERY keeps its events for two days"),
        () => retention.test((days) => retainsLogsFor(Number(days), settings.retentionDays), wanted, because),
      );
    const verdict = kept();
    if (verdict.outcome !== "fail") return verdict;
    // A subscription with an empty pattern sends every event elsewhere; how long it is kept there is another resource's setting.
    return stack
      .attached(logs, "cloudwatch.LogSubscriptionFilter", (p) => p.logGroup)
      .some(
        (subscription) =>
          when(
            subscription.at((p) => p.filterPattern).ask((pattern) => pattern.trim() !== ""),
            () => verdict,
            () =>
              undetermined("every event is also sent elsewhere, and whether it is kept long enough there is not known", verdict.evidence),
          ),
        () => verdict,
      );
  },
  equivalents: { prowler: ["cloudwatch_log_group_retention_policy_specific_days_enabled"], checkov: ["CKV_AWS_338"] },
  examples: {
    good: {
      "six years": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 2192 }),
      "for ever": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 0 }),
      "for ever, as text": (s) => s.addUntyped("cloudwatch.LogGroup", { retentionInDays: "0" }),
      "nothing set, which is for ever": (s) => s.add("cloudwatch.LogGroup", {}),
    },
    bad: {
      "one year": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 365 }),
      "five years": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 1827 }),
      "a site that keeps ten years": (s) => {
        s.settings({ retentionDays: 3653 });
        return s.add("cloudwatch.LogGroup", { retentionInDays: 2557 });
      },
      "class DELIVERY": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 2192, logGroupClass: "DELIVERY" }),
      "only some events are sent elsewhere": (s) => {
        const logs = s.add("cloudwatch.LogGroup", { retentionInDays: 30 });
        const destinationArn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/archive";
        s.add("cloudwatch.LogSubscriptionFilter", { logGroup: logs.out("name"), filterPattern: "ERROR", destinationArn });
        return logs;
      },
    },
    unknown: {
      "retention known later": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: s.later() }),
      "every event is sent elsewhere": (s) => {
        const logs = s.add("cloudwatch.LogGroup", { retentionInDays: 30 });
        const destinationArn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/archive";
        s.add("cloudwatch.LogSubscriptionFilter", { logGroup: logs.out("name"), filterPattern: "", destinationArn });
        return logs;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 30, tags: { DataClassification: "none" } }),
    },
  },
});
