import { defineRule, notApplicable, undetermined } from "../../rule";

const because = "storage is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const elastic = {
  adminUserName: "owner",
  adminUserPassword: "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-AbCdEf",
  authType: "SECRET_ARN",
  shardCapacity: 2,
  shardCount: 1,
};

export default defineRule({
  id: "docdb-customer-key",
  title: "DocumentDB is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a snapshot, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyId to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.Cluster", "docdb.ElasticCluster"],
  check(database, stack) {
    const named = database.at((p) => p.kmsKeyId);
    const cluster = database.as("docdb.Cluster");
    const origins = cluster ? [cluster.at((p) => p.snapshotIdentifier), cluster.at((p) => p.restoreToPointInTime)] : [];
    if (named.state !== "absent" || origins.every((origin) => origin.state === "absent")) {
      return cluster || database.as("docdb.ElasticCluster") ? stack.key(database, named).isCustomerManaged(because) : notApplicable();
    }
    return undetermined("the key is that of what the cluster is made from", [named.evidence("a customer-managed KMS key")]);
  },
  equivalents: { checkov: ["CKV_AWS_182"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("docdb.Cluster", { storageEncrypted: true, kmsKeyId: key }),
      "elastic cluster with a key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("docdb.ElasticCluster", { ...elastic, kmsKeyId: own.out("arn") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("docdb.Cluster", { storageEncrypted: true, kmsKeyId: "alias/aws/rds" }),
      "no key": (s) => s.add("docdb.Cluster", { storageEncrypted: true }),
      "elastic cluster without a key": (s) => s.add("docdb.ElasticCluster", elastic),
    },
    unknown: {
      "key known later": (s) => s.add("docdb.Cluster", { storageEncrypted: true, kmsKeyId: s.later() }),
      "restored from a snapshot": (s) => s.add("docdb.Cluster", { snapshotIdentifier: "notes-2026" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
