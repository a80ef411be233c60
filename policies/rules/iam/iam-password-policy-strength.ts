import type { Example } from "../../examples";
import { all, defineRule, integer } from "../../rule";

export default defineRule({
  id: "iam-password-policy-strength",
  title: "The account's password policy asks for long, mixed passwords",
  threat: "A password that can be guessed opens the console, and through it ePHI.",
  remedy:
    "Set minimumPasswordLength to 14 or more, and requireLowercaseCharacters, requireUppercaseCharacters, requireNumbers and requireSymbols to true.",
  cites: ["164.312(d)", "164.308(a)(4)(ii)(B)", "164.308(a)(5)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["iam.AccountPasswordPolicy"],
  parameters: {
    minimumLength: integer({ default: 14, minimum: 14, maximum: 128, description: "The fewest characters of a password." }),
  },
  // Once a policy is set, what it leaves out is not asked: six characters of any kind (IAM API Reference, UpdateAccountPasswordPolicy).
  check: (policy, _stack, { parameters }) =>
    all(
      policy
        .at((p) => p.minimumPasswordLength)
        .or(6)
        .shown()
        .atLeast(parameters.minimumLength, "passwords may be too short"),
      policy
        .at((p) => p.requireLowercaseCharacters)
        .or(false)
        .equals(true, "passwords need no lower-case letter"),
      policy
        .at((p) => p.requireUppercaseCharacters)
        .or(false)
        .equals(true, "passwords need no upper-case letter"),
      policy
        .at((p) => p.requireNumbers)
        .or(false)
        .equals(true, "passwords need no digit"),
      policy
        .at((p) => p.requireSymbols)
        .or(false)
        .equals(true, "passwords need no symbol"),
    ),
  // A longer minimum that is set already stays.
  fix: (policy) => {
    const length = policy.at((p) => p.minimumPasswordLength).value;
    return {
      minimumPasswordLength: typeof length === "number" && length > 14 ? length : 14,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
    };
  },
  equivalents: {
    config: ["iam-password-policy"],
    prowler: [
      "iam_password_policy_lowercase",
      "iam_password_policy_uppercase",
      "iam_password_policy_number",
      "iam_password_policy_symbol",
      "iam_password_policy_minimum_length_14",
    ],
    checkov: ["CKV_AWS_10", "CKV_AWS_11", "CKV_AWS_12", "CKV_AWS_14", "CKV_AWS_15"],
    pulumi: ["aws-iam-password-policy-minimum-password-length"],
  },
  examples: {
    good: {
      "fourteen mixed characters": (s) =>
        s.add("iam.AccountPasswordPolicy", {
          minimumPasswordLength: 14,
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
          requireSymbols: true,
        }),
      "twenty mixed characters where the site asks for them": (s) => {
        s.parameters({ minimumLength: 20 });
        return s.add("iam.AccountPasswordPolicy", {
          minimumPasswordLength: 20,
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
          requireSymbols: true,
        });
      },
    },
    bad: {
      "twelve characters": (s) =>
        s.add("iam.AccountPasswordPolicy", {
          minimumPasswordLength: 12,
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
          requireSymbols: true,
        }),
      "no symbols": (s) =>
        s.add("iam.AccountPasswordPolicy", {
          minimumPasswordLength: 14,
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
        }),
      "nothing asked": (s) => s.add("iam.AccountPasswordPolicy", {}),
      ...Object.fromEntries(
        (["requireLowercaseCharacters", "requireUppercaseCharacters", "requireNumbers", "requireSymbols"] as const).map(
          (asked): [string, Example] => [
            `${asked} left out`,
            (s) =>
              s.add("iam.AccountPasswordPolicy", {
                minimumPasswordLength: 14,
                ...(asked !== "requireLowercaseCharacters" && { requireLowercaseCharacters: true }),
                ...(asked !== "requireUppercaseCharacters" && { requireUppercaseCharacters: true }),
                ...(asked !== "requireNumbers" && { requireNumbers: true }),
                ...(asked !== "requireSymbols" && { requireSymbols: true }),
              }),
          ],
        ),
      ),
    },
    unknown: {
      "length known later": (s) =>
        s.add("iam.AccountPasswordPolicy", {
          minimumPasswordLength: s.later(),
          requireLowercaseCharacters: true,
          requireUppercaseCharacters: true,
          requireNumbers: true,
          requireSymbols: true,
        }),
    },
    notApplicable: {
      "a user pool, which has a policy of its own": (s) => s.add("cognito.UserPool", {}),
    },
  },
});
