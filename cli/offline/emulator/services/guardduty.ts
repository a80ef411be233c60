import {
  CreateDetectorCommand,
  DeleteDetectorCommand,
  GetDetectorCommand,
  GuardDutyClient,
  UpdateDetectorCommand,
} from "@aws-sdk/client-guardduty";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making, setting } from "../kind";

const guardduty = service((configuration) => new GuardDutyClient(configuration));

const detector = emulated("guardduty.Detector", {
  async create(making) {
    const { enable, findingPublishingFrequency } = making.inputs;
    const { DetectorId: id = "" } = await guardduty(making, CreateDetectorCommand, {
      Enable: enable ?? true,
      FindingPublishingFrequency: findingPublishingFrequency,
      Tags: making.tags,
    });
    const arn = `arn:${making.partition}:guardduty:${making.region}:${making.accountId}:detector/${id}`;
    return { id, outputs: { arn, accountId: making.accountId } };
  },
  async read(standing) {
    const found = await guardduty(standing, GetDetectorCommand, { DetectorId: standing.id });
    return { enable: found.Status === "ENABLED", findingPublishingFrequency: found.FindingPublishingFrequency };
  },
  update: (standing) =>
    guardduty(standing, UpdateDetectorCommand, {
      DetectorId: standing.id,
      Enable: standing.inputs.enable ?? true,
      FindingPublishingFrequency: standing.inputs.findingPublishingFrequency,
    }),
  delete: (standing) => guardduty(standing, DeleteDetectorCommand, { DetectorId: standing.id }),
});

type FeatureInputs = PropertiesOf<"guardduty.DetectorFeature">;

/** moto replaces all features by those of a request, so those that are there are sent again. */
const writing = new Map<string, Promise<unknown>>();

async function putFeature(making: Making<FeatureInputs>, status: string): Promise<void> {
  const { detectorId: DetectorId, name: Name, additionalConfigurations: more } = making.inputs;
  const put = async () => {
    const { Features: found = [] } = await guardduty(making, GetDetectorCommand, { DetectorId });
    const others = found
      .filter((feature) => feature.Name !== Name)
      .map((feature) => ({ Name: feature.Name, Status: feature.Status, AdditionalConfiguration: feature.AdditionalConfiguration }));
    const AdditionalConfiguration = more?.map((one) => ({ Name: one.name, Status: one.status }));
    await guardduty(making, UpdateDetectorCommand, {
      DetectorId,
      Features: [...others, { Name, Status: status, AdditionalConfiguration }],
    });
  };
  const before = writing.get(DetectorId) ?? Promise.resolve();
  const now = before.then(put, put);
  writing.set(DetectorId, now);
  await now;
}

const detectorFeature = setting("guardduty.DetectorFeature", {
  id: ({ inputs }) => `${inputs.detectorId}/${inputs.name}`,
  put: (making) => putFeature(making, making.inputs.status),
  async read(making) {
    const { Features: found = [] } = await guardduty(making, GetDetectorCommand, { DetectorId: making.inputs.detectorId });
    const own = found.find(({ Name }) => Name === making.inputs.name);
    return own && { status: own.Status };
  },
  remove: (making) => putFeature(making, "DISABLED"),
});

export const guarddutyKinds = [detector, detectorFeature];
