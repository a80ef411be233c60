// Databases, caches, file systems and streams, written by the SDK: of each kind one that is as the rules ask ("patients") and one that is not ("notes").
import { AssociateRouteTableCommand, CreateRouteTableCommand, CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  EFSClient,
  PutFileSystemPolicyCommand,
} from "@aws-sdk/client-efs";
import {
  CreateCacheClusterCommand,
  CreateReplicationGroupCommand,
  CreateUserCommand,
  ElastiCacheClient,
} from "@aws-sdk/client-elasticache";
import { CreateDeliveryStreamCommand, FirehoseClient, StartDeliveryStreamEncryptionCommand } from "@aws-sdk/client-firehose";
import { CreateStreamCommand, KinesisClient, PutResourcePolicyCommand, StartStreamEncryptionCommand } from "@aws-sdk/client-kinesis";
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDomainCommand, OpenSearchClient, UpdateDomainConfigCommand } from "@aws-sdk/client-opensearch";
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBProxyCommand,
  CreateDBSnapshotCommand,
  CreateDBSubnetGroupCommand,
  ModifyDBClusterParameterGroupCommand,
  ModifyDBInstanceCommand,
  ModifyDBParameterGroupCommand,
  ModifyDBSnapshotAttributeCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import {
  CreateClusterCommand,
  CreateClusterParameterGroupCommand,
  CreateClusterSubnetGroupCommand,
  EnableLoggingCommand,
  ModifyClusterCommand,
  RedshiftClient,
} from "@aws-sdk/client-redshift";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { credentials, region } from "../clinic-account";

/** What the emulator named by itself. */
export interface StoresAccount {
  readonly goodFileSystem: string;
  readonly badFileSystem: string;
  readonly badAccessPoint: string;
  /** Mends some of what is wrong, behind the back of whoever verifies. */
  mend(): Promise<void>;
}

const ephi = [{ Key: "DataClassification", Value: "ephi" }];
const open = (Action: string, Resource: string, Principal: unknown = "*") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource }] });

export async function makeStores(endpoint: string): Promise<StoresAccount> {
  const configuration = { endpoint, region, credentials };
  const network = await makeNetwork(configuration);
  const kms = new KMSClient(configuration);
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}));
  const kmsKeyId = key?.Arn ?? "";
  await kms.send(new EnableKeyRotationCommand({ KeyId: kmsKeyId }));
  const parts = { configuration, network, kmsKeyId };
  const [mendDatabases, mendWarehouses, files, mendSearch] = [
    await makeDatabases(parts),
    await makeWarehouses(parts),
    await makeFileSystems(parts),
    await makeSearch(parts),
  ];
  await makeCaches(parts);
  const mendStreams = await makeStreams(parts);
  return {
    ...files,
    mend: async () => {
      for (const mend of [mendDatabases, mendWarehouses, files.mendFiles, mendSearch, mendStreams]) await mend();
    },
  };
}

interface Parts {
  readonly configuration: { readonly endpoint: string; readonly region: string; readonly credentials: typeof credentials };
  readonly network: { readonly vpc: string; readonly subnets: readonly string[] };
  readonly kmsKeyId: string;
}

/** Two subnets whose route table leads nowhere else. */
async function makeNetwork(configuration: Parts["configuration"]): Promise<Parts["network"]> {
  const ec2 = new EC2Client(configuration);
  const { Vpc: made } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const vpc = made?.VpcId ?? "";
  const { RouteTable: table } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  const subnets: string[] = [];
  for (const [index, zone] of ["a", "b"].entries()) {
    const { Subnet: subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: vpc, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${region}${zone}` }),
    );
    const id = subnet?.SubnetId ?? "";
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table?.RouteTableId, SubnetId: id }));
    subnets.push(id);
  }
  return { vpc, subnets };
}

async function makeDatabases({ configuration, network, kmsKeyId }: Parts): Promise<() => Promise<void>> {
  const rds = new RDSClient(configuration);
  await rds.send(
    new CreateDBSubnetGroupCommand({ DBSubnetGroupName: "inside", DBSubnetGroupDescription: "private", SubnetIds: [...network.subnets] }),
  );
  const parameters = async (name: string, on: string) => {
    await rds.send(
      new CreateDBParameterGroupCommand({ DBParameterGroupName: name, DBParameterGroupFamily: "postgres14", Description: name }),
    );
    const Parameters = [
      { ParameterName: "rds.force_ssl", ParameterValue: on, ApplyMethod: "immediate" as const },
      { ParameterName: "log_statement", ParameterValue: on === "1" ? "ddl" : "none", ApplyMethod: "immediate" as const },
      { ParameterName: "idle_session_timeout", ParameterValue: on === "1" ? "900000" : "0", ApplyMethod: "immediate" as const },
    ];
    await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: name, Parameters }));
  };
  await parameters("strict", "1");
  await parameters("lenient", "0");
  await parameters("unused", "0");
  const common = { Engine: "postgres", EngineVersion: "14.9", DBInstanceClass: "db.t4g.medium", AllocatedStorage: 20 };
  const protectedBy = {
    BackupRetentionPeriod: 14,
    DeletionProtection: true,
    CopyTagsToSnapshot: true,
    EnableCloudwatchLogsExports: ["postgresql"],
    EnableIAMDatabaseAuthentication: true,
    ManageMasterUserPassword: true,
    MasterUsername: "owner",
  };
  await rds.send(
    new CreateDBInstanceCommand({
      ...common,
      ...protectedBy,
      DBInstanceIdentifier: "patients",
      StorageEncrypted: true,
      KmsKeyId: kmsKeyId,
      MultiAZ: true,
      PubliclyAccessible: false,
      AutoMinorVersionUpgrade: true,
      MonitoringInterval: 60,
      MonitoringRoleArn: "arn:aws:iam::123456789012:role/monitoring",
      CACertificateIdentifier: "rds-ca-rsa2048-g1",
      DBParameterGroupName: "strict",
      DBSubnetGroupName: "inside",
      Tags: ephi,
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      ...common,
      DBInstanceIdentifier: "notes",
      StorageEncrypted: false,
      MultiAZ: false,
      PubliclyAccessible: true,
      AutoMinorVersionUpgrade: false,
      BackupRetentionPeriod: 1,
      MasterUsername: "postgres",
      MasterUserPassword: "not-a-real-one",
      DBParameterGroupName: "lenient",
      Tags: ephi,
    }),
  );
  for (const name of ["patients", "notes"])
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: name, DBSnapshotIdentifier: `${name}-2026` }));
  const share = (change: { readonly ValuesToAdd?: string[]; readonly ValuesToRemove?: string[] }) =>
    rds.send(new ModifyDBSnapshotAttributeCommand({ DBSnapshotIdentifier: "notes-2026", AttributeName: "restore", ...change }));
  await share({ ValuesToAdd: ["all"] });
  await makeClusters(rds, kmsKeyId, protectedBy);
  await rds.send(
    new CreateDBProxyCommand({
      DBProxyName: "pool",
      EngineFamily: "POSTGRESQL",
      RoleArn: "arn:aws:iam::123456789012:role/pool",
      VpcSubnetIds: [...network.subnets],
      Auth: [{ IAMAuth: "DISABLED", SecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:pool-AbCdEf" }],
      RequireTLS: false,
      DebugLogging: true,
    }),
  );
  return async () => {
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: "notes", PubliclyAccessible: false, BackupRetentionPeriod: 14 }));
    await share({ ValuesToRemove: ["all"] });
    const Parameters = [{ ParameterName: "rds.force_ssl", ParameterValue: "1", ApplyMethod: "immediate" as const }];
    await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: "lenient", Parameters }));
  };
}

async function makeClusters(rds: RDSClient, kmsKeyId: string, protectedBy: object): Promise<void> {
  const group = async (name: string, family: string, ParameterName: string, ParameterValue: string) => {
    await rds.send(
      new CreateDBClusterParameterGroupCommand({ DBClusterParameterGroupName: name, DBParameterGroupFamily: family, Description: name }),
    );
    const Parameters = [{ ParameterName, ParameterValue, ApplyMethod: "pending-reboot" as const }];
    await rds.send(new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: name, Parameters }));
  };
  await group("charts-strict", "aurora-postgresql16", "rds.force_ssl", "1");
  await group("kinship-strict", "neptune1.3", "neptune_enable_audit_log", "1");
  const encrypted = { StorageEncrypted: true, KmsKeyId: kmsKeyId };
  const member = async (cluster: string, name: string, Engine: string, more: object = {}) =>
    rds.send(
      new CreateDBInstanceCommand({
        DBClusterIdentifier: cluster,
        DBInstanceIdentifier: name,
        Engine,
        DBInstanceClass: "db.r6g.large",
        ...more,
      }),
    );
  await rds.send(
    new CreateDBClusterCommand({
      ...protectedBy,
      ...encrypted,
      DBClusterIdentifier: "charts",
      Engine: "aurora-postgresql",
      EngineVersion: "16.1",
      DBClusterParameterGroupName: "charts-strict",
      DBSubnetGroupName: "inside",
      Tags: ephi,
    }),
  );
  for (const name of ["charts-1", "charts-2"])
    await member("charts", name, "aurora-postgresql", { AutoMinorVersionUpgrade: true, PubliclyAccessible: name === "charts-2" });
  await rds.send(
    new CreateDBClusterCommand({
      ...encrypted,
      DBClusterIdentifier: "kinship",
      Engine: "neptune",
      BackupRetentionPeriod: 14,
      DeletionProtection: true,
      EnableCloudwatchLogsExports: ["audit"],
      DBClusterParameterGroupName: "kinship-strict",
      MasterUsername: "owner",
      MasterUserPassword: "not-a-real-one",
      Tags: ephi,
    }),
  );
  await rds.send(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: "charts", DBClusterSnapshotIdentifier: "charts-2026" }));
}

async function makeWarehouses({ configuration, network, kmsKeyId }: Parts): Promise<() => Promise<void>> {
  const redshift = new RedshiftClient(configuration);
  await new S3Client({ ...configuration, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "warehouse-logs" }));
  await redshift.send(
    new CreateClusterSubnetGroupCommand({ ClusterSubnetGroupName: "inside", Description: "private", SubnetIds: [...network.subnets] }),
  );
  await redshift.send(
    new CreateClusterParameterGroupCommand({ ParameterGroupName: "strict", ParameterGroupFamily: "redshift-1.0", Description: "strict" }),
  );
  const common = { NodeType: "ra3.large", NumberOfNodes: 2, MasterUserPassword: "Not-a-real-1", Tags: ephi };
  await redshift.send(
    new CreateClusterCommand({
      ...common,
      ClusterIdentifier: "claims",
      MasterUsername: "owner",
      Encrypted: true,
      KmsKeyId: kmsKeyId,
      PubliclyAccessible: false,
      EnhancedVpcRouting: true,
      AutomatedSnapshotRetentionPeriod: 14,
      ClusterParameterGroupName: "strict",
      ClusterSubnetGroupName: "inside",
    }),
  );
  await redshift.send(new EnableLoggingCommand({ ClusterIdentifier: "claims", BucketName: "warehouse-logs" }));
  await redshift.send(
    new CreateClusterCommand({
      ...common,
      ClusterIdentifier: "drafts",
      MasterUsername: "awsuser",
      Encrypted: false,
      PubliclyAccessible: true,
      AllowVersionUpgrade: false,
    }),
  );
  return async () => {
    await redshift.send(
      new ModifyClusterCommand({ ClusterIdentifier: "drafts", PubliclyAccessible: false, Encrypted: true, AllowVersionUpgrade: true }),
    );
  };
}

async function makeFileSystems({ configuration, network, kmsKeyId }: Parts) {
  const efs = new EFSClient(configuration);
  const good = await efs.send(new CreateFileSystemCommand({ Encrypted: true, KmsKeyId: kmsKeyId, Backup: true, Tags: ephi }));
  const bad = await efs.send(new CreateFileSystemCommand({ Encrypted: false, Tags: ephi }));
  const [goodFileSystem, badFileSystem] = [good.FileSystemId ?? "", bad.FileSystemId ?? ""];
  const secured = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Principal: { AWS: "*" }, Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ],
  });
  await efs.send(new PutFileSystemPolicyCommand({ FileSystemId: goodFileSystem, Policy: secured }));
  await efs.send(new CreateMountTargetCommand({ FileSystemId: badFileSystem, SubnetId: network.subnets[0] }));
  const point = await efs.send(new CreateAccessPointCommand({ FileSystemId: badFileSystem, ClientToken: "bad" }));
  await efs.send(
    new CreateAccessPointCommand({
      FileSystemId: goodFileSystem,
      ClientToken: "good",
      PosixUser: { Uid: 1000, Gid: 1000 },
      RootDirectory: { Path: "/patients" },
    }),
  );
  return {
    goodFileSystem,
    badFileSystem,
    badAccessPoint: point.AccessPointId ?? "",
    mendFiles: async () => {
      await efs.send(new PutFileSystemPolicyCommand({ FileSystemId: badFileSystem, Policy: secured }));
    },
  };
}

async function makeSearch({ configuration, network, kmsKeyId }: Parts): Promise<() => Promise<void>> {
  const opensearch = new OpenSearchClient(configuration);
  const log = { Enabled: true, CloudWatchLogsLogGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:search" };
  await opensearch.send(
    new CreateDomainCommand({
      DomainName: "patients",
      EngineVersion: "OpenSearch_2.11",
      ClusterConfig: { InstanceCount: 3, ZoneAwarenessEnabled: true, DedicatedMasterEnabled: true, DedicatedMasterCount: 3 },
      EncryptionAtRestOptions: { Enabled: true, KmsKeyId: kmsKeyId },
      NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
      AdvancedSecurityOptions: { Enabled: true, InternalUserDatabaseEnabled: false },
      VPCOptions: { SubnetIds: [...network.subnets] },
      LogPublishingOptions: { AUDIT_LOGS: log, ES_APPLICATION_LOGS: log },
      SoftwareUpdateOptions: { AutoSoftwareUpdateEnabled: true },
      TagList: ephi,
    }),
  );
  await opensearch.send(
    new CreateDomainCommand({
      DomainName: "notes",
      EngineVersion: "OpenSearch_2.11",
      AccessPolicies: open("es:*", "*"),
      EncryptionAtRestOptions: { Enabled: false },
      NodeToNodeEncryptionOptions: { Enabled: false },
      DomainEndpointOptions: { EnforceHTTPS: false, TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
      TagList: ephi,
    }),
  );
  return async () => {
    await opensearch.send(
      new UpdateDomainConfigCommand({
        DomainName: "notes",
        NodeToNodeEncryptionOptions: { Enabled: true },
        DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
      }),
    );
  };
}

async function makeCaches({ configuration, kmsKeyId }: Parts): Promise<void> {
  const elasticache = new ElastiCacheClient(configuration);
  await elasticache.send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: "sessions",
      ReplicationGroupDescription: "sessions",
      Engine: "redis",
      CacheNodeType: "cache.t4g.small",
      NumCacheClusters: 2,
      AtRestEncryptionEnabled: true,
      KmsKeyId: kmsKeyId,
      TransitEncryptionEnabled: true,
      AuthToken: "not-a-real-token-1",
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      SnapshotRetentionLimit: 30,
      Tags: ephi,
    }),
  );
  await elasticache.send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: "drafts",
      ReplicationGroupDescription: "drafts",
      Engine: "redis",
      CacheNodeType: "cache.t4g.small",
      AtRestEncryptionEnabled: false,
      TransitEncryptionEnabled: false,
      Tags: ephi,
    }),
  );
  await elasticache.send(
    new CreateCacheClusterCommand({
      CacheClusterId: "single",
      Engine: "redis",
      CacheNodeType: "cache.t4g.small",
      NumCacheNodes: 1,
      Tags: ephi,
    }),
  );
  const user = { Engine: "redis", AccessString: "on ~* +@all" };
  await elasticache.send(new CreateUserCommand({ ...user, UserId: "reader", UserName: "reader", Passwords: ["not-a-real-password"] }));
  await elasticache.send(new CreateUserCommand({ ...user, UserId: "anybody", UserName: "anybody", NoPasswordRequired: true }));
}

async function makeStreams({ configuration, kmsKeyId }: Parts): Promise<() => Promise<void>> {
  const firehose = new FirehoseClient(configuration);
  // Kinesis speaks HTTP/2, and the emulator does not.
  const kinesis = new KinesisClient({ ...configuration, requestHandler: firehose.config.requestHandler });
  for (const StreamName of ["results", "drafts"])
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1, Tags: { DataClassification: "ephi" } }));
  const encrypt = (StreamName: string) =>
    kinesis.send(new StartStreamEncryptionCommand({ StreamName, EncryptionType: "KMS", KeyId: kmsKeyId }));
  await encrypt("results");
  const arn = `arn:aws:kinesis:${region}:123456789012:stream/drafts`;
  await kinesis.send(new PutResourcePolicyCommand({ ResourceARN: arn, Policy: open("kinesis:GetRecords", arn) }));
  const bucket = { BucketARN: "arn:aws:s3:::warehouse-logs", RoleARN: "arn:aws:iam::123456789012:role/delivery" };
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "archive",
      DeliveryStreamType: "DirectPut",
      ExtendedS3DestinationConfiguration: {
        ...bucket,
        CloudWatchLoggingOptions: { Enabled: true, LogGroupName: "archive", LogStreamName: "errors" },
      },
      Tags: ephi,
    }),
  );
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "collector",
      DeliveryStreamType: "DirectPut",
      HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: "http://collector.example/records" }, S3Configuration: bucket },
      Tags: ephi,
    }),
  );
  const encryptDelivery = (DeliveryStreamName: string) =>
    firehose.send(
      new StartDeliveryStreamEncryptionCommand({
        DeliveryStreamName,
        DeliveryStreamEncryptionConfigurationInput: { KeyType: "CUSTOMER_MANAGED_CMK", KeyARN: kmsKeyId },
      }),
    );
  await encryptDelivery("archive");
  return async () => {
    await encrypt("drafts");
    await encryptDelivery("collector");
  };
}
