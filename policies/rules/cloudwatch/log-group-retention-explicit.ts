import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "log-group-retention-explicit",
  title: "The retention of CloudWatch log groups is decided in the program",
  threat: "Nobody has decided how long log events that may hold ePHI are kept, so nobody notices when somebody shortens it.",
  remedy: "Set retentionInDays: to 2192 or more for audit logs, or to 0 to keep events for ever.",
  cites: ["164.312(b)", "164.316(b)(2)(i)"],
  severity: "medium",
  // Nothing is lost where the retention is left out: events never expire then. log-group-retention-six-years blocks what is too short.
  level: "advisory",
  applies: "ephi",
  on: ["cloudwatch.LogGroup"],
  check: (logs) =>
    when(
      logs.at((p) => p.logGroupClass).is("DELIVERY"),
      () => notApplicable("a group of class DELIVERY keeps its events for two days whatever is set"),
      () => logs.at((p) => p.retentionInDays).isSet("no retention is set", "a number of days"),
    ),
  fix: () => ({ retentionInDays: 0 }),
  equivalents: { cdkNag: ["HIPAA.Security-CloudWatchLogGroupRetentionPeriod"], checkov: ["CKV_AWS_66"] },
  examples: {
    good: {
      "six years": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 2192 }),
      "for ever, as a decision": (s) => s.add("cloudwatch.LogGroup", { retentionInDays: 0 }),
    },
    bad: {
      "nothing set": (s) => s.add("cloudwatch.LogGroup", {}),
      "a class, but no retention": (s) => s.add("cloudwatch.LogGroup", { logGroupClass: "INFREQUENT_ACCESS" }),
    },
    unknown: {
      "class known later": (s) => s.add("cloudwatch.LogGroup", { logGroupClass: s.later() }),
    },
    notApplicable: {
      "class DELIVERY": (s) => s.add("cloudwatch.LogGroup", { logGroupClass: "DELIVERY" }),
      "no ePHI": (s) => s.add("cloudwatch.LogGroup", { tags: { DataClassification: "none" } }),
    },
  },
});
