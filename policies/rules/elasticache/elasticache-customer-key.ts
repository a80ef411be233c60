import { defineRule, notApplicable } from "../../rule";

const because = "data at rest is encrypted with a key of AWS's own";

export default defineRule({
  id: "elasticache-customer-key",
  title: "ElastiCache is encrypted with a customer-managed KMS key",
  threat: "Snapshots of cached ePHI lie under a key that you can neither limit nor withdraw.",
  remedy: "Set kmsKeyId to a customer-managed key; the key of an existing cache cannot be changed.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.ServerlessCache"],
  check(cache, stack) {
    const key =
      cache.as("elasticache.ReplicationGroup")?.at((p) => p.kmsKeyId) ?? cache.as("elasticache.ServerlessCache")?.at((p) => p.kmsKeyId);
    return key === undefined ? notApplicable() : stack.key(cache, key).isCustomerManaged(because);
  },
  equivalents: { checkov: ["CKV_AWS_191"] },
  examples: {
    good: {
      "replication group": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("elasticache.ReplicationGroup", { description: "sessions", atRestEncryptionEnabled: true, kmsKeyId: key.out("arn") });
      },
      "serverless cache": (s) =>
        s.add("elasticache.ServerlessCache", {
          engine: "valkey",
          kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "replication group without a key": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "sessions", atRestEncryptionEnabled: true }),
      "serverless cache without a key": (s) => s.add("elasticache.ServerlessCache", { engine: "valkey" }),
    },
    unknown: {
      "key known later": (s) => s.add("elasticache.ServerlessCache", { engine: "valkey", kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticache.ServerlessCache", { engine: "valkey", tags: { DataClassification: "none" } }),
    },
  },
});
