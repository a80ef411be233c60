import { isUnknown, UNKNOWN } from "../../unknown";
import { block, type Folded, firstOf, present, tagsOf } from "./folded";
import { type Translated, type Translation, whole } from "./translation";

/** CloudFormation's names of canned ACLs. Source: AWS::S3::Bucket, AccessControl. */
const cannedAcls: Readonly<Record<string, string>> = {
  AuthenticatedRead: "authenticated-read",
  AwsExecRead: "aws-exec-read",
  BucketOwnerFullControl: "bucket-owner-full-control",
  BucketOwnerRead: "bucket-owner-read",
  LogDeliveryWrite: "log-delivery-write",
  Private: "private",
  PublicRead: "public-read",
  PublicReadWrite: "public-read-write",
};

function cannedAcl(value: unknown): unknown {
  return typeof value === "string" && Object.hasOwn(cannedAcls, value) ? cannedAcls[value] : value;
}

function encryption(properties: Folded): unknown {
  return block(firstOf(properties.list("BucketEncryption", "ServerSideEncryptionConfiguration")), (rule) => ({
    rule: present({
      applyServerSideEncryptionByDefault: block(firstOf(rule.list("ServerSideEncryptionByDefault")), (byDefault) => ({
        sseAlgorithm: byDefault.get("SSEAlgorithm"),
        kmsMasterKeyId: byDefault.get("KMSMasterKeyID"),
      })),
      bucketKeyEnabled: rule.get("BucketKeyEnabled"),
    }),
  }));
}

function enabled(status: unknown): unknown {
  return typeof status === "string" ? status === "Enabled" : status;
}

const bucket: Translation = (properties) => {
  const retention = properties.get("ObjectLockConfiguration", "Rule", "DefaultRetention");
  const result: Translated[] = [
    whole("s3.Bucket", {
      bucket: properties.get("BucketName"),
      acl: cannedAcl(properties.get("AccessControl")),
      serverSideEncryptionConfiguration: encryption(properties),
      versioning: block(firstOf(properties.list("VersioningConfiguration")), (versioning) => ({
        enabled: enabled(versioning.get("Status")),
      })),
      logging: block(firstOf(properties.list("LoggingConfiguration")), (logging) => ({
        targetBucket: logging.get("DestinationBucketName") ?? UNKNOWN,
      })),
      objectLockEnabled: properties.get("ObjectLockEnabled"),
      objectLockConfiguration:
        retention === undefined
          ? undefined
          : {
              objectLockEnabled: "Enabled",
              rule: {
                defaultRetention: block(firstOf(properties.list("ObjectLockConfiguration", "Rule", "DefaultRetention")), (r) => ({
                  mode: r.get("Mode"),
                  days: r.get("Days"),
                  years: r.get("Years"),
                })),
              },
            },
      tags: tagsOf(properties),
    }),
  ];
  const access = firstOf(properties.list("PublicAccessBlockConfiguration"));
  if (access !== undefined) {
    const flag = (name: string) => (isUnknown(access) ? UNKNOWN : access.get(name));
    result.push({
      className: "s3.BucketPublicAccessBlock",
      part: "public-access-block",
      refersToWholeBy: "bucket",
      inputs: {
        blockPublicAcls: flag("BlockPublicAcls"),
        blockPublicPolicy: flag("BlockPublicPolicy"),
        ignorePublicAcls: flag("IgnorePublicAcls"),
        restrictPublicBuckets: flag("RestrictPublicBuckets"),
      },
    });
  }
  return result;
};

const bucketPolicy: Translation = (properties) => [
  whole("s3.BucketPolicy", { bucket: properties.get("Bucket"), policy: properties.get("PolicyDocument") }),
];

const fileSystem: Translation = (properties) => [
  whole("efs.FileSystem", {
    encrypted: properties.get("Encrypted"),
    kmsKeyId: properties.get("KmsKeyId"),
    tags: tagsOf(properties, "FileSystemTags"),
  }),
];

const volume: Translation = (properties) => [
  whole("ebs.Volume", {
    availabilityZone: properties.get("AvailabilityZone"),
    encrypted: properties.get("Encrypted"),
    kmsKeyId: properties.get("KmsKeyId"),
    snapshotId: properties.get("SnapshotId"),
    tags: tagsOf(properties),
  }),
];

const table: Translation = (properties) => [
  whole("dynamodb.Table", {
    name: properties.get("TableName"),
    serverSideEncryption: block(firstOf(properties.list("SSESpecification")), (specification) => ({
      enabled: specification.get("SSEEnabled"),
      kmsKeyArn: specification.get("KMSMasterKeyId"),
    })),
    pointInTimeRecovery: block(firstOf(properties.list("PointInTimeRecoverySpecification")), (specification) => ({
      enabled: specification.get("PointInTimeRecoveryEnabled"),
    })),
    deletionProtectionEnabled: properties.get("DeletionProtectionEnabled"),
    tags: tagsOf(properties),
  }),
];

function parameters(properties: Folded): unknown {
  const given = properties.get("Parameters");
  if (typeof given !== "object" || given === null) return given;
  return Object.entries(given).map(([name, value]) => ({
    name,
    value: typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  }));
}

/** CloudFormation keeps backups for one day where nothing is set, AWS's own provider for none. Source: AWS::RDS::DBInstance, BackupRetentionPeriod. */
const cloudFormationBackupDays = 1;

const database: Translation = (properties) => [
  whole("rds.Instance", {
    identifier: properties.get("DBInstanceIdentifier"),
    instanceClass: properties.get("DBInstanceClass"),
    engine: properties.get("Engine"),
    engineVersion: properties.get("EngineVersion"),
    username: properties.get("MasterUsername"),
    storageEncrypted: properties.get("StorageEncrypted"),
    kmsKeyId: properties.get("KmsKeyId"),
    publiclyAccessible: properties.get("PubliclyAccessible"),
    backupRetentionPeriod: properties.get("BackupRetentionPeriod") ?? cloudFormationBackupDays,
    multiAz: properties.get("MultiAZ"),
    deletionProtection: properties.get("DeletionProtection"),
    iamDatabaseAuthenticationEnabled: properties.get("EnableIAMDatabaseAuthentication"),
    enabledCloudwatchLogsExports: properties.get("EnableCloudwatchLogsExports"),
    parameterGroupName: properties.get("DBParameterGroupName"),
    optionGroupName: properties.get("OptionGroupName"),
    snapshotIdentifier: properties.get("DBSnapshotIdentifier"),
    replicateSourceDb: properties.get("SourceDBInstanceIdentifier"),
    monitoringInterval: properties.get("MonitoringInterval"),
    performanceInsightsEnabled: properties.get("EnablePerformanceInsights"),
    autoMinorVersionUpgrade: properties.get("AutoMinorVersionUpgrade"),
    copyTagsToSnapshot: properties.get("CopyTagsToSnapshot"),
    manageMasterUserPassword: properties.get("ManageMasterUserPassword"),
    tags: tagsOf(properties),
  }),
];

const cluster: Translation = (properties) => [
  whole("rds.Cluster", {
    clusterIdentifier: properties.get("DBClusterIdentifier"),
    engine: properties.get("Engine"),
    engineMode: properties.get("EngineMode"),
    engineVersion: properties.get("EngineVersion"),
    masterUsername: properties.get("MasterUsername"),
    storageEncrypted: properties.get("StorageEncrypted"),
    kmsKeyId: properties.get("KmsKeyId"),
    backupRetentionPeriod: properties.get("BackupRetentionPeriod"),
    deletionProtection: properties.get("DeletionProtection"),
    iamDatabaseAuthenticationEnabled: properties.get("EnableIAMDatabaseAuthentication"),
    enabledCloudwatchLogsExports: properties.get("EnableCloudwatchLogsExports"),
    dbClusterParameterGroupName: properties.get("DBClusterParameterGroupName"),
    snapshotIdentifier: properties.get("SnapshotIdentifier"),
    copyTagsToSnapshot: properties.get("CopyTagsToSnapshot"),
    manageMasterUserPassword: properties.get("ManageMasterUserPassword"),
    tags: tagsOf(properties),
  }),
];

/** Stores. Sources: the AWS CloudFormation template reference of each type, and @pulumi/aws 7.48.0's declarations. */
export const storage: Readonly<Record<string, Translation>> = {
  "AWS::S3::Bucket": bucket,
  "AWS::S3::BucketPolicy": bucketPolicy,
  "AWS::EFS::FileSystem": fileSystem,
  "AWS::EC2::Volume": volume,
  "AWS::DynamoDB::Table": table,
  "AWS::RDS::DBInstance": database,
  "AWS::RDS::DBCluster": cluster,
  "AWS::RDS::DBParameterGroup": (p) => [
    whole("rds.ParameterGroup", { name: p.get("DBParameterGroupName"), family: p.get("Family"), parameters: parameters(p) }),
  ],
  "AWS::RDS::DBClusterParameterGroup": (p) => [
    whole("rds.ClusterParameterGroup", { name: p.get("DBClusterParameterGroupName"), family: p.get("Family"), parameters: parameters(p) }),
  ],
};
