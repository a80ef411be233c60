import { all, defineRule, integer } from "../../rule";

export default defineRule({
  id: "iam-password-policy-reuse-and-age",
  title: "The account's password policy ends passwords and forbids old ones",
  threat: "A password that leaked once keeps opening the way to ePHI.",
  remedy: "Set maxPasswordAge to 90 days or less and passwordReusePrevention to 24.",
  cites: ["164.312(d)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)", "164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["iam.AccountPasswordPolicy"],
  parameters: {
    // NIST SP 800-63B advises against changing passwords by the calendar; a site that follows it may allow a year.
    maximumAgeDays: integer({
      default: 90,
      minimum: 1,
      maximum: 365,
      description: "The most days after which a password must be changed.",
    }),
  },
  // 24 is the most that AWS remembers; 0 or nothing means never (IAM API Reference, UpdateAccountPasswordPolicy).
  check: (policy, _stack, { parameters }) => {
    const age = policy
      .at((p) => p.maxPasswordAge)
      .or(0)
      .shown();
    return all(
      age.atLeast(1, "passwords never end"),
      age.atMost(parameters.maximumAgeDays, "passwords last too long"),
      policy
        .at((p) => p.passwordReusePrevention)
        .or(0)
        .shown()
        .atLeast(24, "old passwords may be used again"),
    );
  },
  // A shorter age that is set already stays.
  fix: (policy) => {
    const age = policy.at((p) => p.maxPasswordAge).value;
    return { maxPasswordAge: typeof age === "number" && age > 0 && age < 90 ? age : 90, passwordReusePrevention: 24 };
  },
  equivalents: {
    config: ["iam-password-policy"],
    prowler: ["iam_password_policy_reuse_24", "iam_password_policy_expires_passwords_within_90_days_or_less"],
    checkov: ["CKV_AWS_9", "CKV_AWS_13"],
    pulumi: ["aws-iam-password-policy-prevent-reuse"],
  },
  examples: {
    good: {
      "ninety days, twenty-four passwords": (s) => s.add("iam.AccountPasswordPolicy", { maxPasswordAge: 90, passwordReusePrevention: 24 }),
      "a year where the site allows it": (s) => {
        s.parameters({ maximumAgeDays: 365 });
        return s.add("iam.AccountPasswordPolicy", { maxPasswordAge: 365, passwordReusePrevention: 24 });
      },
    },
    bad: {
      "half a year": (s) => s.add("iam.AccountPasswordPolicy", { maxPasswordAge: 180, passwordReusePrevention: 24 }),
      "no end": (s) => s.add("iam.AccountPasswordPolicy", { maxPasswordAge: 0, passwordReusePrevention: 24 }),
      "five passwords": (s) => s.add("iam.AccountPasswordPolicy", { maxPasswordAge: 90, passwordReusePrevention: 5 }),
      "nothing asked": (s) => s.add("iam.AccountPasswordPolicy", { minimumPasswordLength: 14 }),
    },
    unknown: {
      "age known later": (s) => s.add("iam.AccountPasswordPolicy", { maxPasswordAge: s.later(), passwordReusePrevention: 24 }),
    },
    notApplicable: {
      "a user pool, which has a policy of its own": (s) => s.add("cognito.UserPool", {}),
    },
  },
});
