import type { AccessPointDescription, FileSystemDescription, MountTargetDescription } from "@aws-sdk/client-efs";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Answer } from "../account";
import { efsCalls as calls } from "../calls/efs";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const ofFileSystems = [
  "efs.AccessPoint",
  "efs.BackupPolicy",
  "efs.FileSystemPolicy",
  "efs.MountTarget",
  "efs.ReplicationConfiguration",
] as const satisfies readonly ClassName[];
const kinds = ["efs.FileSystem", ...ofFileSystems] as const satisfies readonly ClassName[];

/** File systems of a Region with their policies, backups, replication, mount targets and access points. */
export const efsReader: ServiceReader = { service: "efs", calls, regional: true, kinds, read };

const leaving: ReadonlySet<string> = new Set(["deleting", "deleted"]);

/** How EFS hands out the next page of what it pages by a marker. */
const byNextMarker = ({ NextMarker: marker }: { readonly NextMarker?: string | undefined }) =>
  marker === undefined || marker === "" ? undefined : { Marker: marker };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const answer = await account.list(region, calls.fileSystems, {}, { items: (page) => page.FileSystems, next: byNextMarker });
  const fileSystems = listed(reading, kinds, answer).filter(({ LifeCycleState: state }) => !leaving.has(state ?? ""));
  if (fileSystems.length === 0) return;
  await Promise.all([readReplications(reading), forEach(fileSystems, (fileSystem) => readFileSystem(reading, fileSystem))]);
}

/** Source: Amazon EFS User Guide, "IAM policies for EFS", resources. */
function arnOf({ account, region }: Reading, id: string): string {
  return `arn:${account.partition}:elasticfilesystem:${region}:${account.id}:file-system/${id}`;
}

async function readFileSystem(reading: Reading, fileSystem: FileSystemDescription): Promise<void> {
  const { account, region, found } = reading;
  const { FileSystemId: id } = fileSystem;
  if (id === undefined) return;
  const arn = fileSystem.FileSystemArn ?? arnOf(reading, id);
  const [policy, backups, mountTargets, accessPoints] = await Promise.all([
    account.ask(region, calls.fileSystemPolicy, { FileSystemId: id }, ["PolicyNotFound"]),
    account.ask(region, calls.backupPolicy, { FileSystemId: id }, ["PolicyNotFound"]),
    account.list(region, calls.mountTargets, { FileSystemId: id }, { items: (page) => page.MountTargets, next: byNextMarker }),
    account.list(region, calls.accessPoints, { FileSystemId: id }, { items: (page) => page.AccessPoints, next: byNextToken }),
  ]);
  const urn = found.add({
    kind: "efs.FileSystem",
    id: arn,
    region,
    inputs: {
      encrypted: fileSystem.Encrypted,
      kmsKeyId: keyArn(reading, fileSystem.KmsKeyId),
      availabilityZoneName: fileSystem.AvailabilityZoneName,
      performanceMode: fileSystem.PerformanceMode,
      throughputMode: fileSystem.ThroughputMode,
      tags: tagsOf(fileSystem.Tags),
    },
    outputs: { arn, id },
  });
  const setting = { id: arn, region, refersTo: { fileSystemId: urn } };
  if (policy.state !== "absent")
    found.add({
      ...setting,
      kind: "efs.FileSystemPolicy",
      inputs: { fileSystemId: id, policy: part(policy, ({ Policy: document }) => document) },
      answers: [policy],
      mayBeAbsent: policy.state === "unread",
    });
  found.add({
    ...setting,
    kind: "efs.BackupPolicy",
    inputs: { fileSystemId: id, backupPolicy: { status: backupStatus(backups) } },
    answers: [backups],
  });
  for (const accessPoint of listed(reading, ["efs.AccessPoint"], accessPoints)) readAccessPoint(reading, accessPoint);
  await forEach(listed(reading, ["efs.MountTarget"], mountTargets), (target) => readMountTarget(reading, target, urn));
}

/** Where no policy is set, nothing is backed up, whatever the kind of file system: AWS sets the policy that it backs up by. Source: Amazon EFS API Reference, DescribeBackupPolicy. */
function backupStatus(
  answer: Answer<{ readonly BackupPolicy?: { readonly Status?: string | undefined } | undefined }>,
): string | Unknown | undefined {
  if (answer.state === "absent") return "DISABLED";
  const status = part(answer, ({ BackupPolicy: policy }) => policy?.Status);
  if (status === "ENABLING") return UNKNOWN;
  return status === "DISABLING" ? "DISABLED" : status;
}

async function readMountTarget({ account, region, found }: Reading, target: MountTargetDescription, fileSystem: string): Promise<void> {
  const { MountTargetId: id, FileSystemId: fileSystemId, SubnetId: subnetId, LifeCycleState: state } = target;
  if (id === undefined || leaving.has(state ?? "")) return;
  const groups = await account.ask(region, calls.mountTargetSecurityGroups, { MountTargetId: id });
  found.add({
    kind: "efs.MountTarget",
    id,
    region,
    inputs: { fileSystemId, subnetId, securityGroups: part(groups, ({ SecurityGroups: ids }) => ids) },
    outputs: { id },
    refersTo: { fileSystemId: fileSystem },
    answers: [groups],
  });
}

function readAccessPoint(reading: Reading, accessPoint: AccessPointDescription): void {
  const { found, region } = reading;
  const { AccessPointArn: arn, AccessPointId: id, FileSystemId: fileSystemId, LifeCycleState: state } = accessPoint;
  if (arn === undefined || id === undefined || fileSystemId === undefined || leaving.has(state ?? "")) return;
  const { PosixUser: user, RootDirectory: root, Tags: tags } = accessPoint;
  found.add({
    kind: "efs.AccessPoint",
    id: arn,
    region,
    inputs: {
      fileSystemId,
      posixUser: user && { uid: user.Uid, gid: user.Gid, secondaryGids: user.SecondaryGids },
      rootDirectory: root && { path: root.Path },
      tags: tagsOf(tags),
    },
    outputs: { arn, id },
    refersTo: { fileSystemId: found.urnOf("efs.FileSystem", arnOf(reading, fileSystemId)) },
  });
}

/** Both Regions of a replication tell of it: it is the source's. The destination is a file system with a key of its own. */
async function readReplications(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const answer = await account.list(region, calls.replications, {}, { items: (page) => page.Replications, next: byNextToken });
  // Of a single file system AWS says so where nothing is replicated.
  if (answer.state === "unread" && answer.reason === "ReplicationNotFound") return;
  for (const replication of listed(reading, ["efs.ReplicationConfiguration"], answer)) {
    const { SourceFileSystemId: sourceFileSystemId, SourceFileSystemRegion: from, Destinations: destinations = [] } = replication;
    if (sourceFileSystemId === undefined || from !== region) continue;
    const arn = arnOf(reading, sourceFileSystemId);
    for (const { FileSystemId: fileSystemId, Region: to, Status: status } of destinations) {
      if (status === "DELETING") continue;
      found.add({
        kind: "efs.ReplicationConfiguration",
        id: `${arn}/${fileSystemId ?? to ?? ""}`,
        region,
        inputs: { sourceFileSystemId, destination: { fileSystemId: fileSystemId ?? UNKNOWN, region: to } },
        refersTo: { sourceFileSystemId: found.urnOf("efs.FileSystem", arn) },
      });
    }
  }
}
