import { all, defineRule } from "../../rule";

const because = "the cluster is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "dsql-kms-and-protection",
  title: "Aurora DSQL clusters are under a customer-managed KMS key and protected against deletion",
  threat: "With a key that AWS owns nobody can withdraw it when ePHI has leaked, and one wrong call deletes the cluster.",
  remedy: "Set kmsEncryptionKey to a customer-managed KMS key and deletionProtectionEnabled to true, and leave forceDestroy out.",
  cites: ["164.312(a)(2)(iv)", "164.312(c)(1)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dsql.Cluster"],
  check(cluster, stack) {
    const named = cluster.at((p) => p.kmsEncryptionKey);
    return all(
      // The name of the key that AWS owns is no form of a KMS key's name.
      named.is("AWS_OWNED_KMS_KEY") === "yes"
        ? named.noneOf(["AWS_OWNED_KMS_KEY"], because)
        : stack.key(cluster, named).isCustomerManaged(because),
      cluster
        .at((p) => p.deletionProtectionEnabled)
        .or(false)
        .equals(true, "deletion protection is not enabled"),
      cluster
        .at((p) => p.forceDestroy)
        .or(false)
        .equals(false, "the provider may delete the cluster although it is protected"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "key by its ARN": (s) => s.add("dsql.Cluster", { kmsEncryptionKey: key, deletionProtectionEnabled: true }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("dsql.Cluster", { kmsEncryptionKey: own.out("arn"), deletionProtectionEnabled: true, forceDestroy: false });
      },
    },
    bad: {
      "key that AWS owns": (s) => s.add("dsql.Cluster", { kmsEncryptionKey: "AWS_OWNED_KMS_KEY", deletionProtectionEnabled: true }),
      "no key": (s) => s.add("dsql.Cluster", { deletionProtectionEnabled: true }),
      "not protected": (s) => s.add("dsql.Cluster", { kmsEncryptionKey: key }),
    },
    unknown: {
      "key known later": (s) => s.add("dsql.Cluster", { kmsEncryptionKey: s.later(), deletionProtectionEnabled: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dsql.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
