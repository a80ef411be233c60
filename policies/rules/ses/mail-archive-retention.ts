import { defineRule, undetermined } from "../../rule";

const longEnough = ["SIX_YEARS", "SEVEN_YEARS", "EIGHT_YEARS", "NINE_YEARS", "TEN_YEARS", "PERMANENT"];

export default defineRule({
  id: "mail-archive-retention",
  title: "Mail archives keep messages for six years",
  threat: "A message that documents a decision on ePHI is gone before the six years are over.",
  remedy: 'Set retention.retentionPeriod to "SIX_YEARS" or longer.',
  cites: ["164.316(b)(2)(i)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["mailmanager.Archive"],
  check: (archive) => {
    const period = archive.at((p) => p.retention?.retentionPeriod).shown();
    return period.state === "absent"
      ? undetermined("the program does not say how long messages are kept", [period.evidence("six years")])
      : period.oneOf(longEnough, "messages are not kept for six years");
  },
  equivalents: {},
  examples: {
    good: {
      "six years": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: "SIX_YEARS" } }),
      "for ever": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: "PERMANENT" } }),
    },
    bad: {
      "five years": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: "FIVE_YEARS" } }),
      "thirty months": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: "THIRTY_MONTHS" } }),
    },
    unknown: {
      "period known later": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: s.later() } }),
      "period left out": (s) => s.add("mailmanager.Archive", {}),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("mailmanager.Archive", { retention: { retentionPeriod: "ONE_YEAR" }, tags: { DataClassification: "none" } }),
    },
  },
});
