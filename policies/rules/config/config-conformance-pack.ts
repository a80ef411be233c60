import type { Cell } from "../../cell";
import { any, defineAccountRule, fail, type Verdict } from "../../rule";

const none = "no conformance pack for HIPAA is deployed";

/** A pack says what it is for in its name, or in the template that AWS offers for HIPAA. */
function isForHipaa(...texts: readonly Cell<string>[]): Verdict {
  return any(...texts.map((text) => text.test((value) => /hipaa/i.test(value), "a pack for HIPAA", none)));
}

export default defineAccountRule({
  id: "config-conformance-pack",
  title: "AWS Config evaluates the account by a conformance pack for HIPAA",
  threat: "What was changed by hand after the deployment stays unseen.",
  remedy:
    "Add an aws.cfg.ConformancePack, or an OrganizationConformancePack, with AWS's template Operational-Best-Practices-for-HIPAA-Security.",
  cites: ["164.308(a)(8)", "164.308(a)(1)(ii)(A)"],
  severity: "low",
  // A hint: Security Hub's standards, or this pack on the live account, evaluate as well.
  level: "advisory",
  check: (stack) =>
    any(
      stack.some(
        "cfg.ConformancePack",
        (pack) =>
          isForHipaa(
            pack.at((p) => p.name),
            pack.at((p) => p.templateS3Uri),
            pack.at((p) => p.templateBody),
          ),
        () => fail(none),
      ),
      stack.some(
        "cfg.OrganizationConformancePack",
        (pack) =>
          isForHipaa(
            pack.at((p) => p.name),
            pack.at((p) => p.templateS3Uri),
            pack.at((p) => p.templateBody),
          ),
        () => fail(none),
      ),
    ),
  equivalents: {},
  examples: {
    good: {
      "by its name": (s) => {
        s.add("cfg.ConformancePack", { name: "hipaa", templateS3Uri: "s3://clinic-templates/pack.yaml" });
        return undefined;
      },
      "by its template, for the organization": (s) => {
        s.add("cfg.OrganizationConformancePack", {
          name: "all-accounts",
          templateS3Uri: "s3://clinic-templates/Operational-Best-Practices-for-HIPAA-Security.yaml",
        });
        return undefined;
      },
    },
    bad: {
      "no pack": () => undefined,
      "another pack": (s) => {
        s.add("cfg.ConformancePack", { name: "pci", templateS3Uri: "s3://clinic-templates/pci.yaml" });
        return undefined;
      },
    },
    unknown: {
      "template known later": (s) => {
        s.add("cfg.ConformancePack", { name: "baseline", templateBody: s.later() });
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
