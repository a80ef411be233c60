import type { LaunchTemplate, LaunchTemplateVersion, ResponseLaunchTemplateData } from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import type { Answer } from "../account";
import { ec2Calls as calls } from "../calls/ec2";
import { asProvider, part, tagsOf } from "../found";
import { listed, type Reading } from "../reader";
import { arnOf, isManagedByService, nextPage, someOf } from "./ec2-shapes";

export const templateKinds = ["ec2.LaunchTemplate"] as const satisfies readonly ClassName[];

/** A page of launch templates holds 200 at most. Source: Amazon EC2 API Reference, DescribeLaunchTemplates and DescribeLaunchTemplateVersions. */
const templatePage = 200;

/**
 * Launch templates, by their default version and their latest one: what is launched takes one of the two unless it names a number. Where they are
 * two, each is a resource of its own, and a reference to the template may mean either.
 */
export async function readTemplates(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [versions, templates] = await Promise.all([
    account.list(
      region,
      calls.launchTemplateVersions,
      { Versions: ["$Latest", "$Default"], MaxResults: templatePage },
      { items: (page) => page.LaunchTemplateVersions, next: nextPage },
    ),
    // Of the tags of the template itself its versions do not tell.
    account.list(region, calls.launchTemplates, { MaxResults: templatePage }, { items: (page) => page.LaunchTemplates, next: nextPage }),
  ]);
  const all = listed(reading, templateKinds, versions).filter((version) => !isManagedByService(version));
  const latest = new Map<string | undefined, number>();
  for (const { LaunchTemplateId: id, VersionNumber: number = 0 } of all) latest.set(id, Math.max(number, latest.get(id) ?? 0));
  for (const version of all) addVersion(reading, version, version.VersionNumber === latest.get(version.LaunchTemplateId), templates);
}

function addVersion(
  reading: Reading,
  version: LaunchTemplateVersion,
  isLatest: boolean,
  templates: Answer<readonly LaunchTemplate[]>,
): void {
  const { LaunchTemplateId: id, LaunchTemplateName: name, LaunchTemplateData: data } = version;
  if (id === undefined || data === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "launch-template", id);
  found.add({
    kind: "ec2.LaunchTemplate",
    id: isLatest ? arn : `${arn}/${version.VersionNumber ?? ""}`,
    region,
    inputs: {
      name,
      ...templateInputs(data),
      tags: part(templates, (all) => tagsOf(all.find(({ LaunchTemplateId: of }) => of === id)?.Tags)),
    },
    outputs: { arn, id, name: name ?? id },
    answers: [templates],
  });
}

/** The provider spells the flags of template blocks as texts. */
function text(flag: boolean | undefined): string | undefined {
  return flag === undefined ? undefined : String(flag);
}

function templateInputs(data: ResponseLaunchTemplateData) {
  return {
    imageId: data.ImageId,
    instanceType: data.InstanceType,
    keyName: data.KeyName,
    userData: data.UserData === "" ? undefined : data.UserData,
    ebsOptimized: text(data.EbsOptimized),
    disableApiTermination: data.DisableApiTermination,
    monitoring: asProvider(data.Monitoring),
    iamInstanceProfile: asProvider(data.IamInstanceProfile),
    metadataOptions: asProvider(data.MetadataOptions),
    vpcSecurityGroupIds: someOf(data.SecurityGroupIds),
    securityGroupNames: someOf(data.SecurityGroups),
    blockDeviceMappings: someOf(
      data.BlockDeviceMappings?.map(({ DeviceName: deviceName, VirtualName: virtualName, NoDevice: noDevice, Ebs: disk }) => ({
        deviceName,
        virtualName,
        noDevice,
        ebs: disk && {
          encrypted: text(disk.Encrypted),
          kmsKeyId: disk.KmsKeyId,
          snapshotId: disk.SnapshotId,
          volumeSize: disk.VolumeSize,
          volumeType: disk.VolumeType,
        },
      })),
    ),
    networkInterfaces: someOf(
      data.NetworkInterfaces?.map((card) => ({
        associatePublicIpAddress: text(card.AssociatePublicIpAddress),
        subnetId: card.SubnetId,
        securityGroups: someOf(card.Groups),
        networkInterfaceId: card.NetworkInterfaceId,
      })),
    ),
    tagSpecifications: someOf(
      data.TagSpecifications?.map(({ ResourceType: resourceType, Tags: tags }) => ({ resourceType, tags: tagsOf(tags) })),
    ),
  };
}
