import { declaredBy, type Edge } from "../edge";

/** Databases: replicas, exports, streams of changes, migrations. Sources: Amazon RDS, Amazon DynamoDB, Amazon Redshift and AWS DMS User Guides. */
export const databaseEdges: readonly Edge[] = [
  ...declaredBy("rds.Instance", ({ self, at }) => [
    [at((p) => p.replicateSourceDb, "rds.Instance", "rds.Cluster"), "records", self],
    [at((p) => p.snapshotIdentifier, "rds.Snapshot", "rds.SnapshotCopy"), "records", self],
    [at((p) => p.restoreToPointInTime?.sourceDbInstanceIdentifier, "rds.Instance"), "records", self],
    [at((p) => p.s3Import?.bucketName, "s3.Bucket"), "records", self],
  ]),
  ...declaredBy("rds.Cluster", ({ self, at }) => [
    [at((p) => p.replicationSourceIdentifier, "rds.Cluster", "rds.Instance"), "records", self],
    [at((p) => p.snapshotIdentifier, "rds.ClusterSnapshot", "rds.ClusterSnapshotCopy", "rds.Snapshot"), "records", self],
    [at((p) => p.restoreToPointInTime?.sourceClusterIdentifier, "rds.Cluster"), "records", self],
    [at((p) => p.s3Import?.bucketName, "s3.Bucket"), "records", self],
    [at((p) => p.globalClusterIdentifier, "rds.GlobalCluster"), "records", self],
  ]),
  ...declaredBy("rds.GlobalCluster", ({ self, at }) => [[at((p) => p.sourceDbClusterIdentifier, "rds.Cluster"), "records", self]]),
  ...declaredBy("rds.ExportTask", ({ at }) => [
    [
      at((p) => p.sourceArn, "rds.Snapshot", "rds.ClusterSnapshot", "rds.Cluster"),
      "records as files",
      at((p) => p.s3BucketName, "s3.Bucket"),
    ],
  ]),
  ...declaredBy("rds.ProxyTarget", ({ at }) => [
    [at((p) => p.dbInstanceIdentifier, "rds.Instance"), "results", at((p) => p.dbProxyName, "rds.Proxy")],
    [at((p) => p.dbClusterIdentifier, "rds.Cluster"), "results", at((p) => p.dbProxyName, "rds.Proxy")],
  ]),
  ...declaredBy("rds.Integration", ({ at }) => [
    [
      at((p) => p.sourceArn, "rds.Cluster", "rds.Instance", "dynamodb.Table"),
      "records",
      at((p) => p.targetArn, "redshiftserverless.Namespace", "redshift.Cluster"),
    ],
  ]),
  ...declaredBy("redshift.Integration", ({ at }) => [
    [
      at((p) => p.sourceArn, "dynamodb.Table", "s3.Bucket"),
      "records",
      at((p) => p.targetArn, "redshiftserverless.Namespace", "redshift.Cluster"),
    ],
  ]),
  ...declaredBy("redshift.ClusterSnapshot", ({ self, at }) => [[at((p) => p.clusterIdentifier, "redshift.Cluster"), "a snapshot", self]]),
  ...declaredBy("redshift.Cluster", ({ self, at }) => [
    [at((p) => p.snapshotIdentifier, "redshift.ClusterSnapshot"), "records", self],
    [at((p) => p.snapshotArn, "redshift.ClusterSnapshot"), "records", self],
  ]),
  ...declaredBy("docdb.Cluster", ({ self, at }) => [
    [at((p) => p.snapshotIdentifier, "docdb.ClusterSnapshot"), "documents", self],
    [at((p) => p.restoreToPointInTime?.sourceClusterIdentifier, "docdb.Cluster"), "documents", self],
    [at((p) => p.globalClusterIdentifier, "docdb.GlobalCluster"), "documents", self],
  ]),
  ...declaredBy("docdb.GlobalCluster", ({ self, at }) => [[at((p) => p.sourceDbClusterIdentifier, "docdb.Cluster"), "documents", self]]),
  ...declaredBy("neptune.Cluster", ({ self, at }) => [
    [at((p) => p.replicationSourceIdentifier, "neptune.Cluster"), "records", self],
    [at((p) => p.snapshotIdentifier, "neptune.ClusterSnapshot"), "records", self],
    [at((p) => p.globalClusterIdentifier, "neptune.GlobalCluster"), "records", self],
  ]),
  ...declaredBy("neptune.GlobalCluster", ({ self, at }) => [[at((p) => p.sourceDbClusterIdentifier, "neptune.Cluster"), "records", self]]),
  ...declaredBy("dynamodb.TableReplica", ({ self, at }) => [[at((p) => p.globalTableArn, "dynamodb.Table"), "items", self]]),
  ...declaredBy("dynamodb.Table", ({ self, at }) => [
    [at((p) => p.restoreSourceTableArn, "dynamodb.Table"), "items", self],
    [at((p) => p.restoreSourceName, "dynamodb.Table"), "items", self],
    [at((p) => p.importTable?.s3BucketSource.bucket, "s3.Bucket"), "objects as items", self],
  ]),
  ...declaredBy("dynamodb.TableExport", ({ at }) => [
    [at((p) => p.tableArn, "dynamodb.Table"), "items as files", at((p) => p.s3Bucket, "s3.Bucket")],
  ]),
  ...declaredBy("dynamodb.KinesisStreamingDestination", ({ at }) => [
    [at((p) => p.tableName, "dynamodb.Table"), "changes of items", at((p) => p.streamArn, "kinesis.Stream")],
  ]),
  ...declaredBy("dax.Cluster", ({ self, at }) => [[at((p) => p.iamRoleArn, "iam.Role"), "cached items", self]]),
  ...declaredBy("elasticache.GlobalReplicationGroup", ({ self, at }) => [
    [at((p) => p.primaryReplicationGroupId, "elasticache.ReplicationGroup"), "cached values", self],
  ]),
  ...declaredBy("elasticache.ReplicationGroup", ({ self, at }) => [
    [at((p) => p.globalReplicationGroupId, "elasticache.GlobalReplicationGroup"), "cached values", self],
  ]),
  ...declaredBy("dms.ReplicationTask", ({ self, at }) => [
    [at((p) => p.sourceEndpointArn, "dms.Endpoint", "dms.S3Endpoint"), "records", self],
    [self, "records", at((p) => p.targetEndpointArn, "dms.Endpoint", "dms.S3Endpoint")],
    [self, "records", at((p) => p.replicationInstanceArn, "dms.ReplicationInstance")],
  ]),
  ...declaredBy("dms.ReplicationConfig", ({ self, at }) => [
    [at((p) => p.sourceEndpointArn, "dms.Endpoint", "dms.S3Endpoint"), "records", self],
    [self, "records", at((p) => p.targetEndpointArn, "dms.Endpoint", "dms.S3Endpoint")],
  ]),
  // An endpoint is either end of a task; its task says which, so it is joined to its store both ways.
  ...declaredBy("dms.Endpoint", ({ self, at }) => [
    [at((p) => p.serverName, "rds.Instance", "rds.Cluster", "docdb.Cluster", "redshift.Cluster"), "records", self],
    [self, "records", at((p) => p.serverName, "rds.Instance", "rds.Cluster", "docdb.Cluster", "redshift.Cluster")],
    [self, "records", at((p) => p.kinesisSettings?.streamArn, "kinesis.Stream")],
  ]),
  ...declaredBy("dms.S3Endpoint", ({ self, at }) => [
    [at((p) => p.bucketName, "s3.Bucket"), "records as files", self],
    [self, "records as files", at((p) => p.bucketName, "s3.Bucket")],
  ]),
];
