import type { CacheCluster, LogDeliveryConfiguration, ReplicationGroup, ServerlessCache, User } from "@aws-sdk/client-elasticache";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Answer } from "../account";
import { elasticacheCalls as calls } from "../calls/elasticache";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byMarker, byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "elasticache.Cluster",
  "elasticache.ReplicationGroup",
  "elasticache.ServerlessCache",
  "elasticache.User",
] as const satisfies readonly ClassName[];
/** Clusters of a replication group are told by their group, and the default user where a group has it. */
const mayGoUnseen = ["elasticache.Cluster", "elasticache.User"] as const satisfies readonly ClassName[];

/** Caches of a Region and the users of Redis and Valkey. The clusters of a replication group are its parts. */
export const elasticacheReader: ServiceReader = { service: "elasticache", calls, regional: true, kinds, mayGoUnseen, read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [groups, clusters, serverless, users] = await Promise.all([
    account.list(region, calls.replicationGroups, {}, { items: (page) => page.ReplicationGroups, next: byMarker }),
    account.list(region, calls.clusters, {}, { items: (page) => page.CacheClusters, next: byMarker }),
    account.list(region, calls.serverlessCaches, {}, { items: (page) => page.ServerlessCaches, next: byNextToken }),
    account.list(region, calls.users, {}, { items: (page) => page.Users, next: byMarker }),
  ]);
  await Promise.all([
    forEach(listed(reading, ["elasticache.ReplicationGroup"], groups), (group) => readGroup(reading, group, clusters)),
    forEach(listed(reading, ["elasticache.Cluster"], clusters), (cluster) => readCluster(reading, cluster)),
    forEach(listed(reading, ["elasticache.ServerlessCache"], serverless), (cache) => readServerless(reading, cache)),
    forEach(listed(reading, ["elasticache.User"], users), (user) => readUser(reading, user)),
  ]);
}

const leaving: ReadonlySet<string> = new Set(["deleting", "deleted"]);

async function readTags({ account, region }: Reading, arn: string) {
  const answer = await account.ask(region, calls.tags, { ResourceName: arn });
  return { answer, tags: part(answer, ({ TagList: list }) => tagsOf(list)) };
}

function logsOf(logs: readonly LogDeliveryConfiguration[] | undefined) {
  return logs
    ?.filter(({ Status: status }) => status !== "error" && status !== "disabling")
    .map(({ LogType: logType, LogFormat: logFormat, DestinationType: destinationType, DestinationDetails: to }) => ({
      logType,
      logFormat,
      destinationType,
      destination: to?.CloudWatchLogsDetails?.LogGroup ?? to?.KinesisFirehoseDetails?.DeliveryStream,
    }));
}

/** Stands for the token of a group that asks for one: no API gives it away. */
const notTold = "not told";

/** Whether clients are asked for a token, which a secondary group of a global datastore has from the primary one. Source: ElastiCache API Reference, GlobalReplicationGroup. */
function tokenOf({ AuthTokenEnabled: enabled, GlobalReplicationGroupInfo: datastore }: ReplicationGroup): string | Unknown | undefined {
  if (enabled === true) return notTold;
  return datastore?.GlobalReplicationGroupMemberRole === "SECONDARY" ? UNKNOWN : undefined;
}

/** A group has the settings that hold for it, also as a secondary one of a global datastore. Of its network, its clusters tell. */
async function readGroup(reading: Reading, group: ReplicationGroup, clusters: Answer<readonly CacheCluster[]>): Promise<void> {
  const { found, region } = reading;
  const { ReplicationGroupId: replicationGroupId, ARN: arn } = group;
  if (replicationGroupId === undefined || arn === undefined || leaving.has(group.Status ?? "")) return;
  const { answer, tags } = await readTags(reading, arn);
  // While it has no clusters yet, nothing tells of them.
  const ofMember = <Value>(select: (member: CacheCluster) => Value) =>
    part(clusters, (all) => {
      const member = all.find((cluster) => cluster.ReplicationGroupId === replicationGroupId);
      return member === undefined ? UNKNOWN : select(member);
    });
  found.add({
    kind: "elasticache.ReplicationGroup",
    id: arn,
    region,
    inputs: {
      replicationGroupId,
      engine: group.Engine ?? ofMember(({ Engine: engine }) => engine),
      atRestEncryptionEnabled: group.AtRestEncryptionEnabled === true || isEncrypted(group.StorageEncryptionType),
      kmsKeyId: keyArn(reading, group.KmsKeyId),
      transitEncryptionEnabled: group.TransitEncryptionEnabled,
      transitEncryptionMode: group.TransitEncryptionMode,
      authToken: tokenOf(group),
      userGroupIds: group.UserGroupIds,
      automaticFailoverEnabled: group.AutomaticFailover === "enabled" || group.AutomaticFailover === "enabling",
      multiAzEnabled: group.MultiAZ === "enabled",
      autoMinorVersionUpgrade: group.AutoMinorVersionUpgrade,
      snapshotRetentionLimit: group.SnapshotRetentionLimit,
      logDeliveryConfigurations: logsOf(group.LogDeliveryConfigurations),
      nodeType: group.CacheNodeType,
      subnetGroupName: ofMember(({ CacheSubnetGroupName: name }) => name),
      securityGroupIds: ofMember(securityGroupsOf),
      tags,
    },
    outputs: { arn, id: replicationGroupId, replicationGroupId },
    answers: [answer, clusters],
  });
}

function isEncrypted(type: string | undefined): boolean {
  return type === "sse-kms" || type === "sse-elasticache";
}

function securityGroupsOf({ SecurityGroups: groups }: CacheCluster): readonly string[] {
  return (groups ?? []).flatMap(({ SecurityGroupId: id }) => id ?? []);
}

async function readCluster(reading: Reading, cluster: CacheCluster): Promise<void> {
  const { found, region } = reading;
  const { CacheClusterId: clusterId, ARN: arn, ReplicationGroupId: group, CacheClusterStatus: status } = cluster;
  if (clusterId === undefined || arn === undefined || leaving.has(status ?? "") || (group !== undefined && group !== "")) return;
  const { answer, tags } = await readTags(reading, arn);
  found.add({
    kind: "elasticache.Cluster",
    id: arn,
    region,
    inputs: {
      clusterId,
      engine: cluster.Engine,
      engineVersion: cluster.EngineVersion,
      nodeType: cluster.CacheNodeType,
      numCacheNodes: cluster.NumCacheNodes,
      transitEncryptionEnabled: cluster.TransitEncryptionEnabled,
      // The provider writes this flag as text.
      autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade?.toString(),
      snapshotRetentionLimit: cluster.SnapshotRetentionLimit,
      logDeliveryConfigurations: logsOf(cluster.LogDeliveryConfigurations),
      subnetGroupName: cluster.CacheSubnetGroupName,
      securityGroupIds: securityGroupsOf(cluster),
      tags,
    },
    outputs: { arn, id: clusterId },
    answers: [answer],
  });
}

async function readServerless(reading: Reading, cache: ServerlessCache): Promise<void> {
  const { found, region } = reading;
  const { ServerlessCacheName: name, ARN: arn, Status: status } = cache;
  if (name === undefined || arn === undefined || leaving.has(status?.toLowerCase() ?? "")) return;
  const { answer, tags } = await readTags(reading, arn);
  found.add({
    kind: "elasticache.ServerlessCache",
    id: arn,
    region,
    inputs: {
      name,
      engine: cache.Engine,
      majorEngineVersion: cache.MajorEngineVersion,
      kmsKeyId: keyArn(reading, cache.KmsKeyId),
      userGroupId: cache.UserGroupId,
      snapshotRetentionLimit: cache.SnapshotRetentionLimit,
      subnetIds: cache.SubnetIds,
      securityGroupIds: cache.SecurityGroupIds,
      tags,
    },
    outputs: { arn, id: name, name },
    answers: [answer],
  });
}

/**
 * The user `default` is in every account, needs no password and cannot be changed: it matters where a group has it.
 * Source: Amazon ElastiCache User Guide, "Role-Based Access Control (RBAC)".
 */
async function readUser(reading: Reading, user: User): Promise<void> {
  const { found, region } = reading;
  const { UserId: userId, ARN: arn, UserGroupIds: groups = [], Status: status } = user;
  if (userId === undefined || arn === undefined || leaving.has(status ?? "") || (userId === "default" && groups.length === 0)) return;
  const { answer, tags } = await readTags(reading, arn);
  const authentication = user.Authentication?.Type;
  found.add({
    kind: "elasticache.User",
    id: arn,
    region,
    inputs: {
      userId,
      userName: user.UserName,
      engine: user.Engine,
      accessString: user.AccessString,
      authenticationMode: { type: authentication === "no-password" ? "no-password-required" : authentication },
      noPasswordRequired: authentication === "no-password",
      tags,
    },
    outputs: { arn, id: userId },
    answers: [answer],
  });
}
