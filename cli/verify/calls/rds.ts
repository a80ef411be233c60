import {
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeDBSubnetGroupsCommand,
  DescribeExportTasksCommand,
  DescribeGlobalClustersCommand,
  DescribeOptionGroupsCommand,
  ListTagsForResourceCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { service } from "../call";

const rds = service("rds", (configuration) => new RDSClient(configuration));

/** Amazon DocumentDB and Amazon Neptune answer to the same calls and the same permissions. */
export const rdsCalls = {
  instances: rds.read("rds:DescribeDBInstances", DescribeDBInstancesCommand),
  clusters: rds.read("rds:DescribeDBClusters", DescribeDBClustersCommand),
  globalClusters: rds.read("rds:DescribeGlobalClusters", DescribeGlobalClustersCommand),
  subnetGroups: rds.read("rds:DescribeDBSubnetGroups", DescribeDBSubnetGroupsCommand),
  parameterGroups: rds.read("rds:DescribeDBParameterGroups", DescribeDBParameterGroupsCommand),
  parameters: rds.read("rds:DescribeDBParameters", DescribeDBParametersCommand),
  clusterParameterGroups: rds.read("rds:DescribeDBClusterParameterGroups", DescribeDBClusterParameterGroupsCommand),
  clusterParameters: rds.read("rds:DescribeDBClusterParameters", DescribeDBClusterParametersCommand),
  optionGroups: rds.read("rds:DescribeOptionGroups", DescribeOptionGroupsCommand),
  snapshots: rds.read("rds:DescribeDBSnapshots", DescribeDBSnapshotsCommand),
  snapshotAttributes: rds.read("rds:DescribeDBSnapshotAttributes", DescribeDBSnapshotAttributesCommand),
  clusterSnapshots: rds.read("rds:DescribeDBClusterSnapshots", DescribeDBClusterSnapshotsCommand),
  clusterSnapshotAttributes: rds.read("rds:DescribeDBClusterSnapshotAttributes", DescribeDBClusterSnapshotAttributesCommand),
  automatedBackups: rds.read("rds:DescribeDBInstanceAutomatedBackups", DescribeDBInstanceAutomatedBackupsCommand),
  exportTasks: rds.read("rds:DescribeExportTasks", DescribeExportTasksCommand),
  proxies: rds.read("rds:DescribeDBProxies", DescribeDBProxiesCommand),
  proxyTargets: rds.read("rds:DescribeDBProxyTargets", DescribeDBProxyTargetsCommand),
  tags: rds.read("rds:ListTagsForResource", ListTagsForResourceCommand),
} as const;
