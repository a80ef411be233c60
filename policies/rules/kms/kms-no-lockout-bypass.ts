import type { Example } from "../../examples";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "kms-no-lockout-bypass",
  title: "KMS checks that key policies lock nobody out",
  threat: "A policy that forgets its own author leaves the key, and the ePHI under it, to nobody, and only AWS Support can help.",
  remedy: "Remove bypassPolicyLockoutSafetyCheck or set it to false.",
  cites: ["164.312(a)(2)(ii)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey", "kms.KeyPolicy"],
  // The check looks at a policy that is given; without one KMS writes its own, which lets the account in.
  check(key) {
    if (key.at((p) => p.policy).state === "absent") return notApplicable("it holds no policy");
    return key
      .at((p) => p.bypassPolicyLockoutSafetyCheck)
      .or(false)
      .equals(false, "KMS does not check whether the policy locks everyone out");
  },
  fix: () => ({ bypassPolicyLockoutSafetyCheck: false }),
  equivalents: { pulumi: ["aws-kms-key-disallow-bypass-policy-lockout-safety-check"] },
  examples: {
    good: {
      "nothing set": (s) =>
        s.add("kms.Key", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "a policy of its own, checked": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kms.KeyPolicy", { keyId: key.out("id"), policy: s.later(), bypassPolicyLockoutSafetyCheck: false });
      },
    },
    bad: {
      "check switched off": (s) =>
        s.add("kms.Key", {
          bypassPolicyLockoutSafetyCheck: true,
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "a policy of its own, check switched off": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kms.KeyPolicy", { keyId: key.out("id"), policy: s.later(), bypassPolicyLockoutSafetyCheck: true });
      },
      ...Object.fromEntries(
        (["kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"] as const).map((kind): [string, Example] => [
          `check of ${kind} switched off`,
          (s) =>
            s.addUntyped(kind, {
              ...(kind !== "kms.ExternalKey" && { primaryKeyArn: s.later() }),
              policy: s.later(),
              bypassPolicyLockoutSafetyCheck: true,
            }),
        ]),
      ),
    },
    unknown: {
      "known later": (s) => s.add("kms.Key", { policy: s.later(), bypassPolicyLockoutSafetyCheck: s.later() }),
    },
    notApplicable: {
      "no policy": (s) => s.add("kms.Key", {}),
    },
  },
});
