import { CloudWatchClient, DescribeAlarmsCommand, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { service } from "../call";

const cloudwatch = service("cloudwatch", (configuration) => new CloudWatchClient(configuration));
const logs = service("logs", (configuration) => new CloudWatchLogsClient(configuration));

export const cloudwatchCalls = {
  alarms: cloudwatch.read("cloudwatch:DescribeAlarms", DescribeAlarmsCommand),
  alarmTags: cloudwatch.read("cloudwatch:ListTagsForResource", ListTagsForResourceCommand),
  metricFilters: logs.read("logs:DescribeMetricFilters", DescribeMetricFiltersCommand),
} as const;
