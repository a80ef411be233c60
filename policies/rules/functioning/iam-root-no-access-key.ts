import { defineAccountFunctioningRule } from "../../functioning/define-functioning-rule";

export default defineAccountFunctioningRule({
  id: "iam-root-no-access-key",
  title: "The root user has no access key",
  threat: "A key that no policy can limit leaks, and whoever finds it reads all ePHI of the account and destroys it.",
  remedy: "Delete the root user's access keys; programs use roles.",
  cites: ["164.312(a)(1)", "164.312(a)(2)(i)", "164.312(d)", "164.308(a)(4)(ii)(B)"],
  severity: "critical",
  level: "mandatory",
  // Source: IAM API Reference, GetAccountSummary; IAM User Guide, "Root user best practices".
  check: ({ facts }) => facts.at((p) => p.rootHasAccessKeys).equals(false, "the root user has an access key"),
  equivalents: { config: ["iam-root-access-key-check"], prowler: ["iam_no_root_access_key"] },
  examples: {
    good: {
      "no key": (s) => {
        s.observeAccount({ rootHasAccessKeys: false });
        return undefined;
      },
      "no credentials at all": (s) => {
        s.observeAccount({ rootHasMfa: false, rootHasPassword: false, rootHasAccessKeys: false });
        return undefined;
      },
    },
    bad: {
      "a key": (s) => {
        s.observeAccount({ rootHasAccessKeys: true });
        return undefined;
      },
      "a key, with a device": (s) => {
        s.observeAccount({ rootHasMfa: true, rootHasPassword: true, rootHasAccessKeys: true });
        return undefined;
      },
    },
    unknown: {
      "nothing was observed": () => undefined,
      "the summary could not be read": (s) => {
        s.observeAccount({ rootHasAccessKeys: s.later() });
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
