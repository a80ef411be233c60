import { documentDbIsEncrypted } from "../../aws/cluster-encryption";
import { defineRule, notApplicable } from "../../rule";

const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "docdb-encrypted",
  title: "DocumentDB storage is encrypted",
  threat: "A copied snapshot or disk of an unencrypted cluster discloses ePHI.",
  remedy: "Set storageEncrypted to true; an existing cluster is encrypted by restoring its snapshot with a key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.Cluster", "docdb.GlobalCluster"],
  // Elastic clusters are always encrypted.
  check(cluster, stack) {
    const own = cluster.as("docdb.Cluster");
    if (own) return documentDbIsEncrypted(own, stack);
    const global = cluster.as("docdb.GlobalCluster");
    if (!global) return notApplicable();
    const source = global.at((p) => p.sourceDbClusterIdentifier);
    return stack.target(global, source, "docdb.Cluster").decide({
      resource: (found) => documentDbIsEncrypted(found, stack),
      absent: () =>
        global
          .at((p) => p.storageEncrypted)
          .or(false)
          .equals(true, "storage is not encrypted"),
    });
  },
  equivalents: {
    cdkNag: ["DocumentDBClusterEncryptionAtRest"],
    prowler: ["documentdb_cluster_storage_encrypted"],
    checkov: ["CKV_AWS_74", "CKV_AWS_292"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("docdb.Cluster", { storageEncrypted: true }),
      "restored with a key": (s) => s.add("docdb.Cluster", { snapshotIdentifier: "notes-2026", storageEncrypted: true, kmsKeyId: key }),
      "global cluster made from an encrypted one": (s) => {
        const source = s.add("docdb.Cluster", { storageEncrypted: true });
        return s.add("docdb.GlobalCluster", { globalClusterIdentifier: "notes", sourceDbClusterIdentifier: source.out("arn") });
      },
      "from a snapshot of an encrypted cluster": (s) => {
        const source = s.add("docdb.Cluster", { storageEncrypted: true });
        const snapshot = s.add("docdb.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("docdb.Cluster", { snapshotIdentifier: snapshot.out("id") });
      },
      "at an earlier time of an encrypted cluster": (s) => {
        const source = s.add("docdb.Cluster", { storageEncrypted: true });
        return s.add("docdb.Cluster", {
          restoreToPointInTime: { sourceClusterIdentifier: source.out("clusterIdentifier"), useLatestRestorableTime: true },
        });
      },
    },
    bad: {
      "flag false": (s) => s.add("docdb.Cluster", { storageEncrypted: false }),
      "flag left out": (s) => s.add("docdb.Cluster", {}),
      "global cluster with the flag left out": (s) => s.add("docdb.GlobalCluster", { globalClusterIdentifier: "notes", engine: "docdb" }),
      "from a snapshot of an unencrypted cluster": (s) => {
        const source = s.add("docdb.Cluster", {});
        const snapshot = s.add("docdb.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("docdb.Cluster", { snapshotIdentifier: snapshot.out("id") });
      },
      "at an earlier time of an unencrypted cluster": (s) => {
        const source = s.add("docdb.Cluster", {});
        return s.add("docdb.Cluster", {
          storageEncrypted: true,
          restoreToPointInTime: { sourceClusterIdentifier: source.out("clusterIdentifier"), useLatestRestorableTime: true },
        });
      },
      "from a snapshot with a key, the flag false": (s) =>
        s.add("docdb.Cluster", {
          storageEncrypted: false,
          kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          snapshotIdentifier: "patients-2026",
        }),
    },
    unknown: {
      "flag known later": (s) => s.add("docdb.Cluster", { storageEncrypted: s.later() }),
      "restored from a snapshot outside the stack": (s) => s.add("docdb.Cluster", { snapshotIdentifier: "notes-2026" }),
      "from a snapshot with a key, flag known later": (s) =>
        s.add("docdb.Cluster", {
          storageEncrypted: s.later(),
          kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          snapshotIdentifier: "patients-2026",
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
