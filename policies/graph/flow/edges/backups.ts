import { declaredBy, type Edge } from "../edge";

/** Snapshots, images and backups. Sources: AWS Backup Developer Guide; the snapshot chapters of the Amazon RDS, EBS, FSx and MemoryDB User Guides. */
export const backupEdges: readonly Edge[] = [
  ...declaredBy("rds.Snapshot", ({ self, at }) => [[at((p) => p.dbInstanceIdentifier, "rds.Instance"), "a snapshot", self]]),
  ...declaredBy("rds.ClusterSnapshot", ({ self, at }) => [[at((p) => p.dbClusterIdentifier, "rds.Cluster"), "a snapshot", self]]),
  ...declaredBy("rds.SnapshotCopy", ({ self, at }) => [
    [at((p) => p.sourceDbSnapshotIdentifier, "rds.Snapshot", "rds.SnapshotCopy"), "a snapshot", self],
  ]),
  ...declaredBy("rds.ClusterSnapshotCopy", ({ self, at }) => [
    [at((p) => p.sourceDbClusterSnapshotIdentifier, "rds.ClusterSnapshot", "rds.ClusterSnapshotCopy"), "a snapshot", self],
  ]),
  ...declaredBy("rds.InstanceAutomatedBackupsReplication", ({ self, at }) => [
    [at((p) => p.sourceDbInstanceArn, "rds.Instance"), "backups", self],
  ]),
  ...declaredBy("docdb.ClusterSnapshot", ({ self, at }) => [[at((p) => p.dbClusterIdentifier, "docdb.Cluster"), "a snapshot", self]]),
  ...declaredBy("neptune.ClusterSnapshot", ({ self, at }) => [[at((p) => p.dbClusterIdentifier, "neptune.Cluster"), "a snapshot", self]]),
  ...declaredBy("memorydb.Snapshot", ({ self, at }) => [[at((p) => p.clusterName, "memorydb.Cluster"), "a snapshot", self]]),
  ...declaredBy("fsx.Backup", ({ self, at }) => [
    [at((p) => p.fileSystemId, "fsx.LustreFileSystem", "fsx.WindowsFileSystem", "fsx.OpenZfsFileSystem"), "a backup", self],
  ]),
  ...declaredBy("ebs.Snapshot", ({ self, at }) => [[at((p) => p.volumeId, "ebs.Volume", "ec2.Instance"), "a snapshot", self]]),
  ...declaredBy("ebs.SnapshotCopy", ({ self, at }) => [
    [at((p) => p.sourceSnapshotId, "ebs.Snapshot", "ebs.SnapshotCopy"), "a snapshot", self],
  ]),
  ...declaredBy("ebs.Volume", ({ self, at }) => [[at((p) => p.snapshotId, "ebs.Snapshot", "ebs.SnapshotCopy"), "blocks", self]]),
  ...declaredBy("ec2.AmiFromInstance", ({ self, at }) => [[at((p) => p.sourceInstanceId, "ec2.Instance"), "an image", self]]),
  ...declaredBy("ec2.AmiCopy", ({ self, at }) => [
    [at((p) => p.sourceAmiId, "ec2.Ami", "ec2.AmiFromInstance", "ec2.AmiCopy"), "an image", self],
  ]),
  ...declaredBy("ec2.Ami", ({ self, each }) => [
    [
      each(
        (p) => p.ebsBlockDevices,
        (device) => device.snapshotId,
        "ebs.Snapshot",
        "ebs.SnapshotCopy",
      ),
      "an image",
      self,
    ],
  ]),
  ...declaredBy("backup.Selection", ({ at, values }) => [
    [
      values(
        (p) => p.resources,
        "rds.Instance",
        "rds.Cluster",
        "dynamodb.Table",
        "s3.Bucket",
        "efs.FileSystem",
        "ebs.Volume",
        "ec2.Instance",
        "docdb.Cluster",
        "neptune.Cluster",
        "redshift.Cluster",
        "fsx.LustreFileSystem",
        "fsx.WindowsFileSystem",
        "fsx.OntapFileSystem",
        "fsx.OpenZfsFileSystem",
      ),
      "backups",
      at((p) => p.planId, "backup.Plan"),
    ],
  ]),
  ...declaredBy("backup.Plan", ({ self, each, eachOfEach }) => [
    [
      self,
      "backups",
      each(
        (p) => p.rules,
        (rule) => rule.targetVaultName,
        "backup.Vault",
        "backup.LogicallyAirGappedVault",
      ),
    ],
    [
      self,
      "copies of backups",
      eachOfEach(
        (p) => p.rules,
        (rule) => rule.copyActions,
        (copy) => copy.destinationVaultArn,
        "backup.Vault",
        "backup.LogicallyAirGappedVault",
      ),
    ],
  ]),
];
