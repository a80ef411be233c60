import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, arnOf, listOf, optional, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { clientsArgument, closedSecurityGroup } from "../foundation/closed-security-group";
import { type CommonArgs, commonArguments, commonOf } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { physicalName } from "../foundation/physical-name";
import {
  type BackupReference,
  backupArgument,
  type KeyReference,
  keyArgument,
  type NetworkReference,
  networkArgument,
} from "../foundation/references";
import { backUp } from "../foundation/resolve-backup";
import { resolveKey } from "../foundation/resolve-key";
import { privateSubnets, subnetCount } from "../foundation/subnets";
import { type Refuse, validated } from "../foundation/validation";
import { defaultDirectories, directoriesArgument, type FileSystemDirectory } from "./directories";
import { fileSystemPolicy } from "./file-system-policy";

export interface FileSystemArgs extends CommonArgs {
  /** The VPC and its private subnets, in each of which the file system is mounted. Serves 45 CFR 164.312(a)(1), (e)(1). */
  network: NetworkReference;
  /** Ids of the security groups of what mounts. Default: nothing mounts before somebody is let in. Serves 45 CFR 164.312(a)(1). */
  clients?: pulumi.Input<string>[];
  /** The directories that are mounted, each by an access point with a user of its own. Default: "/data". Serves 45 CFR 164.312(a)(1), (a)(2)(i). */
  directories?: FileSystemDirectory[];
  /** ARNs of the roles that mount and write. Default: whoever the account's IAM policies let. Serves 45 CFR 164.312(a)(1), (d). */
  users?: pulumi.Input<string>[];
  /** The subnets that get a mount target, counted from the first: 2 to 6. Default: all, or two where the list of subnets is known only later. */
  zones?: number;
  /** The KMS key of the files. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /**
   * The plan that backs the file system up. Default: a BackupVault is created, whose backups and copies cost 0.05 USD a GB a month each, and its two keys 2 USD a
   * month. Serves 45 CFR 164.308(a)(7)(ii)(A).
   */
  backup?: BackupReference;
  /** Days until a file that nobody opens goes to cheaper storage, at about a tenth of the price: 1, 7, 14, 30 (default), 60 or 90. It comes back when it is opened. */
  coldStorageAfterDays?: number;
}

const coldStorageDays = [1, 7, 14, 30, 60, 90];

const argumentTable: ArgumentTable<FileSystemArgs> = {
  ...commonArguments,
  network: networkArgument,
  clients: clientsArgument,
  directories: directoriesArgument,
  users: optional(listOf(arnOf("iam"), { minimum: 1, described: "a list of ARNs of roles" })),
  zones: optional(wholeNumber({ minimum: 2, maximum: 6, unit: "subnets" })),
  key: keyArgument,
  backup: backupArgument,
  coldStorageAfterDays: optional(wholeNumber({ minimum: 1, maximum: 90, unit: "days" })),
};

function together(args: FileSystemArgs, refuse: Refuse): void {
  const { directories = [], coldStorageAfterDays, zones, network } = args;
  const names = directories.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice !== -1) refuse(`directories[${twice}].name`, "repeats the name of an item before it");
  if (coldStorageAfterDays !== undefined && !coldStorageDays.includes(coldStorageAfterDays)) {
    refuse("coldStorageAfterDays", `must be one of ${coldStorageDays.join(", ")}`);
  }
  const subnets = subnetCount(network);
  if (zones !== undefined && subnets !== undefined && zones > subnets) {
    refuse("zones", `must be at most ${subnets}, the number of network.privateSubnetIds`);
  }
}

const nfsPort = 2049;

/**
 * An EFS file system for ePHI: a KMS key; clients that sign with IAM, over TLS, by access points that say who they are, none of them root; mount targets in private
 * subnets; backups in a locked vault with a copy in another Region. Serves 45 CFR 164.312(a)(1), (a)(2)(i) and (iv), (d), (e)(1), 164.308(a)(7)(ii)(A).
 */
export class FileSystem extends pulumi.ComponentResource {
  /** The file system's id. */
  readonly fileSystemId: pulumi.Output<string>;
  /** The file system's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The ids of the access points, in the order of `directories`. */
  readonly accessPointIds: pulumi.Output<string>[];
  /** The ARNs of the access points, in the order of `directories`. */
  readonly accessPointArns: pulumi.Output<string>[];
  /** The id of the security group, to let clients in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the KMS key of the files. */
  readonly keyArn: pulumi.Output<string>;
  /** The id of the plan that backs the file system up. */
  readonly backupPlanId: pulumi.Output<string>;

  constructor(name: string, args: FileSystemArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("FileSystem"),
      name,
      validated("FileSystem", name, args, argumentTable, together),
      componentOptions("FileSystem", opts),
    );
    const tags = tagsOf(args);
    const keyArn = resolveKey(this, name, args.key, { description: `Files in ${name}`, through: ["elasticfilesystem"], ...commonOf(args) });
    const days = args.coldStorageAfterDays ?? 30;
    const fileSystem = new aws.efs.FileSystem(
      name,
      {
        creationToken: physicalName(name, 64),
        encrypted: true,
        kmsKeyId: keyArn,
        throughputMode: "elastic",
        lifecyclePolicies: [
          { transitionToIa: days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS` },
          { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
        ],
        tags: { ...tags, Name: physicalName(name, 256) },
      },
      { parent: this, protect: true },
    );
    const child = { parent: this, deletedWith: fileSystem };
    const policy = new aws.efs.FileSystemPolicy(name, { fileSystemId: fileSystem.id, policy: fileSystemPolicy(args.users) }, child);
    const group = closedSecurityGroup(this, name, {
      vpcId: args.network.vpcId,
      description: "The file system's clients",
      port: nfsPort,
      clients: args.clients ?? [],
      tags,
    });
    const subnets = privateSubnets(args.network, args.zones ?? subnetCount(args.network) ?? 2);
    for (const [index, subnetId] of subnets.entries()) {
      // Nobody mounts before the policy is there.
      new aws.efs.MountTarget(
        `${name}-${index + 1}`,
        { fileSystemId: fileSystem.id, subnetId, securityGroups: [group.id] },
        { parent: this, dependsOn: policy },
      );
    }
    const accessPoints = (args.directories ?? defaultDirectories).map((directory) => accessPoint(this, name, fileSystem, directory, tags));
    const planId = backUp(this, name, args.backup, fileSystem.arn, { restoreTest: { resourceType: "EFS" }, ...commonOf(args) });
    this.fileSystemId = fileSystem.id;
    this.arn = fileSystem.arn;
    this.accessPointIds = accessPoints.map(({ id }) => id);
    this.accessPointArns = accessPoints.map(({ arn }) => arn);
    this.securityGroupId = group.id;
    this.keyArn = keyArn;
    this.backupPlanId = pulumi.output(planId);
    this.registerOutputs({
      fileSystemId: this.fileSystemId,
      arn: this.arn,
      accessPointIds: this.accessPointIds,
      accessPointArns: this.accessPointArns,
      securityGroupId: this.securityGroupId,
      keyArn: this.keyArn,
      backupPlanId: this.backupPlanId,
    });
  }
}

function accessPoint(
  parent: pulumi.ComponentResource,
  name: string,
  fileSystem: aws.efs.FileSystem,
  directory: FileSystemDirectory,
  tags: Record<string, pulumi.Input<string>>,
): aws.efs.AccessPoint {
  const { userId: uid = 1000, groupId: gid = 1000, permissions = "0750" } = directory;
  return new aws.efs.AccessPoint(
    `${name}-${directory.name}`,
    {
      fileSystemId: fileSystem.id,
      posixUser: { uid, gid },
      rootDirectory: { path: directory.path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
      tags: { ...tags, Name: `${name}-${directory.name}` },
    },
    { parent, deletedWith: fileSystem },
  );
}
