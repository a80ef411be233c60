import type { DBInstance } from "@aws-sdk/client-rds";
import { UNKNOWN, type Unknown } from "../../../../policies/unknown";
import { tagsOf } from "../../found";
import { keyArn } from "../../key-arn";
import type { Reading } from "../../reader";
import { familyOf, isEncrypted, isLeaving, rdsArn } from "./engines";

/** What the database has in force; until it is applied, what the group says is not what the database does. Source: RDS API Reference, DBParameterGroupStatus. */
export function parameterGroupOf({ DBParameterGroups: groups }: DBInstance): string | Unknown | undefined {
  const [group] = groups ?? [];
  const status = group?.ParameterApplyStatus;
  return group === undefined || status === undefined || status === "in-sync" ? group?.DBParameterGroupName : UNKNOWN;
}

/** AWS's own option groups have no options, and so are as none. Source: Amazon RDS User Guide, "Working with option groups", default option groups. */
export function optionGroupOf({ OptionGroupMemberships: memberships }: DBInstance): string | Unknown | undefined {
  const [membership, ...others] = memberships ?? [];
  if (membership === undefined) return undefined;
  if (others.length > 0 || (membership.Status !== undefined && membership.Status !== "in-sync")) return UNKNOWN;
  return membership.OptionGroupName?.startsWith("default:") === true ? undefined : membership.OptionGroupName;
}

/** Adds an instance: a database of its own, or a member of a cluster. */
export function readInstance(reading: Reading, instance: DBInstance): void {
  const { DBInstanceArn: arn, DBInstanceIdentifier: identifier, DBClusterIdentifier: cluster } = instance;
  if (arn === undefined || identifier === undefined || isLeaving(instance.DBInstanceStatus)) return;
  if (cluster === undefined) readDatabase(reading, instance, { arn, identifier });
  else readMember(reading, instance, { arn, identifier, cluster });
}

function readDatabase(
  reading: Reading,
  instance: DBInstance,
  { arn, identifier }: { readonly arn: string; readonly identifier: string },
): void {
  const { found, region } = reading;
  const source = instance.ReadReplicaSourceDBInstanceIdentifier ?? instance.ReadReplicaSourceDBClusterIdentifier;
  const parameterGroupName = parameterGroupOf(instance);
  const optionGroupName = optionGroupOf(instance);
  const subnetGroup = instance.DBSubnetGroup?.DBSubnetGroupName;
  found.add({
    kind: "rds.Instance",
    id: arn,
    region,
    inputs: {
      identifier,
      engine: instance.Engine,
      engineVersion: instance.EngineVersion,
      instanceClass: instance.DBInstanceClass,
      allocatedStorage: instance.AllocatedStorage,
      storageEncrypted: isEncrypted(instance),
      kmsKeyId: keyArn(reading, instance.KmsKeyId),
      publiclyAccessible: instance.PubliclyAccessible,
      multiAz: instance.MultiAZ,
      backupRetentionPeriod: instance.BackupRetentionPeriod,
      deletionProtection: instance.DeletionProtection,
      autoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade,
      copyTagsToSnapshot: instance.CopyTagsToSnapshot,
      iamDatabaseAuthenticationEnabled: instance.IAMDatabaseAuthenticationEnabled,
      enabledCloudwatchLogsExports: exportsOf(instance.EnabledCloudwatchLogsExports, instance.DBInstanceStatus),
      monitoringInterval: instance.MonitoringInterval,
      monitoringRoleArn: instance.MonitoringRoleArn,
      performanceInsightsEnabled: instance.PerformanceInsightsEnabled,
      performanceInsightsKmsKeyId: keyArn(reading, instance.PerformanceInsightsKMSKeyId),
      caCertIdentifier: instance.CACertificateIdentifier,
      username: source === undefined ? instance.MasterUsername : undefined,
      ...managedPassword(reading, instance.MasterUserSecret),
      // A replica has its source's password. Who knows another one, and from where, no account tells.
      password: instance.MasterUserSecret === undefined && source === undefined ? UNKNOWN : undefined,
      replicateSourceDb: source,
      customIamInstanceProfile: instance.CustomIamInstanceProfile,
      parameterGroupName,
      optionGroupName,
      dbSubnetGroupName: subnetGroup,
      vpcSecurityGroupIds: securityGroupsOf(instance),
      dbName: instance.DBName,
      port: instance.Endpoint?.Port ?? instance.DbInstancePort,
      tags: tagsOf(instance.TagList),
    },
    outputs: { arn, id: identifier, identifier },
    refersTo: {
      ...(typeof parameterGroupName === "string" && {
        parameterGroupName: found.urnOf("rds.ParameterGroup", rdsArn(reading, "pg", parameterGroupName)),
      }),
      ...(typeof optionGroupName === "string" && {
        optionGroupName: found.urnOf("rds.OptionGroup", rdsArn(reading, "og", optionGroupName)),
      }),
      ...(subnetGroup !== undefined && { dbSubnetGroupName: found.urnOf("rds.SubnetGroup", rdsArn(reading, "subgrp", subnetGroup)) }),
      ...(source !== undefined && { replicateSourceDb: sourceUrn(reading, instance, source) }),
    },
    observed: { status: instance.DBInstanceStatus, latestRestorableTime: instance.LatestRestorableTime?.toISOString() },
  });
}

/** In its own Region a source is named by its identifier, elsewhere by its ARN. Source: RDS API Reference, DBInstance. */
function sourceUrn(reading: Reading, { ReadReplicaSourceDBInstanceIdentifier: instance }: DBInstance, source: string): string {
  const [kind, type] = instance === undefined ? (["rds.Cluster", "cluster"] as const) : (["rds.Instance", "db"] as const);
  return reading.found.urnOf(kind, source.startsWith("arn:") ? source : rdsArn(reading, type, source));
}

interface Member {
  readonly arn: string;
  readonly identifier: string;
  readonly cluster: string;
}

function readMember(reading: Reading, instance: DBInstance, { arn, identifier, cluster }: Member): void {
  const { found, region } = reading;
  const family = familyOf(instance.Engine);
  const shared = {
    id: arn,
    region,
    outputs: { arn, id: identifier, identifier },
    refersTo: { clusterIdentifier: found.urnOf(`${family}.Cluster`, rdsArn(reading, "cluster", cluster)) },
  };
  const inputs = {
    identifier,
    clusterIdentifier: cluster,
    engine: instance.Engine,
    instanceClass: instance.DBInstanceClass,
    autoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade,
    tags: tagsOf(instance.TagList),
  };
  switch (family) {
    case "docdb":
      found.add({ ...shared, kind: "docdb.ClusterInstance", inputs: { ...inputs, caCertIdentifier: instance.CACertificateIdentifier } });
      break;
    case "neptune":
      found.add({ ...shared, kind: "neptune.ClusterInstance", inputs: { ...inputs, publiclyAccessible: instance.PubliclyAccessible } });
      break;
    case "rds": {
      const dbParameterGroupName = parameterGroupOf(instance);
      const group =
        typeof dbParameterGroupName === "string"
          ? { dbParameterGroupName: found.urnOf("rds.ParameterGroup", rdsArn(reading, "pg", dbParameterGroupName)) }
          : {};
      found.add({
        ...shared,
        kind: "rds.ClusterInstance",
        inputs: {
          ...inputs,
          engineVersion: instance.EngineVersion,
          publiclyAccessible: instance.PubliclyAccessible,
          caCertIdentifier: instance.CACertificateIdentifier,
          monitoringInterval: instance.MonitoringInterval,
          monitoringRoleArn: instance.MonitoringRoleArn,
          performanceInsightsEnabled: instance.PerformanceInsightsEnabled,
          performanceInsightsKmsKeyId: keyArn(reading, instance.PerformanceInsightsKMSKeyId),
          dbParameterGroupName,
          dbSubnetGroupName: instance.DBSubnetGroup?.DBSubnetGroupName,
        },
        refersTo: { ...shared.refersTo, ...group },
      });
    }
  }
}

interface Secret {
  readonly KmsKeyId?: string | undefined;
}

/** A secret is there where RDS keeps the password itself. Source: Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager". */
export function managedPassword(reading: Reading, secret: Secret | undefined) {
  return {
    manageMasterUserPassword: secret === undefined ? undefined : true,
    masterUserSecretKmsKeyId: keyArn(reading, secret?.KmsKeyId),
  };
}

/** While a database is being made, its exports are not switched on yet. */
export function exportsOf(exported: readonly string[] | undefined, status: string | undefined): readonly string[] | Unknown | undefined {
  if (exported !== undefined && exported.length > 0) return exported;
  return status === "creating" ? UNKNOWN : undefined;
}

interface SecurityGroups {
  readonly VpcSecurityGroups?:
    | readonly { readonly VpcSecurityGroupId?: string | undefined; readonly Status?: string | undefined }[]
    | undefined;
}

/** The security groups that are not on their way out. */
export function securityGroupsOf({ VpcSecurityGroups: groups }: SecurityGroups): readonly string[] {
  return (groups ?? []).flatMap(({ VpcSecurityGroupId: id, Status: status }) => (id === undefined || status === "removing" ? [] : [id]));
}
