import { defineRule } from "../../rule";

export default defineRule({
  id: "config-retention-six-years",
  title: "AWS Config keeps its records for six years",
  threat: "What the configuration was when ePHI leaked is deleted before it is asked for.",
  remedy:
    "Leave the aws.cfg.RetentionConfiguration out, which means seven years, or set retentionPeriodInDays to six years or more (2557 is the most).",
  cites: ["164.316(b)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["cfg.RetentionConfiguration"],
  // Without the resource AWS Config keeps its records for 2557 days (AWS Config Developer Guide, "Deleting AWS Config data").
  check: (retention, _stack, { settings }) =>
    retention
      .at((p) => p.retentionPeriodInDays)
      .shown()
      .atLeast(settings.retentionDays, "records are not kept for six years"),
  fix: () => ({ retentionPeriodInDays: 2557 }),
  equivalents: {},
  examples: {
    good: {
      "seven years": (s) => s.add("cfg.RetentionConfiguration", { retentionPeriodInDays: 2557 }),
      "six years": (s) => s.add("cfg.RetentionConfiguration", { retentionPeriodInDays: 2192 }),
    },
    bad: {
      "one year": (s) => s.add("cfg.RetentionConfiguration", { retentionPeriodInDays: 365 }),
      "two days short of six years": (s) => s.add("cfg.RetentionConfiguration", { retentionPeriodInDays: 2190 }),
    },
    unknown: {
      "period known later": (s) => s.add("cfg.RetentionConfiguration", { retentionPeriodInDays: s.later() }),
    },
    notApplicable: {
      "a recorder alone, which keeps the most": (s) => s.add("cfg.Recorder", { roleArn: "arn:aws:iam::111122223333:role/config" }),
    },
  },
});
