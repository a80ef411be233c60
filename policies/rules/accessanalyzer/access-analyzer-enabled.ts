import { defineAccountRule, fail } from "../../rule";

const none = "no access analyzer looks for access from outside";

export default defineAccountRule({
  id: "access-analyzer-enabled",
  title: "IAM Access Analyzer looks for access from outside",
  threat: "A store of ePHI stays shared with a stranger's account, and nobody knows.",
  remedy: 'Add an aws.accessanalyzer.Analyzer with type "ACCOUNT", the default, or "ORGANIZATION".',
  cites: ["164.308(a)(4)(ii)(C)", "164.308(a)(1)(ii)(D)", "164.308(a)(8)"],
  severity: "medium",
  level: "mandatory",
  // Analyzers of unused and of internal access answer other questions.
  check: (stack) =>
    stack.some(
      "accessanalyzer.Analyzer",
      (analyzer) =>
        analyzer
          .at((p) => p.type)
          .or("ACCOUNT")
          .shown()
          .oneOf(["ACCOUNT", "ORGANIZATION"], none),
      () => fail(none),
    ),
  equivalents: { prowler: ["accessanalyzer_enabled", "accessanalyzer_enabled_without_findings"] },
  examples: {
    good: {
      "of the account, by default": (s) => {
        s.add("accessanalyzer.Analyzer", { analyzerName: "outside" });
        return undefined;
      },
      "of the organization": (s) => {
        s.add("accessanalyzer.Analyzer", { analyzerName: "outside", type: "ORGANIZATION" });
        return undefined;
      },
    },
    bad: {
      "no analyzer": () => undefined,
      "unused access only": (s) => {
        s.add("accessanalyzer.Analyzer", { analyzerName: "unused", type: "ACCOUNT_UNUSED_ACCESS" });
        return undefined;
      },
    },
    unknown: {
      "type known later": (s) => {
        s.add("accessanalyzer.Analyzer", { analyzerName: "outside", type: s.later() });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
