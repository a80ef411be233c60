import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConformancePackStatusCommand,
  DescribeConformancePacksCommand,
  DescribeDeliveryChannelStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeRetentionConfigurationsCommand,
} from "@aws-sdk/client-config-service";
import { service } from "../call";

const config = service("config", (configuration) => new ConfigServiceClient(configuration));

export const configCalls = {
  recorders: config.read("config:DescribeConfigurationRecorders", DescribeConfigurationRecordersCommand),
  recorderStatus: config.read("config:DescribeConfigurationRecorderStatus", DescribeConfigurationRecorderStatusCommand),
  channels: config.read("config:DescribeDeliveryChannels", DescribeDeliveryChannelsCommand),
  channelStatus: config.read("config:DescribeDeliveryChannelStatus", DescribeDeliveryChannelStatusCommand),
  retention: config.read("config:DescribeRetentionConfigurations", DescribeRetentionConfigurationsCommand),
  packs: config.read("config:DescribeConformancePacks", DescribeConformancePacksCommand),
  packStatus: config.read("config:DescribeConformancePackStatus", DescribeConformancePackStatusCommand),
} as const;
