import type { Cluster, ClusterParameterGroup } from "@aws-sdk/client-redshift";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import { redshiftCalls as calls } from "../calls/redshift";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byMarker } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = [
  "redshift.Cluster",
  "redshift.Logging",
  "redshift.ParameterGroup",
  "redshift.SnapshotCopyGrant",
] as const satisfies readonly ClassName[];

/** Clusters of a Region with their logging and the parameter groups that they use, and grants for copies of snapshots. */
export const redshiftReader: ServiceReader = {
  service: "redshift",
  calls,
  regional: true,
  kinds,
  mayGoUnseen: ["redshift.ParameterGroup"],
  read,
};

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [clusters, grants] = await Promise.all([
    account.list(region, calls.clusters, {}, { items: (page) => page.Clusters, next: byMarker }),
    account.list(region, calls.snapshotCopyGrants, {}, { items: (page) => page.SnapshotCopyGrants, next: byMarker }),
  ]);
  for (const { SnapshotCopyGrantName: name, KmsKeyId: key, Tags: tags } of listed(reading, ["redshift.SnapshotCopyGrant"], grants)) {
    if (name === undefined) continue;
    const inputs = { snapshotCopyGrantName: name, kmsKeyId: keyArn(reading, key), tags: tagsOf(tags) };
    reading.found.add({ kind: "redshift.SnapshotCopyGrant", id: arnOf(reading, "snapshotcopygrant", name), region: region, inputs });
  }
  const kept = listed(reading, ["redshift.Cluster", "redshift.Logging"], clusters).filter(
    ({ ClusterStatus: status }) => status !== "deleting" && status !== "final-snapshot",
  );
  await Promise.all([forEach(kept, (cluster) => readCluster(reading, cluster)), readParameterGroups(reading, kept)]);
}

function arnOf({ account, region }: Reading, type: string, name: string): string {
  return `arn:${account.partition}:redshift:${region}:${account.id}:${type}:${name}`;
}

/** What the cluster has in force: until it restarts, what the group says is not what it does. Source: Redshift API Reference, ClusterParameterGroupStatus. */
function parameterGroupOf({ ClusterParameterGroups: groups }: Cluster): string | Unknown | undefined {
  const [group] = groups ?? [];
  const status = group?.ParameterApplyStatus;
  return group === undefined || status === undefined || status === "in-sync" ? group?.ParameterGroupName : UNKNOWN;
}

async function readCluster(reading: Reading, cluster: Cluster): Promise<void> {
  const { account, region, found } = reading;
  const { ClusterIdentifier: clusterIdentifier, MasterPasswordSecretArn: secret } = cluster;
  if (clusterIdentifier === undefined) return;
  const arn = arnOf(reading, "cluster", clusterIdentifier);
  const logging = await account.ask(region, calls.logging, { ClusterIdentifier: clusterIdentifier });
  const group = parameterGroupOf(cluster);
  const urn = found.add({
    kind: "redshift.Cluster",
    id: arn,
    region,
    inputs: {
      clusterIdentifier,
      nodeType: cluster.NodeType,
      numberOfNodes: cluster.NumberOfNodes,
      databaseName: cluster.DBName,
      // The provider writes this flag as text.
      encrypted: String(cluster.Encrypted === true),
      kmsKeyId: keyArn(reading, cluster.KmsKeyId),
      publiclyAccessible: cluster.PubliclyAccessible,
      enhancedVpcRouting: cluster.EnhancedVpcRouting,
      clusterSubnetGroupName: cluster.ClusterSubnetGroupName,
      clusterParameterGroupName: group,
      automatedSnapshotRetentionPeriod: cluster.AutomatedSnapshotRetentionPeriod,
      allowVersionUpgrade: cluster.AllowVersionUpgrade,
      multiAz: cluster.MultiAZ?.toLowerCase() === "enabled",
      masterUsername: cluster.MasterUsername,
      manageMasterPassword: secret === undefined ? undefined : true,
      masterPasswordSecretKmsKeyId: keyArn(reading, cluster.MasterPasswordSecretKmsKeyId),
      // Who knows a password that AWS does not keep, and from where, no account tells.
      masterPassword: secret === undefined ? UNKNOWN : undefined,
      vpcSecurityGroupIds: cluster.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
      iamRoles: cluster.IamRoles?.flatMap(({ IamRoleArn: role }) => role ?? []),
      tags: tagsOf(cluster.Tags),
    },
    outputs: { arn, id: clusterIdentifier, clusterIdentifier },
    refersTo:
      typeof group === "string"
        ? { clusterParameterGroupName: found.urnOf("redshift.ParameterGroup", arnOf(reading, "parametergroup", group)) }
        : {},
  });
  if (logging.state === "read" && logging.value.LoggingEnabled !== true) return;
  found.add({
    kind: "redshift.Logging",
    id: arn,
    region,
    inputs: {
      clusterIdentifier,
      bucketName: part(logging, (status) => status.BucketName),
      s3KeyPrefix: part(logging, (status) => status.S3KeyPrefix),
      logDestinationType: part(logging, (status) => status.LogDestinationType),
      logExports: part(logging, (status) => status.LogExports),
    },
    refersTo: { clusterIdentifier: urn },
    answers: [logging],
    mayBeAbsent: logging.state === "unread",
  });
}

/** Groups of AWS's own cannot be changed; rules know what they say by their names. Source: Redshift Management Guide, "Amazon Redshift parameter groups". */
async function readParameterGroups(reading: Reading, clusters: readonly Cluster[]): Promise<void> {
  const { account, region } = reading;
  const names = clusters.flatMap(({ ClusterParameterGroups: groups = [] }) => groups.map(({ ParameterGroupName: name }) => name));
  const used = new Set(names.filter((name) => name?.startsWith("default.") === false));
  if (used.size === 0) return;
  const groups = await account.list(region, calls.parameterGroups, {}, { items: (page) => page.ParameterGroups, next: byMarker });
  await forEach(listed(reading, ["redshift.ParameterGroup"], groups), async (group) => {
    const { ParameterGroupName: name } = group;
    if (name !== undefined && used.has(name)) await readParameterGroup(reading, name, group);
  });
}

async function readParameterGroup(
  reading: Reading,
  name: string,
  { ParameterGroupFamily: family, Tags: tags }: ClusterParameterGroup,
): Promise<void> {
  const { account, region, found } = reading;
  const arn = arnOf(reading, "parametergroup", name);
  const parameters = await account.list(
    region,
    calls.parameters,
    { ParameterGroupName: name },
    { items: (page) => page.Parameters, next: byMarker },
  );
  found.add({
    kind: "redshift.ParameterGroup",
    id: arn,
    region,
    inputs: {
      name,
      family,
      parameters: part(parameters, (all) =>
        all.flatMap(({ ParameterName, ParameterValue }) =>
          ParameterName === undefined || ParameterValue === undefined ? [] : [{ name: ParameterName, value: ParameterValue }],
        ),
      ),
      tags: tagsOf(tags),
    },
    outputs: { arn, id: name, name },
    answers: [parameters],
  });
}
