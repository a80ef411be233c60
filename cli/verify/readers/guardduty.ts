import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { guarddutyCalls as calls } from "../calls/guardduty";
import { part } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const detectorKinds = ["guardduty.Detector", "guardduty.DetectorFeature"] as const satisfies readonly ClassName[];
const organizationKinds = ["guardduty.OrganizationConfigurationFeature"] as const satisfies readonly ClassName[];

/** Detectors with each protection on its own, and what the delegated administrator of an organization sets for its accounts. */
export const guarddutyReader: ServiceReader = {
  service: "guardduty",
  calls,
  regional: true,
  kinds: [...detectorKinds, ...organizationKinds],
  read,
};

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const detectors = await account.list(
    region,
    calls.detectors,
    {},
    {
      items: (page) => page.DetectorIds,
      next: ({ NextToken: token }) => (token === undefined || token === "" ? undefined : { NextToken: token }),
    },
  );
  await forEach(listed(reading, [...detectorKinds, ...organizationKinds], detectors), (id) => readDetector(reading, id));
}

async function readDetector(reading: Reading, id: string): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:guardduty:${region}:${account.id}:detector/${id}`;
  const [detector, organization] = await Promise.all([
    account.ask(region, calls.detector, { DetectorId: id }),
    // GuardDuty answers so to every account that is not the administrator of an organization.
    account.ask(region, calls.organization, { DetectorId: id }, ["BadRequestException"]),
  ]);
  const urn = found.add({
    kind: "guardduty.Detector",
    id: arn,
    region,
    inputs: {
      enable: part(detector, ({ Status: status }) => status === "ENABLED"),
      findingPublishingFrequency: part(detector, ({ FindingPublishingFrequency: frequency }) => frequency),
      tags: part(detector, ({ Tags: tags }) => tags ?? {}),
    },
    outputs: { arn, id },
    answers: [detector],
  });
  const refersTo = { detectorId: urn };
  const features = part(detector, ({ Features: list }) => list);
  if (Array.isArray(features))
    for (const { Name: name, Status: status } of features)
      found.add({
        kind: "guardduty.DetectorFeature",
        id: `${arn}/${name ?? ""}`,
        region,
        inputs: { detectorId: id, name, status },
        refersTo,
      });
  else
    found.add({
      kind: "guardduty.DetectorFeature",
      id: arn,
      region,
      inputs: { detectorId: id, name: UNKNOWN, status: UNKNOWN },
      refersTo,
      answers: [detector],
    });
  if (organization.state === "unread") found.notListed(organizationKinds, region, organization);
  for (const { Name: name, AutoEnable: autoEnable } of organization.state === "read" ? (organization.value.Features ?? []) : [])
    found.add({
      kind: "guardduty.OrganizationConfigurationFeature",
      id: `${arn}/${name ?? ""}`,
      region,
      inputs: { detectorId: id, name, autoEnable },
      refersTo,
    });
}
