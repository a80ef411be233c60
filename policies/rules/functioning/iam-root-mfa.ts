import { or } from "../../aws/ternary";
import { defineAccountFunctioningRule, notApplicable, when } from "../../functioning/define-functioning-rule";

export default defineAccountFunctioningRule({
  id: "iam-root-mfa",
  title: "The root user has a device for multi-factor authentication",
  threat: "One guessed or stolen password opens everything that the account holds.",
  remedy:
    "Sign in as the root user once and register a device, best a hardware one; or remove the root user's credentials by the organization's central root access.",
  cites: ["164.312(d)", "164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(B)", "164.312(a)(1)"],
  severity: "critical",
  level: "mandatory",
  // Where the organization has removed the root user's credentials nobody can sign in with them, nor recover them. Source: IAM User Guide,
  // "Centralize root access for member accounts"; IAM API Reference, GetAccountSummary.
  check: ({ facts }) =>
    when(
      or(facts.at((p) => p.rootHasPassword).is(true), facts.at((p) => p.rootHasAccessKeys).is(true)),
      () => facts.at((p) => p.rootHasMfa).equals(true, "the root user has no device for multi-factor authentication"),
      () => notApplicable("the root user has no credentials"),
    ),
  equivalents: {
    config: ["root-account-mfa-enabled", "root-account-hardware-mfa-enabled"],
    prowler: ["iam_root_mfa_enabled", "iam_root_hardware_mfa_enabled", "iam_root_credentials_management_enabled"],
  },
  examples: {
    good: {
      "a device": (s) => {
        s.observeAccount({ rootHasMfa: true, rootHasPassword: true, rootHasAccessKeys: false });
        return undefined;
      },
      "a device, with a key as well": (s) => {
        s.observeAccount({ rootHasMfa: true, rootHasPassword: true, rootHasAccessKeys: true });
        return undefined;
      },
    },
    bad: {
      "no device": (s) => {
        s.observeAccount({ rootHasMfa: false, rootHasPassword: true, rootHasAccessKeys: false });
        return undefined;
      },
      "no device, and a key": (s) => {
        s.observeAccount({ rootHasMfa: false, rootHasPassword: false, rootHasAccessKeys: true });
        return undefined;
      },
    },
    unknown: {
      "nothing was observed": () => undefined,
      "the summary could not be read": (s) => {
        s.observeAccount({ rootHasMfa: s.later(), rootHasPassword: s.later(), rootHasAccessKeys: s.later() });
        return undefined;
      },
    },
    notApplicable: {
      "the organization removed the credentials": (s) => {
        s.observeAccount({ rootHasMfa: false, rootHasPassword: false, rootHasAccessKeys: false });
        return undefined;
      },
    },
  },
});
