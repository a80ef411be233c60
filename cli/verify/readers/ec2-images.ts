import type { Image, Snapshot } from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { ec2Calls as calls } from "../calls/ec2";
import { tagsOf } from "../found";
import { forEach, listed, type Reading } from "../reader";
import type { DisksOfInstances } from "./ec2-machines";
import { arnOf, nextPage, pageSize, someOf } from "./ec2-shapes";

const snapshotKinds = ["ebs.Snapshot", "ec2.SnapshotCreateVolumePermission"] as const satisfies readonly ClassName[];
const amiKinds = ["ec2.Ami", "ec2.AmiLaunchPermission"] as const satisfies readonly ClassName[];
/** Other forms of what is read here; an account holds each only once. */
const otherForms = ["ebs.SnapshotCopy", "ebs.SnapshotImport", "ec2.AmiCopy", "ec2.AmiFromInstance"] as const satisfies readonly ClassName[];

export const imageKinds = [...snapshotKinds, ...amiKinds, ...otherForms] as const;
/** What cannot be used is left out, too. */
export const imagesUnseen = [...otherForms, "ebs.Snapshot", "ec2.Ami"] as const satisfies readonly ClassName[];

/** The account's own snapshots with whom they are shared with, and its own machine images. */
export async function readImages(reading: Reading, disks: DisksOfInstances): Promise<void> {
  const { account, region } = reading;
  const [snapshots, images] = await Promise.all([
    account.list(
      region,
      calls.snapshots,
      { OwnerIds: ["self"], MaxResults: pageSize },
      { items: (page) => page.Snapshots, next: nextPage },
    ),
    account.list(region, calls.images, { Owners: ["self"], MaxResults: pageSize }, { items: (page) => page.Images, next: nextPage }),
  ]);
  for (const image of listed(reading, [...amiKinds], images)) addImage(reading, image);
  await forEach(listed(reading, [...snapshotKinds], snapshots), (snapshot) => readSnapshot(reading, snapshot, disks));
}

/** The volume that EC2 names where a snapshot was copied, and has none. Source: Amazon EC2 API Reference, Snapshot, `VolumeId`. */
const noVolume = "vol-ffffffff";

async function readSnapshot(reading: Reading, snapshot: Snapshot, disks: DisksOfInstances): Promise<void> {
  const { account, region, found } = reading;
  const { SnapshotId: id, VolumeId: volume } = snapshot;
  // EC2 lists others' too where it is an emulator that does not ask whose.
  if (id === undefined || snapshot.State === "error" || (snapshot.OwnerId ?? account.id) !== account.id) return;
  const shared = await account.ask(region, calls.snapshotPermissions, { SnapshotId: id, Attribute: "createVolumePermission" }, [
    "InvalidSnapshot.NotFound",
  ]);
  if (shared.state === "absent") return;
  const arn = arnOf(reading, "snapshot", id);
  const instance = disks.get(volume ?? "");
  const urn = found.addAny({
    kind: "ebs.Snapshot",
    id: arn,
    region,
    inputs: {
      volumeId: volume === noVolume ? undefined : volume,
      // Programs cannot set these two: a snapshot is as its volume was, which may be gone.
      encrypted: snapshot.Encrypted === true,
      kmsKeyId: snapshot.KmsKeyId,
      description: snapshot.Description,
      storageTier: snapshot.StorageTier,
      tags: tagsOf(snapshot.Tags),
    },
    outputs: { arn, id },
    ...(instance !== undefined && { refersTo: { volumeId: instance } }),
  });
  const permission = { kind: "ec2.SnapshotCreateVolumePermission", region, refersTo: { snapshotId: urn }, answers: [shared] } as const;
  if (shared.state === "unread") found.add({ ...permission, id: arn, inputs: { snapshotId: id, accountId: UNKNOWN }, mayBeAbsent: true });
  for (const { UserId: user, Group: group } of shared.state === "read" ? (shared.value.CreateVolumePermissions ?? []) : []) {
    // A public snapshot is shared with the group "all", which no resource of the provider's can say.
    const accountId = user ?? group;
    found.add({ ...permission, id: `${arn}/${accountId ?? ""}`, inputs: { snapshotId: id, accountId } });
  }
}

const unusable: ReadonlySet<string> = new Set(["deregistered", "failed", "error", "invalid"]);

/** Which single accounts may launch an image is not asked: no rule speaks of them. */
function addImage(reading: Reading, image: Image): void {
  const { ImageId: id, State: state = "", BlockDeviceMappings: devices = [] } = image;
  const { account, found, region } = reading;
  if (id === undefined || unusable.has(state) || (image.OwnerId ?? account.id) !== account.id) return;
  const arn = arnOf(reading, "image", id);
  const disks = devices.flatMap(({ DeviceName: deviceName, Ebs: disk }) =>
    disk ? [{ deviceName, encrypted: disk.Encrypted === true, snapshotId: disk.SnapshotId, volumeSize: disk.VolumeSize }] : [],
  );
  const urn = found.add({
    kind: "ec2.Ami",
    id: arn,
    region,
    inputs: { name: image.Name, rootDeviceName: image.RootDeviceName, ebsBlockDevices: someOf(disks), tags: tagsOf(image.Tags) },
    outputs: { arn, id },
  });
  if (image.Public === true)
    found.add({
      kind: "ec2.AmiLaunchPermission",
      id: `${arn}/all`,
      region,
      inputs: { imageId: id, group: "all" },
      refersTo: { imageId: urn },
    });
}
