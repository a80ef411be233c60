import type { ConfigurationRecorder, RecordingGroup } from "@aws-sdk/client-config-service";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { configCalls as calls } from "../calls/config";
import { part } from "../found";
import { byNextToken } from "../paging";
import { listed, type Reading, type ServiceReader } from "../reader";

const recorderKinds = ["cfg.Recorder", "cfg.RecorderStatus"] as const satisfies readonly ClassName[];

/** The recorder and where it delivers; conformance packs, also those that an organization deploys: in its accounts they are packs like others. */
export const configReader: ServiceReader = {
  service: "config",
  calls,
  regional: true,
  kinds: [...recorderKinds, "cfg.DeliveryChannel", "cfg.RetentionConfiguration", "cfg.ConformancePack", "cfg.OrganizationConformancePack"],
  mayGoUnseen: ["cfg.OrganizationConformancePack"],
  read,
};

async function read(reading: Reading): Promise<void> {
  await Promise.all([readRecorders(reading), readChannels(reading), readRetention(reading), readPacks(reading)]);
}

async function readRecorders(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [recorders, states] = await Promise.all([
    account.list(region, calls.recorders, {}, { items: (page) => page.ConfigurationRecorders, next: () => undefined }),
    account.list(region, calls.recorderStatus, {}, { items: (page) => page.ConfigurationRecordersStatus, next: () => undefined }),
  ]);
  for (const recorder of listed(reading, recorderKinds, recorders)) {
    const { name = "default", arn, servicePrincipal, connectorArn } = recorder;
    // Recorders of AWS services record for these alone, and those of connectors what other clouds hold.
    if (servicePrincipal !== undefined || connectorArn !== undefined) continue;
    const id = arn ?? `${region}/${name}`;
    const status = part(
      states,
      (all) => all.find((state) => (arn === undefined || state.arn === undefined ? state.name === name : state.arn === arn)) ?? {},
    );
    const isKnown = typeof status === "object";
    const urn = found.add({
      kind: "cfg.Recorder",
      id,
      region,
      inputs: recorderInputs(name, recorder),
      outputs: { id: name, name },
      answers: [states],
      observed: isKnown
        ? {
            recording: status.recording === true,
            lastStatus: status.lastStatus,
            lastErrorCode: status.lastErrorCode,
            lastStatusChange: status.lastStatusChangeTime?.toISOString(),
          }
        : { recording: UNKNOWN, lastStatus: UNKNOWN, lastErrorCode: UNKNOWN, lastStatusChange: UNKNOWN },
    });
    found.add({
      kind: "cfg.RecorderStatus",
      id,
      region,
      inputs: { name, isEnabled: isKnown ? status.recording === true : UNKNOWN },
      refersTo: { name: urn },
      answers: [states],
    });
  }
}

function recorderInputs(name: string, { roleARN: roleArn, recordingGroup: group }: ConfigurationRecorder) {
  return { name, roleArn, recordingGroup: group && groupInputs(group) };
}

function groupInputs({ exclusionByResourceTypes: excluded, recordingStrategy: strategy, ...group }: RecordingGroup) {
  const leftOut = excluded?.resourceTypes ?? [];
  return {
    allSupported: group.allSupported,
    includeGlobalResourceTypes: group.includeGlobalResourceTypes,
    resourceTypes: group.resourceTypes,
    exclusionByResourceTypes: leftOut.length === 0 ? undefined : [{ resourceTypes: leftOut }],
    recordingStrategies: strategy?.useOnly === undefined ? undefined : [{ useOnly: strategy.useOnly }],
  };
}

async function readChannels(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [channels, states] = await Promise.all([
    account.list(region, calls.channels, {}, { items: (page) => page.DeliveryChannels, next: () => undefined }),
    account.list(region, calls.channelStatus, {}, { items: (page) => page.DeliveryChannelsStatus, next: () => undefined }),
  ]);
  for (const { name = "default", ...channel } of listed(reading, ["cfg.DeliveryChannel"], channels)) {
    const state = part(states, (all) => all.find((one) => one.name === name) ?? {});
    const isKnown = typeof state === "object";
    found.add({
      kind: "cfg.DeliveryChannel",
      id: `${region}/${name}`,
      region,
      inputs: {
        name,
        s3BucketName: channel.s3BucketName,
        s3KeyPrefix: channel.s3KeyPrefix,
        s3KmsKeyArn: channel.s3KmsKeyArn,
        snsTopicArn: channel.snsTopicARN,
      },
      outputs: { id: name, name },
      answers: [states],
      observed: {
        historyStatus: isKnown ? state.configHistoryDeliveryInfo?.lastStatus : UNKNOWN,
        streamStatus: isKnown ? state.configStreamDeliveryInfo?.lastStatus : UNKNOWN,
      },
    });
  }
}

async function readRetention(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const retention = await account.list(region, calls.retention, {}, { items: (page) => page.RetentionConfigurations, next: byNextToken });
  for (const { Name: name = "default", RetentionPeriodInDays: retentionPeriodInDays } of listed(
    reading,
    ["cfg.RetentionConfiguration"],
    retention,
  ))
    found.add({ kind: "cfg.RetentionConfiguration", id: `${region}/${name}`, region, inputs: { retentionPeriodInDays } });
}

/** A pack that could not be made, or that is going, evaluates nothing. Source: AWS Config API Reference, ConformancePackStatusDetail. */
const notThere: ReadonlySet<string> = new Set(["CREATE_FAILED", "DELETE_IN_PROGRESS"]);

async function readPacks(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const packs = listed(
    reading,
    ["cfg.ConformancePack"],
    await account.list(region, calls.packs, {}, { items: (page) => page.ConformancePackDetails, next: byNextToken }),
  );
  if (packs.length === 0) return;
  const states = await account.list(
    region,
    calls.packStatus,
    {},
    { items: (page) => page.ConformancePackStatusDetails, next: byNextToken },
  );
  for (const { ConformancePackArn: arn, ConformancePackName: name } of packs) {
    if (arn === undefined) continue;
    const state = part(states, (all) => all.find((one) => one.ConformancePackArn === arn)?.ConformancePackState);
    if (typeof state === "string" && notThere.has(state)) continue;
    found.add({
      kind: "cfg.ConformancePack",
      id: arn,
      region,
      // From which template it was made, AWS Config does not tell.
      inputs: { name, templateBody: UNKNOWN, templateS3Uri: UNKNOWN },
      outputs: { arn, ...(name !== undefined && { id: name, name }) },
      answers: [states],
      mayBeAbsent: states.state === "unread",
    });
  }
}
