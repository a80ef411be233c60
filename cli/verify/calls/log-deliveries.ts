import { CloudWatchLogsClient, DescribeDeliveriesCommand, DescribeDeliverySourcesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { service } from "../call";

const logs = service("logs", (configuration) => new CloudWatchLogsClient(configuration));

export const logDeliveryCalls = {
  sources: logs.read("logs:DescribeDeliverySources", DescribeDeliverySourcesCommand),
  deliveries: logs.read("logs:DescribeDeliveries", DescribeDeliveriesCommand),
} as const;
