import { neptuneIsEncrypted } from "../../aws/cluster-encryption";
import { defineRule, notApplicable } from "../../rule";

const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "neptune-encrypted",
  title: "Neptune storage is encrypted",
  threat: "A copied snapshot or disk of an unencrypted cluster discloses ePHI.",
  remedy: "Set storageEncrypted to true; an existing cluster is encrypted by restoring its snapshot with a key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.Cluster", "neptune.GlobalCluster"],
  check(cluster, stack) {
    const own = cluster.as("neptune.Cluster");
    if (own) return neptuneIsEncrypted(own, stack);
    const global = cluster.as("neptune.GlobalCluster");
    if (!global) return notApplicable();
    const source = global.at((p) => p.sourceDbClusterIdentifier);
    return stack.target(global, source, "neptune.Cluster").decide({
      resource: (found) => neptuneIsEncrypted(found, stack),
      absent: () =>
        global
          .at((p) => p.storageEncrypted)
          .or(false)
          .equals(true, "storage is not encrypted"),
    });
  },
  equivalents: { cdkNag: ["NeptuneClusterEncryptionAtRest"], prowler: ["neptune_cluster_storage_encrypted"], checkov: ["CKV_AWS_44"] },
  examples: {
    good: {
      "flag set": (s) => s.add("neptune.Cluster", { storageEncrypted: true }),
      "restored with a key": (s) =>
        s.add("neptune.Cluster", { snapshotIdentifier: "kinship-2026", storageEncrypted: true, kmsKeyArn: key }),
      "global cluster": (s) => s.add("neptune.GlobalCluster", { globalClusterIdentifier: "kinship", storageEncrypted: true }),
      "from a snapshot of an encrypted cluster": (s) => {
        const source = s.add("neptune.Cluster", { storageEncrypted: true });
        const snapshot = s.add("neptune.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("neptune.Cluster", { snapshotIdentifier: snapshot.out("id") });
      },
      "replica of an encrypted cluster": (s) => {
        const source = s.add("neptune.Cluster", { storageEncrypted: true });
        return s.add("neptune.Cluster", { replicationSourceIdentifier: source.out("arn") });
      },
    },
    bad: {
      "flag false": (s) => s.add("neptune.Cluster", { storageEncrypted: false }),
      "flag left out": (s) => s.add("neptune.Cluster", {}),
      "global cluster made from an unencrypted one": (s) => {
        const source = s.add("neptune.Cluster", {});
        return s.add("neptune.GlobalCluster", { globalClusterIdentifier: "kinship", sourceDbClusterIdentifier: source.out("arn") });
      },
      "global cluster with nothing set": (s) => s.add("neptune.GlobalCluster", { globalClusterIdentifier: "kinship", engine: "neptune" }),
      "from a snapshot of an unencrypted cluster": (s) => {
        const source = s.add("neptune.Cluster", {});
        const snapshot = s.add("neptune.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("neptune.Cluster", { snapshotIdentifier: snapshot.out("id") });
      },
      "replica of an unencrypted cluster": (s) => {
        const source = s.add("neptune.Cluster", {});
        return s.add("neptune.Cluster", { replicationSourceIdentifier: source.out("arn") });
      },
    },
    unknown: {
      "flag known later": (s) => s.add("neptune.Cluster", { storageEncrypted: s.later() }),
      "restored from a snapshot outside the stack": (s) => s.add("neptune.Cluster", { snapshotIdentifier: "kinship-2026" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
