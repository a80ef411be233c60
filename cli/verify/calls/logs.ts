import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { service } from "../call";

const logs = service("logs", (configuration) => new CloudWatchLogsClient(configuration));

export const logsCalls = {
  logGroups: logs.read("logs:DescribeLogGroups", DescribeLogGroupsCommand),
  logGroupTags: logs.read("logs:ListTagsForResource", ListTagsForResourceCommand),
  logSubscriptions: logs.read("logs:DescribeSubscriptionFilters", DescribeSubscriptionFiltersCommand),
  logStreams: logs.read("logs:DescribeLogStreams", DescribeLogStreamsCommand),
  logPolicies: logs.read("logs:DescribeResourcePolicies", DescribeResourcePoliciesCommand),
} as const;
