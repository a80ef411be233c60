import { defineRule, pass } from "../../rule";

const because = "the key has KMS's default policy, which leaves all to the account's IAM policies";

export default defineRule({
  id: "kms-key-policy-defined",
  title: "KMS keys have a policy of their own",
  threat: "Any administrator of IAM lets anybody decrypt ePHI: nothing at the key tells its administrators from its users.",
  remedy: "Set policy on the key, or add an aws.kms.KeyPolicy for it, with separate statements for administrators and users.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(B)"],
  severity: "low",
  // Advisory: KMS's default policy is sound where IAM policies are kept tight.
  level: "advisory",
  applies: "ephi",
  on: ["kms.Key"],
  check: (key, stack) =>
    stack
      .attached(key, "kms.KeyPolicy", (p) => p.keyId)
      .decide({ present: () => pass(because), absent: () => key.at((p) => p.policy).isSet(because, "a key policy") }),
  equivalents: { checkov: ["CKV2_AWS_64"] },
  examples: {
    good: {
      inline: (s) =>
        s.add("kms.Key", {
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/keys" }, Action: "kms:*", Resource: "*" }],
          }),
        }),
      "separate resource": (s) => {
        const key = s.add("kms.Key", {});
        s.add("kms.KeyPolicy", { keyId: key.out("id"), policy: s.later() });
        return key;
      },
    },
    bad: {
      "no policy": (s) => s.add("kms.Key", {}),
      "no policy, with rotation": (s) => s.add("kms.Key", { enableKeyRotation: true }),
    },
    unknown: {
      "the policy of a key known later": (s) => {
        const key = s.add("kms.Key", {});
        s.add("kms.KeyPolicy", { keyId: s.later(), policy: s.later() });
        return key;
      },
    },
    notApplicable: {
      "guards no ePHI": (s) => s.add("kms.Key", { tags: { DataClassification: "none" } }),
    },
  },
});
