import type { ClassName } from "../../../policies/aws/kinds";
import { rdsCalls as calls } from "../calls/rds";
import { byMarker } from "../paging";
import { listed, type Reading, type ServiceReader } from "../reader";
import { readCluster, readGlobalCluster } from "./rds/clusters";
import { readGroups } from "./rds/groups";
import { readInstance } from "./rds/instances";
import { readProxies } from "./rds/proxies";
import { clusterSnapshotKinds, readExports, readReplicatedBackups, readSnapshots } from "./rds/snapshots";

const instanceKinds = [
  "rds.Instance",
  "rds.ClusterInstance",
  "docdb.ClusterInstance",
  "neptune.ClusterInstance",
] as const satisfies readonly ClassName[];
const clusterKinds = [
  "rds.Cluster",
  "rds.ClusterActivityStream",
  "docdb.Cluster",
  "neptune.Cluster",
] as const satisfies readonly ClassName[];
const globalKinds = ["rds.GlobalCluster", "docdb.GlobalCluster", "neptune.GlobalCluster"] as const satisfies readonly ClassName[];
/** An account does not tell a copy from what was copied. */
const otherForms = ["rds.SnapshotCopy", "rds.ClusterSnapshotCopy"] as const satisfies readonly ClassName[];
/** Only those that a database uses are read. */
const groupKinds = [
  "rds.ParameterGroup",
  "rds.ClusterParameterGroup",
  "docdb.ClusterParameterGroup",
  "neptune.ClusterParameterGroup",
  "rds.OptionGroup",
  "rds.SubnetGroup",
] as const satisfies readonly ClassName[];

/** Databases of RDS, Aurora, DocumentDB and Neptune, with the groups that they use. */
export const rdsReader: ServiceReader = {
  service: "rds",
  calls,
  regional: true,
  kinds: [
    ...instanceKinds,
    ...clusterKinds,
    ...globalKinds,
    ...clusterSnapshotKinds,
    ...otherForms,
    "rds.Snapshot",
    ...groupKinds,
    "rds.InstanceAutomatedBackupsReplication",
    "rds.ExportTask",
    "rds.Proxy",
    "rds.ProxyTarget",
  ],
  mayGoUnseen: [...otherForms, ...groupKinds, "docdb.GlobalCluster", "neptune.GlobalCluster", "rds.Snapshot", "rds.ClusterSnapshot"],
  read,
};

async function read(reading: Reading): Promise<void> {
  await Promise.all([
    readDatabases(reading),
    readSnapshots(reading),
    readReplicatedBackups(reading),
    readExports(reading),
    readProxies(reading),
  ]);
}

async function readDatabases(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [instances, clusters, globals] = await Promise.all([
    account.list(region, calls.instances, {}, { items: (page) => page.DBInstances, next: byMarker }),
    account.list(region, calls.clusters, {}, { items: (page) => page.DBClusters, next: byMarker }),
    account.list(region, calls.globalClusters, {}, { items: (page) => page.GlobalClusters, next: byMarker }),
  ]);
  const listedInstances = listed(reading, instanceKinds, instances);
  const listedClusters = listed(reading, clusterKinds, clusters);
  const listedGlobals = listed(reading, globalKinds, globals);
  const globalOf = new Map(
    listedGlobals.flatMap(({ GlobalClusterIdentifier: id, GlobalClusterMembers: members = [] }) =>
      members.flatMap(({ DBClusterArn: arn }) => (id === undefined || arn === undefined ? [] : [[arn, id] as const])),
    ),
  );
  for (const global of listedGlobals) readGlobalCluster(reading, global);
  for (const cluster of listedClusters) readCluster(reading, cluster, globalOf);
  for (const instance of listedInstances) readInstance(reading, instance);
  await readGroups(reading, listedInstances, listedClusters);
}
