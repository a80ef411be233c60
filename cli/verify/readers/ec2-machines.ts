import type { Instance, InstanceBlockDeviceMapping, InstanceNetworkInterface, Volume } from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Answer } from "../account";
import { ec2Calls as calls } from "../calls/ec2";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading } from "../reader";
import { arnOf, isManagedByService, isOwn, nextPage, pageSize, someOf } from "./ec2-shapes";

const volumeKinds = ["ebs.Volume", "ec2.VolumeAttachment"] as const satisfies readonly ClassName[];
const addressKinds = ["ec2.Eip", "ec2.EipAssociation"] as const satisfies readonly ClassName[];

export const machineKinds = ["ec2.Instance", ...volumeKinds, ...addressKinds] as const;
/** Disks that go with an instance are told by it. */
export const machinesUnseen = ["ebs.Volume", "ec2.EipAssociation"] as const satisfies readonly ClassName[];

/** A page of volumes holds 500 at most. Source: Amazon EC2 API Reference, DescribeVolumes. */
const volumePage = 500;

/** The volumes that are disks of an instance, and go with it, by their ids: the URN of the instance. */
export type DisksOfInstances = ReadonlyMap<string, string>;

/**
 * Instances with the disks that were made with them; volumes that stand on their own, with what they are attached to; elastic IP addresses.
 * Where an instance came from a launch template, what it was given is told by the instance itself.
 */
export async function readMachines(reading: Reading): Promise<DisksOfInstances> {
  const { account, region, found } = reading;
  const [reservations, volumes, addresses] = await Promise.all([
    account.list(region, calls.instances, { MaxResults: pageSize }, { items: (page) => page.Reservations, next: nextPage }),
    account.list(region, calls.volumes, { MaxResults: volumePage }, { items: (page) => page.Volumes, next: nextPage }),
    account.ask(region, calls.addresses, {}),
  ]);
  const instances = listed(reading, ["ec2.Instance"], reservations)
    .flatMap(({ Instances: all = [] }) => all)
    .filter((instance) => !isEnding(instance) && !isManagedByService(instance));
  const disks = new Map<string, string>();
  for (const instance of instances) {
    const urn = found.urnOf("ec2.Instance", arnOf(reading, "instance", instance.InstanceId ?? ""));
    for (const device of disksOf(instance)) if (device.Ebs?.VolumeId !== undefined) disks.set(device.Ebs.VolumeId, urn);
  }
  const all = listed(reading, [...volumeKinds], volumes).filter((volume) => isOwn(reading, volume));
  for (const volume of all) if (!isDiskOfInstance(volume, disks) && !isManagedByService(volume)) addVolume(reading, volume);
  const byId: Answer<ReadonlyMap<string | undefined, Volume>> =
    volumes.state === "read" ? { state: "read", value: new Map(all.map((volume) => [volume.VolumeId, volume])) } : volumes;
  await forEach(instances, (instance) => readInstance(reading, instance, byId));
  for (const address of addresses.state === "read" ? (addresses.value.Addresses ?? []) : []) {
    if (address.AllocationId === undefined) continue;
    const arn = arnOf(reading, "elastic-ip", address.AllocationId);
    const instance = address.InstanceId === "" ? undefined : address.InstanceId;
    found.add({
      kind: "ec2.Eip",
      id: arn,
      region,
      inputs: { instance, networkInterface: address.NetworkInterfaceId, tags: tagsOf(address.Tags) },
      outputs: { arn, id: address.AllocationId },
    });
  }
  if (addresses.state === "unread") found.notListed([...addressKinds], region, addresses);
  return disks;
}

/** EC2 still lists what was terminated for about an hour. Source: Amazon EC2 User Guide, "Terminate Amazon EC2 instances". */
function isEnding({ State: state }: Instance): boolean {
  return state?.Name === "terminated" || state?.Name === "shutting-down";
}

/** A disk that goes with its instance, as the provider's block devices do, or the one that it starts from. Others stand on their own. */
function disksOf({ RootDeviceName: root, BlockDeviceMappings: devices = [] }: Instance): readonly InstanceBlockDeviceMapping[] {
  return devices.filter(({ DeviceName: name, Ebs: disk }) => name === root || disk?.DeleteOnTermination === true);
}

/** Where the instances could not be listed, a disk's own attachment says whether it goes with one. */
function isDiskOfInstance({ VolumeId: id, Attachments: attached = [] }: Volume, disks: DisksOfInstances): boolean {
  return disks.has(id ?? "") || attached.some(({ DeleteOnTermination: goesAlong }) => goesAlong === true);
}

const leaving: ReadonlySet<string> = new Set(["deleting", "deleted", "error"]);

function addVolume(reading: Reading, volume: Volume): void {
  const { VolumeId: id, SnapshotId: snapshot, State: state = "" } = volume;
  if (id === undefined || leaving.has(state)) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "volume", id);
  const urn = found.add({
    kind: "ebs.Volume",
    id: arn,
    region,
    inputs: {
      availabilityZone: volume.AvailabilityZone,
      size: volume.Size,
      type: volume.VolumeType,
      encrypted: volume.Encrypted === true,
      kmsKeyId: volume.KmsKeyId,
      snapshotId: snapshot === "" ? undefined : snapshot,
      multiAttachEnabled: volume.MultiAttachEnabled,
      tags: tagsOf(volume.Tags),
    },
    outputs: { arn, id },
  });
  for (const { InstanceId: instanceId, Device: deviceName } of volume.Attachments ?? []) {
    if (instanceId === undefined) continue;
    found.add({
      kind: "ec2.VolumeAttachment",
      id: `${arn}/${instanceId}`,
      region,
      inputs: { volumeId: id, instanceId, deviceName },
      refersTo: { volumeId: urn },
    });
  }
}

const gone = ["InvalidInstanceID.NotFound"];

async function readInstance(reading: Reading, instance: Instance, volumes: Answer<ReadonlyMap<string | undefined, Volume>>): Promise<void> {
  const { InstanceId: id, MetadataOptions: metadata, Monitoring: monitoring, RootDeviceName: root } = instance;
  if (id === undefined) return;
  const { account, region, found } = reading;
  const [protection, userData, address] = await Promise.all([
    account.ask(region, calls.instanceAttribute, { InstanceId: id, Attribute: "disableApiTermination" }, gone),
    account.ask(region, calls.instanceAttribute, { InstanceId: id, Attribute: "userData" }, gone),
    hasPublicAddress(reading, instance),
  ]);
  if (protection.state === "absent" || userData.state === "absent") return;
  const arn = arnOf(reading, "instance", id);
  const disks = disksOf(instance);
  const rootDisk = disks.find(({ DeviceName: name }) => name === root);
  found.add({
    kind: "ec2.Instance",
    id: arn,
    region,
    inputs: {
      ami: instance.ImageId,
      instanceType: instance.InstanceType,
      availabilityZone: instance.Placement?.AvailabilityZone,
      subnetId: instance.SubnetId,
      vpcSecurityGroupIds: instance.SecurityGroups?.map(({ GroupId: group }) => group),
      associatePublicIpAddress: part(address, (has) => has),
      keyName: instance.KeyName,
      iamInstanceProfile: nameInArn(instance.IamInstanceProfile?.Arn),
      metadataOptions: {
        httpTokens: metadata?.HttpTokens,
        httpEndpoint: metadata?.HttpEndpoint,
        httpPutResponseHopLimit: metadata?.HttpPutResponseHopLimit,
        instanceMetadataTags: metadata?.InstanceMetadataTags,
      },
      monitoring: monitoring?.State === "enabled" || monitoring?.State === "pending",
      ebsOptimized: instance.EbsOptimized,
      disableApiTermination: part(protection, ({ DisableApiTermination: set }) => set?.Value === true),
      userDataBase64: part(userData, ({ UserData: set }) => (set?.Value === "" ? undefined : set?.Value)),
      // What an instance without a disk of EBS starts from is on the host, and nothing tells how that is encrypted.
      rootBlockDevice: rootDisk ? disk(rootDisk, volumes) : { encrypted: UNKNOWN },
      ebsBlockDevices: someOf(disks.filter((device) => device !== rootDisk).map((device) => disk(device, volumes))),
      tags: tagsOf(instance.Tags),
    },
    outputs: { arn, id },
    answers: [protection, userData, address, ...(disks.length > 0 ? [volumes] : [])],
  });
}

function disk(
  { DeviceName: deviceName, Ebs: mapped }: InstanceBlockDeviceMapping,
  volumes: Answer<ReadonlyMap<string | undefined, Volume>>,
) {
  const of = (select: (volume: Volume) => boolean | string | undefined) =>
    part(volumes, (byId): boolean | string | Unknown | undefined => {
      const volume = byId.get(mapped?.VolumeId);
      return volume ? select(volume) : UNKNOWN;
    });
  return {
    deviceName,
    volumeId: mapped?.VolumeId,
    deleteOnTermination: mapped?.DeleteOnTermination,
    encrypted: of(({ Encrypted: is }) => is === true),
    kmsKeyId: of(({ KmsKeyId: key }) => key),
  };
}

/** `arn:aws:iam::123456789012:instance-profile/clinic/web` is the profile `web`. */
function nameInArn(arn: string | undefined): string | undefined {
  return arn?.slice(arn.lastIndexOf("/") + 1);
}

function addressesOf(cards: readonly InstanceNetworkInterface[]): readonly string[] {
  return cards.flatMap(({ Association: main, PrivateIpAddresses: more = [] }) =>
    [main, ...more.map(({ Association: other }) => other)].flatMap((association) => association?.PublicIp ?? []),
  );
}

/**
 * A public address that AWS gives is the instance's only while it runs. Of one that is stopped, its first network interface says whether it gets
 * one when it starts. Source: Amazon EC2 User Guide, "Amazon EC2 instance IP addressing".
 */
async function hasPublicAddress({ account, region }: Reading, instance: Instance): Promise<Answer<boolean>> {
  const { NetworkInterfaces: cards = [], PublicIpAddress: address, State: state } = instance;
  const has = (address !== undefined && address !== "") || addressesOf(cards).length > 0;
  const first = cards.find(({ Attachment: attachment }) => attachment?.DeviceIndex === 0)?.NetworkInterfaceId;
  if (has || state?.Name === "running" || first === undefined) return { state: "read", value: has };
  const input = { NetworkInterfaceId: first, Attribute: "associatePublicIpAddress" } as const;
  const asked = await account.ask(region, calls.interfaceAttribute, input);
  return asked.state === "read" ? { state: "read", value: asked.value.AssociatePublicIpAddress === true } : asked;
}
