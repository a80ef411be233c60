import * as aws from "@pulumi/aws";
import { recordsKey, secretsKey } from "./keys";
import { logGroup } from "./log-groups";
import { prefix } from "./naming";
import { databaseGroup, databasePort, dataSubnets } from "./network";
import { databaseMonitoringRole } from "./roles";

const engine = "aurora-postgresql";
const engineVersion = "16.6";
const family = "aurora-postgresql16";
const clusterIdentifier = `${prefix}-records`;

const subnetGroup = new aws.rds.SubnetGroup("records", {
  name: clusterIdentifier,
  description: "Private subnets of two zones",
  subnetIds: dataSubnets.map((subnet) => subnet.id),
});

const clusterParameters = new aws.rds.ClusterParameterGroup("records", {
  name: clusterIdentifier,
  family,
  description: "TLS for everybody, and a record of what was asked",
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "ssl_min_protocol_version", value: "TLSv1.2" },
    { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit", applyMethod: "pending-reboot" },
    { name: "pgaudit.log", value: "ddl,role,write" },
    { name: "log_statement", value: "ddl" },
    { name: "log_min_duration_statement", value: "5000" },
    { name: "log_connections", value: "1" },
    { name: "log_disconnections", value: "1" },
  ],
});
const instanceParameters = new aws.rds.ParameterGroup("records", {
  name: `${clusterIdentifier}-instance`,
  family,
  description: "Idle transactions end after ten minutes",
  parameters: [{ name: "idle_in_transaction_session_timeout", value: "600000" }],
});

const databaseLogs = logGroup("database", `/aws/rds/cluster/${clusterIdentifier}/postgresql`);

/** Patients, visits and orders. */
export const cluster = new aws.rds.Cluster(
  "records",
  {
    clusterIdentifier,
    engine,
    engineVersion,
    databaseName: "records",
    masterUsername: "records_owner",
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: secretsKey.keyId,
    iamDatabaseAuthenticationEnabled: true,
    port: databasePort,
    storageEncrypted: true,
    kmsKeyId: recordsKey.arn,
    dbSubnetGroupName: subnetGroup.name,
    dbClusterParameterGroupName: clusterParameters.name,
    vpcSecurityGroupIds: [databaseGroup.id],
    backupRetentionPeriod: 35,
    preferredBackupWindow: "06:00-07:00",
    preferredMaintenanceWindow: "sun:08:00-sun:09:00",
    copyTagsToSnapshot: true,
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${clusterIdentifier}-final`,
    enabledCloudwatchLogsExports: ["postgresql"],
  },
  { protect: true, dependsOn: databaseLogs },
);

for (const index of [1, 2]) {
  new aws.rds.ClusterInstance(`records-${index}`, {
    identifier: `${clusterIdentifier}-${index}`,
    clusterIdentifier: cluster.id,
    engine,
    engineVersion,
    instanceClass: "db.r7g.large",
    dbParameterGroupName: instanceParameters.name,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    copyTagsToSnapshot: true,
    monitoringInterval: 60,
    monitoringRoleArn: databaseMonitoringRole.arn,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: recordsKey.arn,
  });
}

/** Appointments: read by patient, and by the day of a practitioner. */
export const appointments = new aws.dynamodb.Table(
  "appointments",
  {
    name: `${prefix}-appointments`,
    billingMode: "PAY_PER_REQUEST",
    hashKey: "patientId",
    rangeKey: "startsAt",
    attributes: [
      { name: "patientId", type: "S" },
      { name: "startsAt", type: "S" },
      { name: "practitionerDay", type: "S" },
    ],
    globalSecondaryIndexes: [{ name: "by-practitioner-day", hashKey: "practitionerDay", rangeKey: "startsAt", projectionType: "ALL" }],
    serverSideEncryption: { enabled: true, kmsKeyArn: recordsKey.arn },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
  },
  { protect: true },
);
