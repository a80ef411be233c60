import {
  DescribeArchiveCommand,
  DescribeConnectionCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
  ListApiDestinationsCommand,
  ListArchivesCommand,
  ListConnectionsCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { service } from "../call";

const events = service("eventbridge", (configuration) => new EventBridgeClient(configuration));

export const eventbridgeCalls = {
  buses: events.read("events:ListEventBuses", ListEventBusesCommand),
  bus: events.read("events:DescribeEventBus", DescribeEventBusCommand),
  tags: events.read("events:ListTagsForResource", ListTagsForResourceCommand),
  rules: events.read("events:ListRules", ListRulesCommand),
  targets: events.read("events:ListTargetsByRule", ListTargetsByRuleCommand),
  archives: events.read("events:ListArchives", ListArchivesCommand),
  archive: events.read("events:DescribeArchive", DescribeArchiveCommand),
  connections: events.read("events:ListConnections", ListConnectionsCommand),
  connection: events.read("events:DescribeConnection", DescribeConnectionCommand),
  destinations: events.read("events:ListApiDestinations", ListApiDestinationsCommand),
} as const;
