import {
  ConfigServiceClient,
  DeleteConfigurationRecorderCommand,
  DeleteDeliveryChannelCommand,
  DeleteRetentionConfigurationCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  DescribeRetentionConfigurationsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  PutRetentionConfigurationCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { service } from "../emulator";
import { setting } from "../kind";

const config = service((configuration) => new ConfigServiceClient(configuration));

const recorder = setting("cfg.Recorder", {
  id: ({ inputs }) => inputs.name ?? "default",
  put: (making) => {
    const { name, roleArn: roleARN, recordingGroup } = making.inputs;
    return config(making, PutConfigurationRecorderCommand, { ConfigurationRecorder: { name, roleARN, recordingGroup } });
  },
  async read(making) {
    const { ConfigurationRecorders: [found] = [] } = await config(making, DescribeConfigurationRecordersCommand, {
      ConfigurationRecorderNames: [making.inputs.name],
    });
    return found && { roleArn: found.roleARN };
  },
  remove: (making) => config(making, DeleteConfigurationRecorderCommand, { ConfigurationRecorderName: making.inputs.name }),
});

const recorderStatus = setting("cfg.RecorderStatus", {
  id: ({ inputs }) => inputs.name ?? "default",
  put: (making) => {
    const { isEnabled, name: ConfigurationRecorderName } = making.inputs;
    return isEnabled
      ? config(making, StartConfigurationRecorderCommand, { ConfigurationRecorderName })
      : config(making, StopConfigurationRecorderCommand, { ConfigurationRecorderName });
  },
  async read(making) {
    const { ConfigurationRecordersStatus: [found] = [] } = await config(making, DescribeConfigurationRecorderStatusCommand, {
      ConfigurationRecorderNames: [making.inputs.name],
    });
    return found && { isEnabled: found.recording };
  },
  remove: (making) => config(making, StopConfigurationRecorderCommand, { ConfigurationRecorderName: making.inputs.name }),
});

const deliveryChannel = setting("cfg.DeliveryChannel", {
  id: ({ inputs }) => inputs.name ?? "default",
  put: (making) => {
    const { name, s3BucketName, s3KeyPrefix, s3KmsKeyArn, snsTopicArn: snsTopicARN, snapshotDeliveryProperties: snapshots } = making.inputs;
    return config(making, PutDeliveryChannelCommand, {
      DeliveryChannel: { name, s3BucketName, s3KeyPrefix, s3KmsKeyArn, snsTopicARN, configSnapshotDeliveryProperties: snapshots },
    });
  },
  async read(making) {
    const { DeliveryChannels: [found] = [] } = await config(making, DescribeDeliveryChannelsCommand, {
      DeliveryChannelNames: [making.inputs.name],
    });
    return found && { s3BucketName: found.s3BucketName };
  },
  remove: (making) => config(making, DeleteDeliveryChannelCommand, { DeliveryChannelName: making.inputs.name }),
});

const retention = setting("cfg.RetentionConfiguration", {
  id: () => "default",
  put: (making) => config(making, PutRetentionConfigurationCommand, { RetentionPeriodInDays: making.inputs.retentionPeriodInDays }),
  async read(making) {
    const { RetentionConfigurations: [found] = [] } = await config(making, DescribeRetentionConfigurationsCommand, {});
    return found && { retentionPeriodInDays: found.RetentionPeriodInDays };
  },
  remove: (making) => config(making, DeleteRetentionConfigurationCommand, { RetentionConfigurationName: "default" }),
});

export const configKinds = [recorder, recorderStatus, deliveryChannel, retention];
