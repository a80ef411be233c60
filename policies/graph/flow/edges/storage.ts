import { declaredBy, type Edge } from "../edge";

/** Buckets, file systems and disks: copies, mounts and notices. Sources: Amazon S3, Amazon EFS, Amazon FSx and AWS DataSync User Guides. */
export const storageEdges: readonly Edge[] = [
  ...declaredBy("s3.BucketReplicationConfig", ({ at, each }) => [
    [
      at((p) => p.bucket, "s3.Bucket"),
      "objects",
      each(
        (p) => p.rules,
        (rule) => rule.destination.bucket,
        "s3.Bucket",
      ),
    ],
  ]),
  ...declaredBy("s3.Bucket", ({ self, each }) => [
    [
      self,
      "objects",
      each(
        (p) => p.replicationConfiguration?.rules,
        (rule) => rule.destination.bucket,
        "s3.Bucket",
      ),
    ],
  ]),
  ...declaredBy("s3.BucketNotification", ({ at, each }) => [
    [
      at((p) => p.bucket, "s3.Bucket"),
      "notices of objects",
      each(
        (p) => p.queues,
        (queue) => queue.queueArn,
        "sqs.Queue",
      ),
    ],
    [
      at((p) => p.bucket, "s3.Bucket"),
      "notices of objects",
      each(
        (p) => p.topics,
        (topic) => topic.topicArn,
        "sns.Topic",
      ),
    ],
    [
      at((p) => p.bucket, "s3.Bucket"),
      "notices of objects",
      each(
        (p) => p.lambdaFunctions,
        (call) => call.lambdaFunctionArn,
        "lambda.Function",
        "lambda.Alias",
      ),
    ],
  ]),
  ...declaredBy("s3.ObjectCopy", ({ at, within }) => [
    [
      within(
        (p) => p.source,
        (text) => text.replace(/\/.*$/s, ""),
        "s3.Bucket",
      ),
      "an object",
      at((p) => p.bucket, "s3.Bucket"),
    ],
  ]),
  ...declaredBy("s3tables.TableBucketReplication", ({ at, each }) => [
    [
      at((p) => p.tableBucketArn, "s3tables.TableBucket"),
      "tables",
      each(
        (p) => p.rule?.destinations,
        (destination) => destination.destinationTableBucketArn,
        "s3tables.TableBucket",
      ),
    ],
  ]),
  ...declaredBy("efs.ReplicationConfiguration", ({ at }) => [
    [at((p) => p.sourceFileSystemId, "efs.FileSystem"), "files", at((p) => p.destination.fileSystemId, "efs.FileSystem")],
  ]),
  ...declaredBy("fsx.DataRepositoryAssociation", ({ at }) => [
    [at((p) => p.dataRepositoryPath, "s3.Bucket"), "files", at((p) => p.fileSystemId, "fsx.LustreFileSystem")],
    [at((p) => p.fileSystemId, "fsx.LustreFileSystem"), "files", at((p) => p.dataRepositoryPath, "s3.Bucket")],
  ]),
  ...declaredBy("storagegateway.NfsFileShare", ({ self, at }) => [[at((p) => p.locationArn, "s3.Bucket"), "objects as files", self]]),
  ...declaredBy("storagegateway.SmbFileShare", ({ self, at }) => [[at((p) => p.locationArn, "s3.Bucket"), "objects as files", self]]),
  ...declaredBy("datasync.Task", ({ at }) => [
    [
      at((p) => p.sourceLocationArn, "datasync.S3Location", "datasync.EfsLocation", "datasync.NfsLocation", "datasync.LocationSmb"),
      "files",
      at((p) => p.destinationLocationArn, "datasync.S3Location", "datasync.EfsLocation", "datasync.NfsLocation", "datasync.LocationSmb"),
    ],
  ]),
  // A location is either end of a task; its task says which, so it is joined to its store both ways.
  ...declaredBy("datasync.S3Location", ({ self, at }) => [
    [at((p) => p.s3BucketArn, "s3.Bucket"), "objects", self],
    [self, "objects", at((p) => p.s3BucketArn, "s3.Bucket")],
  ]),
  ...declaredBy("datasync.EfsLocation", ({ self, at }) => [
    [at((p) => p.efsFileSystemArn, "efs.FileSystem"), "files", self],
    [self, "files", at((p) => p.efsFileSystemArn, "efs.FileSystem")],
  ]),
  ...declaredBy("ec2.VolumeAttachment", ({ at }) => [
    [at((p) => p.volumeId, "ebs.Volume"), "files", at((p) => p.instanceId, "ec2.Instance")],
    [at((p) => p.instanceId, "ec2.Instance"), "files", at((p) => p.volumeId, "ebs.Volume")],
  ]),
];
