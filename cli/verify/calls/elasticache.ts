import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-elasticache";
import { service } from "../call";

const elasticache = service("elasticache", (configuration) => new ElastiCacheClient(configuration));

export const elasticacheCalls = {
  replicationGroups: elasticache.read("elasticache:DescribeReplicationGroups", DescribeReplicationGroupsCommand),
  clusters: elasticache.read("elasticache:DescribeCacheClusters", DescribeCacheClustersCommand),
  serverlessCaches: elasticache.read("elasticache:DescribeServerlessCaches", DescribeServerlessCachesCommand),
  users: elasticache.read("elasticache:DescribeUsers", DescribeUsersCommand),
  tags: elasticache.read("elasticache:ListTagsForResource", ListTagsForResourceCommand),
} as const;
