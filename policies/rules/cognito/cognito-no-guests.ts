import { all, defineRule } from "../../rule";

export default defineRule({
  id: "cognito-no-guests",
  title: "Cognito identity pools give no credentials to guests",
  threat: "Anyone gets credentials of AWS without signing in, and with them whatever the guests' role may reach.",
  remedy: "Leave allowUnauthenticatedIdentities and allowClassicFlow out, or set them to false.",
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cognito.IdentityPool"],
  check: (pool) =>
    all(
      pool
        .at((p) => p.allowUnauthenticatedIdentities)
        .or(false)
        .equals(false, "guests get credentials without signing in"),
      pool
        .at((p) => p.allowClassicFlow)
        .or(false)
        .equals(false, "clients choose their role themselves"),
    ),
  fix: () => ({ allowUnauthenticatedIdentities: false, allowClassicFlow: false }),
  equivalents: {
    cdkNag: ["CognitoUserPoolNoUnauthenticatedLogins"],
    prowler: ["cognito_identity_pool_guest_access_disabled", "cognito_user_pool_self_registration_disabled"],
    checkov: ["CKV_AWS_366"],
  },
  examples: {
    good: {
      "AWS's default": (s) => s.add("cognito.IdentityPool", { identityPoolName: "clinic" }),
      "guests refused": (s) => s.add("cognito.IdentityPool", { identityPoolName: "clinic", allowUnauthenticatedIdentities: false }),
    },
    bad: {
      "guests let in": (s) => s.add("cognito.IdentityPool", { identityPoolName: "clinic", allowUnauthenticatedIdentities: true }),
      "classic flow": (s) => s.add("cognito.IdentityPool", { identityPoolName: "clinic", allowClassicFlow: true }),
    },
    unknown: {
      "known later": (s) => s.add("cognito.IdentityPool", { identityPoolName: "clinic", allowUnauthenticatedIdentities: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("cognito.IdentityPool", {
          identityPoolName: "site",
          allowUnauthenticatedIdentities: true,
          tags: { DataClassification: "public" },
        }),
    },
  },
});
