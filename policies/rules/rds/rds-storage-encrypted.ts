import { databaseIsEncrypted } from "../../aws/rds-encryption";
import { defineRule } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const cluster = { engine: "aurora-postgresql" };

// There is no fix: the flag replaces a database that exists already.
export default defineRule({
  id: "rds-storage-encrypted",
  title: "RDS storage is encrypted",
  threat: "A copied snapshot or disk of an unencrypted database discloses ePHI.",
  remedy:
    "Set storageEncrypted to true. An existing database is encrypted by restoring an encrypted copy of its snapshot; a replica across Regions takes kmsKeyId.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check: (database, stack) => databaseIsEncrypted(database, stack),
  equivalents: {
    config: ["rds-storage-encrypted"],
    cdkNag: ["HIPAA.Security-RDSStorageEncrypted"],
    prowler: ["rds_instance_storage_encrypted", "rds_cluster_storage_encrypted"],
    checkov: ["CKV_AWS_16", "CKV_AWS_96"],
    pulumi: ["aws-rds-instance-disallow-unencrypted-storage", "aws-rds-cluster-disallow-unencrypted-storage"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("rds.Instance", { ...instance, storageEncrypted: true }),
      "serverless v1, always encrypted": (s) => s.add("rds.Cluster", { ...cluster, engineMode: "serverless" }),
      "replica of an encrypted database": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: true });
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("identifier") });
      },
      "replica across Regions with a key": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:patients",
          kmsKeyId: "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555",
        }),
      "cluster from a snapshot with a key": (s) =>
        s.add("rds.Cluster", {
          ...cluster,
          snapshotIdentifier: "patients-2026",
          storageEncrypted: true,
          kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        }),
      "from a snapshot of an encrypted database": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: true });
        const snapshot = s.add("rds.Snapshot", { dbInstanceIdentifier: source.out("identifier"), dbSnapshotIdentifier: "before-move" });
        return s.add("rds.Instance", { ...instance, storageEncrypted: true, snapshotIdentifier: snapshot.out("id") });
      },
      "imported from S3 with the flag": (s) =>
        s.add("rds.Instance", {
          ...instance,
          engine: "mysql",
          storageEncrypted: true,
          s3Import: {
            bucketName: "import",
            ingestionRole: "arn:aws:iam::123456789012:role/import",
            sourceEngine: "mysql",
            sourceEngineVersion: "8.0",
          },
        }),
      "cluster from a snapshot of an encrypted cluster": (s) => {
        const source = s.add("rds.Cluster", { ...cluster, storageEncrypted: true });
        const snapshot = s.add("rds.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("rds.Cluster", { ...cluster, snapshotIdentifier: snapshot.out("id") });
      },
      "cluster at an earlier time of an encrypted one": (s) => {
        const source = s.add("rds.Cluster", { ...cluster, storageEncrypted: true });
        return s.add("rds.Cluster", {
          ...cluster,
          restoreToPointInTime: { sourceClusterIdentifier: source.out("clusterIdentifier"), useLatestRestorableTime: true },
        });
      },
      "cluster at an earlier time, with a key": (s) =>
        s.add("rds.Cluster", {
          ...cluster,
          kmsKeyId: "alias/records",
          restoreToPointInTime: { sourceClusterIdentifier: "patients", useLatestRestorableTime: true },
        }),
      "replica of an encrypted cluster": (s) => {
        const source = s.add("rds.Cluster", { ...cluster, storageEncrypted: true });
        return s.add("rds.Cluster", { ...cluster, replicationSourceIdentifier: source.out("arn") });
      },
      "replica of a cluster elsewhere, with the flag": (s) =>
        s.add("rds.Cluster", {
          ...cluster,
          storageEncrypted: true,
          replicationSourceIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:patients",
        }),
      "instance at an earlier time of an encrypted one": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: true });
        return s.add("rds.Instance", {
          ...instance,
          storageEncrypted: true,
          restoreToPointInTime: { sourceDbInstanceIdentifier: source.out("identifier"), useLatestRestorableTime: true },
        });
      },
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, storageEncrypted: false }),
      "flag left out": (s) => s.add("rds.Cluster", cluster),
      "serverless v2, not encrypted by itself": (s) =>
        s.add("rds.Cluster", {
          ...cluster,
          engineMode: "provisioned",
          serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 4 },
        }),
      "replica of an unencrypted database": (s) => {
        const source = s.add("rds.Instance", instance);
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("identifier") });
      },
      "from a snapshot of an unencrypted database": (s) => {
        const source = s.add("rds.Instance", instance);
        const snapshot = s.add("rds.Snapshot", { dbInstanceIdentifier: source.out("identifier"), dbSnapshotIdentifier: "before-move" });
        return s.add("rds.Instance", { ...instance, storageEncrypted: true, snapshotIdentifier: snapshot.out("id") });
      },
      "cluster from a snapshot of an unencrypted cluster": (s) => {
        const source = s.add("rds.Cluster", cluster);
        const snapshot = s.add("rds.ClusterSnapshot", {
          dbClusterIdentifier: source.out("clusterIdentifier"),
          dbClusterSnapshotIdentifier: "before-move",
        });
        return s.add("rds.Cluster", { ...cluster, storageEncrypted: true, snapshotIdentifier: snapshot.out("id") });
      },
      "cluster from a snapshot with a key, the flag false": (s) =>
        s.add("rds.Cluster", { ...cluster, storageEncrypted: false, kmsKeyId: "alias/records", snapshotIdentifier: "patients-2026" }),
      "cluster at an earlier time of an unencrypted one": (s) => {
        const source = s.add("rds.Cluster", cluster);
        return s.add("rds.Cluster", {
          ...cluster,
          storageEncrypted: true,
          restoreToPointInTime: { sourceClusterIdentifier: source.out("clusterIdentifier"), useLatestRestorableTime: true },
        });
      },
      "replica of an unencrypted cluster": (s) => {
        const source = s.add("rds.Cluster", cluster);
        return s.add("rds.Cluster", { ...cluster, replicationSourceIdentifier: source.out("arn") });
      },
      "instance at an earlier time of an unencrypted one": (s) => {
        const source = s.add("rds.Instance", instance);
        return s.add("rds.Instance", {
          ...instance,
          storageEncrypted: true,
          restoreToPointInTime: { sourceDbInstanceIdentifier: source.out("identifier"), useLatestRestorableTime: true },
        });
      },
      "instance at an earlier time, the flag left out": (s) => {
        const source = s.add("rds.Instance", { ...instance, storageEncrypted: true });
        return s.add("rds.Instance", {
          ...instance,
          restoreToPointInTime: { sourceDbInstanceIdentifier: source.out("identifier"), useLatestRestorableTime: true },
        });
      },
      "instance from a snapshot, the flag left out": (s) => s.add("rds.Instance", { ...instance, snapshotIdentifier: "patients-2026" }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Cluster", { ...cluster, storageEncrypted: s.later() }),
      "from a snapshot outside the stack": (s) =>
        s.add("rds.Instance", { ...instance, storageEncrypted: true, snapshotIdentifier: "patients-2026" }),
      "replica of a database outside the stack": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
      "instance at an earlier time of one that is not named": (s) =>
        s.add("rds.Instance", { ...instance, storageEncrypted: true, restoreToPointInTime: { useLatestRestorableTime: true } }),
      "cluster from a snapshot with a key, flag known later": (s) =>
        s.add("rds.Cluster", { ...cluster, storageEncrypted: s.later(), kmsKeyId: "alias/records", snapshotIdentifier: "patients-2026" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
      "an Aurora instance has its cluster's storage": (s) =>
        s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-postgresql" }),
    },
  },
});
