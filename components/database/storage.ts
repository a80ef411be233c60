import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import type { Engine, Parameter } from "./engine";

/** What a cluster and an instance are made of alike. */
export interface DatabaseSettings {
  readonly identifier: string;
  readonly engine: Engine;
  readonly parameters: readonly Parameter[];
  readonly databaseName: string | undefined;
  readonly masterUsername: string;
  readonly keyArn: pulumi.Output<string>;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly monitoringRoleArn: pulumi.Output<string>;
  readonly instanceClass: string;
  readonly deletionProtection: boolean;
  readonly tags: Tags;
  /** The log groups that must be there before RDS makes its own, which nobody encrypts. */
  readonly logGroups: readonly pulumi.Resource[];
}

/** A database that is made, in the words of both kinds. */
export interface CreatedDatabase {
  readonly arn: pulumi.Output<string>;
  readonly resourceId: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly readerEndpoint: pulumi.Output<string>;
  readonly secretArn: pulumi.Output<string>;
  readonly id: pulumi.Output<string>;
}

/** What every database has, in words that `rds.Cluster` and `rds.Instance` share. */
function shared({ engine, keyArn, deletionProtection, identifier, tags, ...settings }: DatabaseSettings) {
  return {
    engine: engine.name,
    engineVersion: engine.version,
    port: engine.port,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: keyArn,
    iamDatabaseAuthenticationEnabled: true,
    storageEncrypted: true,
    kmsKeyId: keyArn,
    dbSubnetGroupName: settings.subnetGroupName,
    vpcSecurityGroupIds: [settings.securityGroupId],
    // As long as AWS keeps automated backups, and so reaches back to any second.
    backupRetentionPeriod: 35,
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${identifier}-final`,
    enabledCloudwatchLogsExports: [...engine.logs],
    tags,
  };
}

/** What everything that runs an engine has: no public address, a certificate that holds, minor versions by themselves, metrics every minute. */
function running({ keyArn, monitoringRoleArn, instanceClass }: DatabaseSettings) {
  return {
    instanceClass,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    caCertIdentifier: "rds-ca-rsa2048-g1",
    monitoringInterval: 60,
    monitoringRoleArn,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn,
  };
}

export interface AuroraSettings extends DatabaseSettings {
  readonly instances: number;
  /** Seconds that the cluster can be set back; undefined where the engine cannot. */
  readonly backtrackWindow: number | undefined;
}

export function auroraCluster(parent: pulumi.ComponentResource, name: string, settings: AuroraSettings): CreatedDatabase {
  const { identifier, engine, tags, databaseName, deletionProtection } = settings;
  const group = new aws.rds.ClusterParameterGroup(
    name,
    {
      name: `${identifier}-${engine.family.replaceAll(".", "-")}`,
      family: engine.family,
      description: "TLS for everybody, and a record of what is asked",
      parameters: [...settings.parameters],
      tags,
    },
    { parent },
  );
  const cluster = new aws.rds.Cluster(
    name,
    {
      ...shared(settings),
      clusterIdentifier: identifier,
      masterUsername: settings.masterUsername,
      dbClusterParameterGroupName: group.name,
      ...(databaseName !== undefined && { databaseName }),
      ...(settings.backtrackWindow !== undefined && { backtrackWindow: settings.backtrackWindow }),
    },
    { parent, protect: deletionProtection, dependsOn: [...settings.logGroups] },
  );
  for (let index = 1; index <= settings.instances; index++) {
    new aws.rds.ClusterInstance(
      `${name}-${index}`,
      {
        ...running(settings),
        identifier: `${identifier}-${index}`,
        clusterIdentifier: cluster.id,
        engine: engine.name === "aurora-mysql" ? "aurora-mysql" : "aurora-postgresql",
        engineVersion: engine.version,
        copyTagsToSnapshot: true,
        tags,
      },
      { parent },
    );
  }
  return {
    arn: cluster.arn,
    resourceId: cluster.clusterResourceId,
    endpoint: cluster.endpoint,
    readerEndpoint: cluster.readerEndpoint,
    secretArn: cluster.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? ""),
    id: cluster.id,
  };
}

export interface SingleSettings extends DatabaseSettings {
  readonly storageGigabytes: number;
  readonly maximumStorageGigabytes: number;
}

export function singleInstance(parent: pulumi.ComponentResource, name: string, settings: SingleSettings): CreatedDatabase {
  const { identifier, engine, tags, databaseName, deletionProtection } = settings;
  const groupName = `${identifier}-${engine.family.replaceAll(".", "-")}`;
  const group = new aws.rds.ParameterGroup(
    name,
    {
      name: groupName,
      family: engine.family,
      description: "TLS for everybody, and a record of what is asked",
      parameters: [...settings.parameters],
      tags,
    },
    { parent },
  );
  const options = engine.auditPluginEvents === undefined ? undefined : auditOptions(parent, name, groupName, engine, tags);
  const instance = new aws.rds.Instance(
    name,
    {
      ...shared(settings),
      ...running(settings),
      identifier,
      username: settings.masterUsername,
      parameterGroupName: group.name,
      ...(options && { optionGroupName: options.name }),
      ...(databaseName !== undefined && { dbName: databaseName }),
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: settings.storageGigabytes,
      maxAllocatedStorage: settings.maximumStorageGigabytes,
    },
    { parent, protect: deletionProtection, dependsOn: [...settings.logGroups] },
  );
  return {
    arn: instance.arn,
    resourceId: instance.resourceId,
    endpoint: instance.address,
    readerEndpoint: instance.address,
    secretArn: instance.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? ""),
    id: instance.identifier,
  };
}

function auditOptions(
  parent: pulumi.ComponentResource,
  name: string,
  groupName: string,
  { family, auditPluginEvents = "" }: Engine,
  tags: Tags,
): aws.rds.OptionGroup {
  return new aws.rds.OptionGroup(
    name,
    {
      name: groupName,
      engineName: "mysql",
      majorEngineVersion: family.replace(/^mysql/, ""),
      optionGroupDescription: "A record of what is asked",
      options: [{ optionName: "MARIADB_AUDIT_PLUGIN", optionSettings: [{ name: "SERVER_AUDIT_EVENTS", value: auditPluginEvents }] }],
      tags,
    },
    { parent },
  );
}
