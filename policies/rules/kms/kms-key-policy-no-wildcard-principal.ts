import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import type { Example } from "../../examples";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "kms-key-policy-no-wildcard-principal",
  title: "KMS key policies grant nothing to everyone",
  threat: "Everyone with any AWS account can decrypt ePHI, or make its key useless.",
  remedy: "Name the principals of each Allow, or narrow it with a condition on kms:CallerAccount or aws:PrincipalOrgID.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  on: ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey", "kms.KeyPolicy"],
  // Without a policy KMS writes one that lets in the key's own account. Source: AWS KMS Developer Guide, "Default key policy".
  // kms:ViaService alone does not narrow: it says through which service a call comes, not from whose account.
  check(key, stack) {
    const inline = key.at((p) => p.policy);
    const judged = () => grantsNothingToEveryone(inline);
    const self = key.as("kms.Key");
    if (self === undefined || inline.state !== "absent") return judged();
    return stack
      .attached(self, "kms.KeyPolicy", (p) => p.keyId)
      .decide({
        present: () => notApplicable("its policy is a resource of its own"),
        absent: judged,
      });
  },
  equivalents: { prowler: ["kms_key_not_publicly_accessible"], checkov: ["CKV_AWS_33"] },
  examples: {
    good: {
      "no policy: KMS lets in the key's account": (s) => s.add("kms.Key", {}),
      "the account's root": (s) =>
        s.add("kms.Key", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws-us-gov:iam::111122223333:root" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "everyone of one account": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kms.KeyPolicy", {
          keyId: key.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
              },
            ],
          }),
        });
      },
    },
    bad: {
      everyone: (s) =>
        s.add("kms.Key", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "everyone through S3, whatever the account": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("kms.KeyPolicy", {
          keyId: key.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: "*",
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
              },
            ],
          }),
        });
      },
      ...Object.fromEntries(
        (["kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"] as const).map((kind): [string, Example] => [
          `everyone, ${kind}`,
          (s) =>
            s.addUntyped(kind, {
              ...(kind !== "kms.ExternalKey" && { primaryKeyArn: s.later() }),
              policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
              }),
            }),
        ]),
      ),
    },
    unknown: {
      "policy known later": (s) => s.add("kms.Key", { policy: s.later() }),
    },
    notApplicable: {
      "the policy is a resource of its own": (s) => {
        const key = s.add("kms.Key", {});
        s.add("kms.KeyPolicy", {
          keyId: key.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
          }),
        });
        return key;
      },
    },
  },
});
