import { defineRule, undetermined } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "redshift-customer-key",
  title: "Redshift is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a snapshot, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyId to a customer-managed KMS key on clusters, namespaces and snapshot copy grants.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshift.SnapshotCopyGrant", "redshiftserverless.Namespace"],
  check(warehouse, stack) {
    const named = warehouse.at((p) => p.kmsKeyId);
    const cluster = warehouse.as("redshift.Cluster");
    const origins = cluster ? [cluster.at((p) => p.snapshotIdentifier), cluster.at((p) => p.snapshotArn)] : [];
    if (named.state !== "absent" || origins.every((origin) => origin.state === "absent")) {
      return stack.key(warehouse, named).isCustomerManaged("it is not encrypted with a customer-managed key");
    }
    return undetermined("the key is that of what the cluster is made from", [named.evidence("a customer-managed KMS key")]);
  },
  equivalents: { config: ["redshift-cluster-kms-enabled"], checkov: ["CKV_AWS_142", "CKV_AWS_281", "CKV_AWS_282"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("redshift.Cluster", { ...cluster, kmsKeyId: key }),
      "namespace with a key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("redshiftserverless.Namespace", { namespaceName: "claims", kmsKeyId: own.out("arn") });
      },
      "snapshot copy grant": (s) => s.add("redshift.SnapshotCopyGrant", { snapshotCopyGrantName: "claims", kmsKeyId: key }),
    },
    bad: {
      "AWS's own key": (s) => s.add("redshift.Cluster", { ...cluster, kmsKeyId: "alias/aws/redshift" }),
      "no key": (s) => s.add("redshift.Cluster", cluster),
      "namespace without a key": (s) => s.add("redshiftserverless.Namespace", { namespaceName: "claims" }),
    },
    unknown: {
      "key known later": (s) => s.add("redshift.Cluster", { ...cluster, kmsKeyId: s.later() }),
      "restored from a snapshot": (s) => s.add("redshift.Cluster", { ...cluster, snapshotIdentifier: "claims-2026" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
