import { judgePolicy } from "../../aws/iam/judge-policy";
import { deniesWithoutMfa } from "../../aws/iam/trust";
import type { Cell } from "../../cell";
import { any, decide, defineRule, missing, type Verdict } from "../../rule";

const because = "nothing in the stack demands multi-factor authentication of users with a password";
const wanted = "a Deny of all but setting it up, where BoolIfExists aws:MultiFactorAuthPresent is false";

function demandsMfa(policy: Cell<unknown>): Verdict {
  return judgePolicy(policy, wanted, (document) => decide(deniesWithoutMfa(document).answer, because, [policy.evidence(wanted)]));
}

function document(condition: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"],
        Resource: "*",
        Condition: condition,
      },
    ],
  });
}

const withoutMfa = { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } };

export default defineRule({
  id: "iam-user-mfa",
  title: "Users with a password are denied everything without multi-factor authentication",
  threat: "A guessed password opens the console, and through it ePHI.",
  remedy:
    'Attach to the users\' group a policy that denies all but setting up multi-factor authentication under the condition BoolIfExists aws:MultiFactorAuthPresent "false".',
  cites: ["164.312(d)", "164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(B)", "164.312(a)(1)"],
  severity: "critical",
  // A hint: whether a person has a device is seen in the live account only; no program binds one. Whose policy it is, is not compared.
  level: "advisory",
  applies: "always",
  on: ["iam.UserLoginProfile"],
  check: (profile, stack) => {
    const absent = () => missing(profile, because, wanted);
    return any(
      stack.some("iam.Policy", (policy) => demandsMfa(policy.at((p) => p.policy)), absent),
      stack.some("iam.GroupPolicy", (policy) => demandsMfa(policy.at((p) => p.policy)), absent),
      stack.some("iam.UserPolicy", (policy) => demandsMfa(policy.at((p) => p.policy)), absent),
    );
  },
  equivalents: {
    config: ["iam-user-mfa-enabled", "mfa-enabled-for-iam-console-access"],
    prowler: ["iam_user_mfa_enabled_console_access", "iam_user_hardware_mfa_enabled"],
  },
  examples: {
    good: {
      "in a managed policy": (s) => {
        s.add("iam.Policy", { policy: document(withoutMfa) });
        return s.add("iam.UserLoginProfile", { user: "emergency" });
      },
      "in the group": (s) => {
        s.add("iam.GroupPolicy", { group: "staff", policy: document(withoutMfa) });
        return s.add("iam.UserLoginProfile", { user: "emergency" });
      },
    },
    bad: {
      nowhere: (s) => s.add("iam.UserLoginProfile", { user: "emergency" }),
      "with a condition that forgets access keys": (s) => {
        s.add("iam.Policy", { policy: document({ Bool: { "aws:MultiFactorAuthPresent": "false" } }) });
        return s.add("iam.UserLoginProfile", { user: "emergency" });
      },
    },
    unknown: {
      "document known later": (s) => {
        s.add("iam.Policy", { policy: s.later() });
        return s.add("iam.UserLoginProfile", { user: "emergency" });
      },
    },
    notApplicable: {
      "a user without a password": (s) => s.add("iam.User", { name: "mail-gateway" }),
    },
  },
});
