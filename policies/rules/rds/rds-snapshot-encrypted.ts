import { databaseSnapshotIsEncrypted } from "../../aws/rds-encryption";
import { defineRule } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const copy = { sourceDbSnapshotIdentifier: "patients-2026", targetDbSnapshotIdentifier: "patients-2026-copy" };

export default defineRule({
  id: "rds-snapshot-encrypted",
  title: "RDS snapshots are encrypted",
  threat: "An unencrypted snapshot discloses a whole database of ePHI to whoever it is shared with.",
  remedy: "Encrypt the database that the snapshot is taken from, or set kmsKeyId on the copy.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Snapshot", "rds.ClusterSnapshot", "rds.SnapshotCopy", "rds.ClusterSnapshotCopy"],
  check: (snapshot, stack) => databaseSnapshotIsEncrypted(snapshot, stack),
  equivalents: { config: ["rds-snapshot-encrypted"], prowler: ["rds_snapshots_encrypted"], checkov: ["CKV_AWS_146", "CKV_AWS_266"] },
  examples: {
    good: {
      "of an encrypted database": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: true });
        return s.add("rds.Snapshot", { dbInstanceIdentifier: source.out("identifier"), dbSnapshotIdentifier: "patients-2026" });
      },
      "copy with a key": (s) =>
        s.add("rds.SnapshotCopy", { ...copy, kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }),
      "of a serverless v1 cluster": (s) => {
        const source = s.add("rds.Cluster", { engine: "aurora-mysql", engineMode: "serverless" });
        return s.add("rds.ClusterSnapshot", { dbClusterIdentifier: source.out("id"), dbClusterSnapshotIdentifier: "patients-2026" });
      },
      "copy of a cluster's snapshot with a key": (s) =>
        s.add("rds.ClusterSnapshotCopy", {
          sourceDbClusterSnapshotIdentifier: "patients-2026",
          targetDbClusterSnapshotIdentifier: "patients-2026-copy",
          kmsKeyId: "alias/records",
        }),
    },
    bad: {
      "of an unencrypted database": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: false });
        return s.add("rds.Snapshot", { dbInstanceIdentifier: source.out("identifier"), dbSnapshotIdentifier: "patients-2026" });
      },
      "copy without a key of an unencrypted snapshot": (s) => {
        const source = s.add("rds.Instance", instance);
        const snapshot = s.add("rds.Snapshot", { dbInstanceIdentifier: source.out("identifier"), dbSnapshotIdentifier: "patients-2026" });
        return s.add("rds.SnapshotCopy", { ...copy, sourceDbSnapshotIdentifier: snapshot.out("dbSnapshotArn") });
      },
      "copy without a key of an unencrypted cluster's snapshot": (s) => {
        const source = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        const snapshot = s.add("rds.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "patients-2026",
        });
        return s.add("rds.ClusterSnapshotCopy", {
          sourceDbClusterSnapshotIdentifier: snapshot.out("dbClusterSnapshotArn"),
          targetDbClusterSnapshotIdentifier: "patients-2026-copy",
        });
      },
    },
    unknown: {
      "of a database outside the stack": (s) =>
        s.add("rds.Snapshot", { dbInstanceIdentifier: "patients", dbSnapshotIdentifier: "patients-2026" }),
      "copy without a key": (s) => s.add("rds.SnapshotCopy", copy),
      "of a database that is not named": (s) => s.addUntyped("rds.Snapshot", { dbSnapshotIdentifier: "patients-2026" }),
      "copy of a snapshot that is not named": (s) => s.addUntyped("rds.SnapshotCopy", { targetDbSnapshotIdentifier: "patients-2026-copy" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.SnapshotCopy", { ...copy, tags: { DataClassification: "none" } }),
    },
  },
});
