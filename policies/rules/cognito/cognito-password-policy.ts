import { all, defineRule, integer } from "../../rule";

export default defineRule({
  id: "cognito-password-policy",
  title: "Cognito user pools ask for long passwords",
  threat: "A short password is guessed, and ePHI read as somebody else.",
  remedy: "Set passwordPolicy.minimumLength to 14 or more and passwordPolicy.temporaryPasswordValidityDays to at most 7.",
  cites: ["164.312(d)", "164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cognito.UserPool"],
  // Kinds of characters are not asked for: NIST SP 800-63B-4, 3.1.1.2, tells verifiers not to. Eight is what it asks for beside a second factor.
  parameters: { minimumLength: integer({ default: 14, minimum: 8, maximum: 99, description: "Shortest password, in characters." }) },
  check: (pool, _stack, { parameters }) =>
    all(
      pool
        .at((p) => p.passwordPolicy?.minimumLength)
        .shown()
        .or(8)
        .atLeast(parameters.minimumLength, "short passwords are accepted"),
      pool
        .at((p) => p.passwordPolicy?.temporaryPasswordValidityDays)
        .shown()
        .or(7)
        .atMost(7, "temporary passwords stay valid for too long"),
    ),
  equivalents: {
    cdkNag: ["CognitoUserPoolStrongPasswordPolicy"],
    prowler: [
      "cognito_user_pool_password_policy_lowercase",
      "cognito_user_pool_password_policy_uppercase",
      "cognito_user_pool_password_policy_number",
      "cognito_user_pool_password_policy_symbol",
      "cognito_user_pool_password_policy_minimum_length_14",
      "cognito_user_pool_temporary_password_expiration",
    ],
  },
  examples: {
    good: {
      "14 characters": (s) => s.add("cognito.UserPool", { passwordPolicy: { minimumLength: 14 } }),
      "temporary passwords for a day": (s) =>
        s.add("cognito.UserPool", { passwordPolicy: { minimumLength: 16, temporaryPasswordValidityDays: 1 } }),
    },
    bad: {
      "8 characters": (s) => s.add("cognito.UserPool", { passwordPolicy: { minimumLength: 8 } }),
      "AWS's default": (s) => s.add("cognito.UserPool", {}),
      "temporary passwords for a month": (s) =>
        s.add("cognito.UserPool", { passwordPolicy: { minimumLength: 16, temporaryPasswordValidityDays: 30 } }),
    },
    unknown: {
      "length known later": (s) => s.add("cognito.UserPool", { passwordPolicy: { minimumLength: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cognito.UserPool", { tags: { DataClassification: "none" } }),
    },
  },
});
