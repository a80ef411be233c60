import type { DBCluster, GlobalCluster } from "@aws-sdk/client-rds";
import { isAurora } from "../../../../policies/aws/rds-engines";
import { UNKNOWN, type Unknown } from "../../../../policies/unknown";
import { tagsOf } from "../../found";
import { keyArn } from "../../key-arn";
import type { Reading } from "../../reader";
import { familyOf, isEncrypted, isLeaving, rdsArn } from "./engines";
import { exportsOf, managedPassword, securityGroupsOf } from "./instances";

/** What all members have in force. Source: RDS API Reference, DBClusterMember, `DBClusterParameterGroupStatus`. */
export function clusterParameterGroupOf({
  DBClusterParameterGroup: group,
  DBClusterMembers: members,
}: DBCluster): string | Unknown | undefined {
  const applied = (members ?? []).every(({ DBClusterParameterGroupStatus: status }) => status === undefined || status === "in-sync");
  return applied ? group : UNKNOWN;
}

/** Adds a cluster of Aurora, RDS, DocumentDB or Neptune. @param globals by the ARNs of their members */
export function readCluster(reading: Reading, cluster: DBCluster, globals: ReadonlyMap<string, string>): void {
  const { DBClusterArn: arn, DBClusterIdentifier: clusterIdentifier } = cluster;
  if (arn === undefined || clusterIdentifier === undefined || isLeaving(cluster.Status)) return;
  const { found, region } = reading;
  const family = familyOf(cluster.Engine);
  const kind = `${family}.Cluster` as const;
  const group = clusterParameterGroupOf(cluster);
  const source = cluster.ReplicationSourceIdentifier;
  const globalClusterIdentifier = globals.get(arn) ?? cluster.GlobalClusterIdentifier;
  const refersTo = {
    ...(source !== undefined && source !== "" && { replicationSourceIdentifier: found.urnOf(sourceKind(kind, source), source) }),
    ...(globalClusterIdentifier !== undefined && {
      globalClusterIdentifier: found.urnOf(`${family}.GlobalCluster`, globalArn(reading, globalClusterIdentifier)),
    }),
  };
  const groupUrn =
    typeof group === "string" ? found.urnOf(`${family}.ClusterParameterGroup`, rdsArn(reading, "cluster-pg", group)) : undefined;
  const shared = { id: arn, region, outputs: { arn, id: clusterIdentifier, clusterIdentifier } };
  const inputs = {
    clusterIdentifier,
    engine: cluster.Engine,
    engineVersion: cluster.EngineVersion,
    storageEncrypted: isEncrypted(cluster),
    backupRetentionPeriod: cluster.BackupRetentionPeriod,
    deletionProtection: cluster.DeletionProtection,
    globalClusterIdentifier,
    vpcSecurityGroupIds: securityGroupsOf(cluster),
    port: cluster.Port,
    tags: tagsOf(cluster.TagList),
  };
  const exported = exportsOf(cluster.EnabledCloudwatchLogsExports, cluster.Status);
  const administrator = administratorOf(reading, cluster);
  switch (family) {
    case "docdb":
      found.add({
        ...shared,
        kind: "docdb.Cluster",
        inputs: {
          ...inputs,
          masterUsername: administrator.masterUsername,
          manageMasterUserPassword: administrator.manageMasterUserPassword,
          masterPassword: administrator.masterPassword,
          kmsKeyId: keyArn(reading, cluster.KmsKeyId),
          enabledCloudwatchLogsExports: exported,
          dbClusterParameterGroupName: group,
          dbSubnetGroupName: cluster.DBSubnetGroup,
        },
        refersTo: {
          ...(refersTo.globalClusterIdentifier !== undefined && { globalClusterIdentifier: refersTo.globalClusterIdentifier }),
          ...(groupUrn !== undefined && { dbClusterParameterGroupName: groupUrn }),
        },
      });
      break;
    case "neptune":
      found.add({
        ...shared,
        kind: "neptune.Cluster",
        inputs: {
          ...inputs,
          kmsKeyArn: keyArn(reading, cluster.KmsKeyId),
          copyTagsToSnapshot: cluster.CopyTagsToSnapshot,
          iamDatabaseAuthenticationEnabled: cluster.IAMDatabaseAuthenticationEnabled,
          enableCloudwatchLogsExports: exported,
          neptuneClusterParameterGroupName: group,
          neptuneSubnetGroupName: cluster.DBSubnetGroup,
          replicationSourceIdentifier: source,
        },
        refersTo: { ...refersTo, ...(groupUrn !== undefined && { neptuneClusterParameterGroupName: groupUrn }) },
      });
      break;
    case "rds": {
      const urn = found.add({
        ...shared,
        kind: "rds.Cluster",
        inputs: {
          ...inputs,
          ...administrator,
          ...ofAllMembers(reading, cluster),
          engineMode: cluster.EngineMode,
          databaseName: cluster.DatabaseName,
          dbClusterInstanceClass: cluster.DBClusterInstanceClass,
          kmsKeyId: keyArn(reading, cluster.KmsKeyId),
          backtrackWindow: cluster.BacktrackWindow,
          copyTagsToSnapshot: cluster.CopyTagsToSnapshot,
          iamDatabaseAuthenticationEnabled: cluster.IAMDatabaseAuthenticationEnabled,
          enabledCloudwatchLogsExports: exported,
          enableHttpEndpoint: cluster.HttpEndpointEnabled,
          caCertificateIdentifier: cluster.CertificateDetails?.CAIdentifier,
          replicationSourceIdentifier: source,
          dbClusterParameterGroupName: group,
          dbSubnetGroupName: cluster.DBSubnetGroup,
        },
        refersTo: {
          ...refersTo,
          ...(groupUrn !== undefined && { dbClusterParameterGroupName: groupUrn }),
          ...(cluster.DBSubnetGroup !== undefined && {
            dbSubnetGroupName: found.urnOf("rds.SubnetGroup", rdsArn(reading, "subgrp", cluster.DBSubnetGroup)),
          }),
        },
        observed: { status: cluster.Status, latestRestorableTime: cluster.LatestRestorableTime?.toISOString() },
      });
      readActivityStream(reading, cluster, arn, urn);
    }
  }
}

/** A replica has its source's administrator. Who knows a password that AWS does not keep, and from where, no account tells. */
function administratorOf(reading: Reading, cluster: DBCluster) {
  const { MasterUserSecret: secret, MasterUsername: name, ReplicationSourceIdentifier: source } = cluster;
  const masterUsername = source === undefined || source === "" ? name : undefined;
  const masterPassword: Unknown | undefined = secret === undefined && masterUsername !== undefined ? UNKNOWN : undefined;
  return { masterUsername, masterPassword, ...managedPassword(reading, secret) };
}

/**
 * What a Multi-AZ DB cluster sets for all of its instances; in Aurora each instance has its own, and the cluster says nothing, unless it watches all of them.
 * Source: RDS API Reference, DBCluster: `MonitoringInterval`, `PerformanceInsightsEnabled`, `AutoMinorVersionUpgrade`.
 */
function ofAllMembers(reading: Reading, cluster: DBCluster) {
  const { MonitoringInterval: interval, MonitoringRoleArn: monitoringRoleArn } = cluster;
  const eachItsOwn = isAurora(cluster.Engine ?? "");
  return {
    monitoringInterval: eachItsOwn && interval === 0 ? undefined : interval,
    monitoringRoleArn,
    performanceInsightsEnabled: cluster.PerformanceInsightsEnabled,
    performanceInsightsKmsKeyId: keyArn(reading, cluster.PerformanceInsightsKMSKeyId),
    ...(!eachItsOwn && { autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade }),
  };
}

function readActivityStream(reading: Reading, cluster: DBCluster, arn: string, urn: string): void {
  const { ActivityStreamStatus: status, ActivityStreamKmsKeyId: key, ActivityStreamMode: mode } = cluster;
  if (status !== "started" && status !== "starting") return;
  reading.found.add({
    kind: "rds.ClusterActivityStream",
    id: arn,
    region: reading.region,
    inputs: { resourceArn: arn, mode, kmsKeyId: keyArn(reading, key) ?? UNKNOWN },
    refersTo: { resourceArn: urn },
  });
}

/** A cluster of Aurora MySQL may replicate an instance of RDS for MySQL. */
function sourceKind<Kind extends string>(kind: Kind, source: string): Kind | "rds.Instance" {
  return /^arn:[^:]+:rds:[^:]*:[^:]*:db:/.test(source) ? "rds.Instance" : kind;
}

/** A global cluster is in no Region. Source: Amazon RDS User Guide, "Constructing an ARN for Amazon RDS". */
function globalArn({ account }: Reading, identifier: string): string {
  return `arn:${account.partition}:rds::${account.id}:global-cluster:${identifier}`;
}

/** Adds a global cluster, of which every Region that it is in tells. */
export function readGlobalCluster(reading: Reading, cluster: GlobalCluster): void {
  const { GlobalClusterIdentifier: globalClusterIdentifier, Engine: engine } = cluster;
  if (globalClusterIdentifier === undefined || isLeaving(cluster.Status)) return;
  const arn = cluster.GlobalClusterArn ?? globalArn(reading, globalClusterIdentifier);
  if (!reading.claim(arn)) return;
  const { found, region } = reading;
  const shared = { id: globalArn(reading, globalClusterIdentifier), region, outputs: { arn, id: globalClusterIdentifier } };
  const inputs = {
    globalClusterIdentifier,
    engine,
    engineVersion: cluster.EngineVersion,
    deletionProtection: cluster.DeletionProtection,
    storageEncrypted: isEncrypted(cluster),
  };
  const family = familyOf(engine);
  if (family === "rds") found.add({ ...shared, kind: "rds.GlobalCluster", inputs: { ...inputs, tags: tagsOf(cluster.TagList) } });
  else found.add({ ...shared, kind: `${family}.GlobalCluster`, inputs });
}
