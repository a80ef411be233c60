import * as aws from "@pulumi/aws";
import { key, prefix } from "./foundation";
import { closed, subnetIds } from "./network";

const subnetGroup = new aws.rds.SubnetGroup("databases", { name: `${prefix}-databases`, subnetIds });
const parameters = new aws.rds.ParameterGroup("databases", {
  name: `${prefix}-postgres`,
  family: "postgres16",
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "log_statement", value: "ddl" },
    { name: "log_min_duration_statement", value: "5000" },
  ],
});
const clusterParameters = new aws.rds.ClusterParameterGroup("registry", {
  name: `${prefix}-registry`,
  family: "aurora-postgresql16",
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "log_statement", value: "ddl" },
    { name: "log_min_duration_statement", value: "5000" },
  ],
});

/** A database as it should be; what is given wins. */
function complying(name: string) {
  return {
    identifier: `${prefix}-${name}`,
    engine: "postgres",
    engineVersion: "16.6",
    instanceClass: "db.m7g.large",
    allocatedStorage: 100,
    username: "clinic_owner",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: key.keyId,
    iamDatabaseAuthenticationEnabled: true,
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [closed.id],
    parameterGroupName: parameters.name,
    storageEncrypted: true,
    kmsKeyId: key.arn,
    multiAz: true,
    backupRetentionPeriod: 35,
    deletionProtection: true,
    copyTagsToSnapshot: true,
    finalSnapshotIdentifier: `${prefix}-${name}-final`,
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: key.arn,
  } satisfies aws.rds.InstanceArgs;
}

// rds-storage-encrypted: the key is named, but the flag that makes use of it is missing
const { storageEncrypted: _flag, ...billing } = complying("billing");
new aws.rds.Instance("billing", billing);

// rds-storage-customer-key: encrypted, but with no key named it is AWS's own
const { kmsKeyId: _key, ...consents } = complying("consents");
new aws.rds.Instance("consents", consents);

new aws.rds.Instance("reporting", {
  ...complying("reporting"),
  publiclyAccessible: true, // rds-not-public: for the analysts at home
});

new aws.rds.Instance("imaging", {
  ...complying("imaging"),
  backupRetentionPeriod: 0, // rds-backup-retention: switched off for a migration, and never on again
});

// rds-force-tls-parameter: no parameter group, and the default one of MySQL 8.0 takes plain text
const { parameterGroupName: _group, ...scheduling } = complying("scheduling");
new aws.rds.Instance("scheduling", {
  ...scheduling,
  engine: "mysql",
  engineVersion: "8.0.40",
  enabledCloudwatchLogsExports: ["audit", "error", "general", "slowquery"],
});

// rds-log-exports: enabledCloudwatchLogsExports is missing
const registry = new aws.rds.Cluster("registry", {
  clusterIdentifier: `${prefix}-registry`,
  engine: "aurora-postgresql",
  engineVersion: "16.6",
  masterUsername: "registry_owner",
  manageMasterUserPassword: true,
  masterUserSecretKmsKeyId: key.keyId,
  iamDatabaseAuthenticationEnabled: true,
  dbSubnetGroupName: subnetGroup.name,
  dbClusterParameterGroupName: clusterParameters.name,
  vpcSecurityGroupIds: [closed.id],
  storageEncrypted: true,
  kmsKeyId: key.arn,
  backupRetentionPeriod: 35,
  deletionProtection: true,
  copyTagsToSnapshot: true,
  finalSnapshotIdentifier: `${prefix}-registry-final`,
});
for (const index of [1, 2]) {
  new aws.rds.ClusterInstance(`registry-${index}`, {
    identifier: `${prefix}-registry-${index}`,
    clusterIdentifier: registry.id,
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  });
}

const table = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
  deletionProtectionEnabled: true,
} satisfies aws.dynamodb.TableArgs;
new aws.dynamodb.Table("visits", {
  ...table,
  serverSideEncryption: { enabled: true }, // dynamodb-kms: with no kmsKeyArn the key is AWS's own
  pointInTimeRecovery: { enabled: true },
});
// dynamodb-pitr: pointInTimeRecovery is missing
new aws.dynamodb.Table("allergies", { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: key.arn } });

const cacheSubnets = new aws.elasticache.SubnetGroup("caches", { name: `${prefix}-caches`, subnetIds });
const cache = {
  engine: "valkey",
  engineVersion: "8.0",
  nodeType: "cache.t4g.small",
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  multiAzEnabled: true,
  snapshotRetentionLimit: 7,
  subnetGroupName: cacheSubnets.name,
  securityGroupIds: [closed.id],
  kmsKeyId: key.arn,
};
// elasticache-authentication: neither a token nor users
new aws.elasticache.ReplicationGroup("lookups", {
  ...cache,
  description: "Look-ups",
  transitEncryptionEnabled: true,
  atRestEncryptionEnabled: false, // elasticache-encrypted-at-rest
});
// elasticache-authentication: neither a token nor users
new aws.elasticache.ReplicationGroup("forms", {
  ...cache,
  description: "Half-filled forms",
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: "preferred", // elasticache-encrypted-in-transit: clients without TLS are still served
});

const warehouseParameters = new aws.redshift.ParameterGroup("warehouse", {
  name: `${prefix}-warehouse`,
  family: "redshift-1.0",
  parameters: [{ name: "enable_user_activity_logging", value: "true" }], // redshift-require-tls, for the cluster: require_ssl is not in the group
});
// redshift-audit-logging: nothing logs it
new aws.redshift.Cluster("warehouse", {
  clusterIdentifier: `${prefix}-warehouse`,
  nodeType: "ra3.large",
  numberOfNodes: 2,
  databaseName: "warehouse",
  masterUsername: "warehouse_owner",
  manageMasterPassword: true,
  masterPasswordSecretKmsKeyId: key.keyId,
  clusterParameterGroupName: warehouseParameters.name,
  vpcSecurityGroupIds: [closed.id],
  publiclyAccessible: false,
  enhancedVpcRouting: true,
  multiAz: true,
  automatedSnapshotRetentionPeriod: 35,
  finalSnapshotIdentifier: `${prefix}-warehouse-final`,
  encrypted: "false", // redshift-encrypted: a string, and a string that is not empty is true in a program's own checks
  kmsKeyId: key.arn,
});

// opensearch-encrypted-at-rest: encryptAtRest is missing from a domain of the legacy class
// opensearch-customer-key, opensearch-fine-grained-access, opensearch-logs: none of them is set
new aws.elasticsearch.Domain("notes", {
  domainName: "clinic-notes",
  elasticsearchVersion: "OpenSearch_2.17",
  clusterConfig: { instanceType: "m7g.large.elasticsearch", instanceCount: 2, zoneAwarenessEnabled: true },
  ebsOptions: { ebsEnabled: true, volumeType: "gp3", volumeSize: 100 },
  nodeToNodeEncryption: { enabled: true },
  vpcOptions: { subnetIds: subnetIds.slice(0, 2), securityGroupIds: [closed.id] },
  domainEndpointOptions: {
    enforceHttps: false, // opensearch-https
    tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07", // opensearch-tls12: the name of the default that old domains have
  },
});
