import {
  DescribeClusterParameterGroupsCommand,
  DescribeClusterParametersCommand,
  DescribeClustersCommand,
  DescribeLoggingStatusCommand,
  DescribeSnapshotCopyGrantsCommand,
  RedshiftClient,
} from "@aws-sdk/client-redshift";
import { service } from "../call";

const redshift = service("redshift", (configuration) => new RedshiftClient(configuration));

export const redshiftCalls = {
  clusters: redshift.read("redshift:DescribeClusters", DescribeClustersCommand),
  logging: redshift.read("redshift:DescribeLoggingStatus", DescribeLoggingStatusCommand),
  parameterGroups: redshift.read("redshift:DescribeClusterParameterGroups", DescribeClusterParameterGroupsCommand),
  parameters: redshift.read("redshift:DescribeClusterParameters", DescribeClusterParametersCommand),
  snapshotCopyGrants: redshift.read("redshift:DescribeSnapshotCopyGrants", DescribeSnapshotCopyGrantsCommand),
} as const;
