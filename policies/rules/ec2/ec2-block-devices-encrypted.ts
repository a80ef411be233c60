import { diskIsEncrypted, encryptedByAccountDefault } from "../../aws/ebs-encryption";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Judged, Stack } from "../../graph/stack";
import { all, any, defineRule, fail, notApplicable, type Verdict, when } from "../../rule";

const because = "a disk is not encrypted";

/**
 * A root disk whose encryption the program leaves open is as its image is. An image of this stack says so; what another image holds
 * cannot be seen, and does not count, since the flag may always be set beside it.
 */
function rootDisk(of: Judged, flag: Cell<boolean> | Cell<string>, image: Cell<string>, stack: Stack): Verdict {
  if (flag.state !== "absent") return diskIsEncrypted({ of, flag }, stack, because);
  const unencrypted = () => fail(because, [flag.evidence("true")]);
  const byImage = stack.target(of, image, ["ec2.AmiCopy", "ec2.Ami"]).decide({
    resource: (found) => {
      const copy = found.as("ec2.AmiCopy");
      if (copy)
        return copy
          .at((p) => p.encrypted)
          .or(false)
          .equals(true, because);
      const disks = found
        .as("ec2.Ami")
        ?.list((p) => p.ebsBlockDevices)
        .each((disk) =>
          diskIsEncrypted({ of: found, flag: disk.at((p) => p.encrypted), snapshot: disk.at((p) => p.snapshotId) }, stack, because),
        );
      return disks === undefined || disks.outcome === "not-applicable" ? unencrypted() : disks;
    },
    absent: unencrypted,
    outside: unencrypted,
  });
  return any(encryptedByAccountDefault(of, flag, stack, because), byImage);
}

/** A template that maps no disk leaves all to its image. Which mapping is the root's depends on the image: those that are there are judged. */
function templateDisks(template: Resource<"ec2.LaunchTemplate">, stack: Stack): Verdict {
  const mapped = template
    .list((p) => p.blockDeviceMappings)
    .each((mapping) => {
      if (mapping.at((p) => p.ebs).state === "absent") return notApplicable("an instance store volume");
      const disk = { of: template, flag: mapping.at((p) => p.ebs?.encrypted), snapshot: mapping.at((p) => p.ebs?.snapshotId) };
      return diskIsEncrypted(disk, stack, because);
    });
  if (mapped.outcome !== "not-applicable") return mapped;
  const flag = template.at((p) => p.blockDeviceMappings?.[0]?.ebs?.encrypted);
  return rootDisk(
    template,
    flag,
    template.at((p) => p.imageId),
    stack,
  );
}

export default defineRule({
  id: "ec2-block-devices-encrypted",
  title: "The disks of EC2 instances are encrypted",
  threat: "A snapshot or detached disk of an instance discloses the ePHI that was written to it, in files, swap or logs.",
  remedy:
    'Set encrypted to true on rootBlockDevice and each of ebsBlockDevices (in launch templates blockDeviceMappings[].ebs.encrypted to "true"), or enable encryption by default in this stack.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.SpotInstanceRequest", "ec2.LaunchConfiguration", "ec2.LaunchTemplate", "ec2.SpotFleetRequest"],
  check(machine, stack) {
    const template = machine.as("ec2.LaunchTemplate");
    if (template) return templateDisks(template, stack);

    const configuration = machine.as("ec2.LaunchConfiguration");
    if (configuration) {
      return all(
        rootDisk(
          configuration,
          configuration.at((p) => p.rootBlockDevice?.encrypted),
          configuration.at((p) => p.imageId),
          stack,
        ),
        configuration
          .list((p) => p.ebsBlockDevices)
          .each((disk) =>
            when(
              disk.at((p) => p.noDevice).is(true),
              () => notApplicable("the device is left out"),
              () =>
                diskIsEncrypted(
                  { of: configuration, flag: disk.at((p) => p.encrypted), snapshot: disk.at((p) => p.snapshotId) },
                  stack,
                  because,
                ),
            ),
          ),
      );
    }

    const fleet = machine.as("ec2.SpotFleetRequest");
    if (fleet) {
      // A fleet's launch templates are judged on their own.
      return fleet
        .list((p) => p.launchSpecifications)
        .each((specification) =>
          all(
            specification
              .list((p) => p.rootBlockDevices)
              .some(
                (disk) => diskIsEncrypted({ of: fleet, flag: disk.at((p) => p.encrypted) }, stack, because),
                () =>
                  rootDisk(
                    fleet,
                    specification.at((p) => p.rootBlockDevices?.[0]?.encrypted),
                    specification.at((p) => p.ami),
                    stack,
                  ),
              ),
            specification
              .list((p) => p.ebsBlockDevices)
              .each((disk) =>
                diskIsEncrypted({ of: fleet, flag: disk.at((p) => p.encrypted), snapshot: disk.at((p) => p.snapshotId) }, stack, because),
              ),
          ),
        );
    }

    const instance = machine.as("ec2.Instance") ?? machine.as("ec2.SpotInstanceRequest");
    if (!instance) return notApplicable();
    const rootFlag = instance.at((p) => p.rootBlockDevice?.encrypted);
    const named = instance.at((p) => p.launchTemplate?.id);
    const reference = named.state === "absent" ? instance.at((p) => p.launchTemplate?.name) : named;
    const root = rootDisk(
      instance,
      rootFlag,
      instance.at((p) => p.ami),
      stack,
    );
    return all(
      rootFlag.state !== "absent" || reference.state === "absent"
        ? root
        : any(
            root,
            stack
              .target(instance, reference, "ec2.LaunchTemplate")
              .decide({ resource: (found) => templateDisks(found, stack), absent: () => root }),
          ),
      instance
        .list((p) => p.ebsBlockDevices)
        .each((disk) =>
          diskIsEncrypted({ of: instance, flag: disk.at((p) => p.encrypted), snapshot: disk.at((p) => p.snapshotId) }, stack, because),
        ),
    );
  },
  equivalents: {
    config: ["encrypted-volumes"],
    cdkNag: ["EC2EBSVolumeEncrypted"],
    checkov: ["CKV_AWS_8"],
    pulumi: [
      "aws-ec2-instance-disallow-unencrypted-block-device",
      "aws-ec2-instance-disallow-unencrypted-root-block-device",
      "aws-ec2-launchconfiguration-disallow-unencrypted-block-device",
      "aws-ec2-launchconfiguration-disallow-unencrypted-root-block-device",
      "aws-ec2-launchtemplate-disallow-unencrypted-block-device",
    ],
  },
  examples: {
    good: {
      "root disk and data disk encrypted": (s) =>
        s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 100, encrypted: true }],
        }),
      "account default in this stack": (s) => {
        s.add("ebs.EncryptionByDefault", {});
        return s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" });
      },
      "template with the flag as text": (s) =>
        s.add("ec2.LaunchTemplate", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeSize: 20 } }] }),
      "configuration that leaves out a disk of its image": (s) =>
        s.add("ec2.LaunchConfiguration", {
          imageId: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdf", noDevice: true }],
        }),
      "disks of the launch template": (s) => {
        const template = s.add("ec2.LaunchTemplate", {
          imageId: "ami-0123456789abcdef0",
          blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
        });
        return s.add("ec2.Instance", { instanceType: "t4g.large", launchTemplate: { id: template.out("id"), version: "$Latest" } });
      },
      "encrypted copy of an image": (s) => {
        const image = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true });
        return s.add("ec2.Instance", { ami: image.out("id"), instanceType: "t4g.large" });
      },
      "fleet with encrypted disks": (s) =>
        s.add("ec2.SpotFleetRequest", {
          iamFleetRole: "arn:aws:iam::123456789012:role/fleet",
          targetCapacity: 1,
          launchSpecifications: [{ ami: "ami-0123456789abcdef0", instanceType: "m7g.large", rootBlockDevices: [{ encrypted: true }] }],
        }),
      "disks of the launch template by its name": (s) => {
        const template = s.add("ec2.LaunchTemplate", {
          name: "records",
          blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
        });
        return s.add("ec2.Instance", { instanceType: "t4g.large", launchTemplate: { name: template.out("name") } });
      },
      "template of an image whose disks are encrypted": (s) => {
        const image = s.add("ec2.Ami", {
          rootDeviceName: "/dev/xvda",
          ebsBlockDevices: [{ deviceName: "/dev/xvda", encrypted: true, volumeSize: 20 }],
        });
        return s.add("ec2.LaunchTemplate", { imageId: image.out("id") });
      },
      "template of an encrypted copy of an image": (s) => {
        const image = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true });
        return s.add("ec2.LaunchTemplate", { imageId: image.out("id") });
      },
      "spot instance with an encrypted disk": (s) =>
        s.add("ec2.SpotInstanceRequest", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", rootBlockDevice: { encrypted: true } }),
      "fleet of an encrypted copy of an image": (s) => {
        const image = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true });
        return s.add("ec2.SpotFleetRequest", {
          iamFleetRole: s.later(),
          targetCapacity: 1,
          launchSpecifications: [{ ami: image.out("id"), instanceType: "t4g.large" }],
        });
      },
      "configuration of an encrypted copy of an image": (s) => {
        const image = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true });
        return s.add("ec2.LaunchConfiguration", { imageId: image.out("id"), instanceType: "t4g.large" });
      },
      "template with an instance store volume": (s) =>
        s.add("ec2.LaunchTemplate", {
          blockDeviceMappings: [
            { deviceName: "/dev/sdb", virtualName: "ephemeral0" },
            { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
          ],
        }),
    },
    bad: {
      "template of an image with a disk that is not encrypted": (s) => {
        const image = s.add("ec2.Ami", {
          rootDeviceName: "/dev/xvda",
          ebsBlockDevices: [{ deviceName: "/dev/xvda", encrypted: false, volumeSize: 20 }],
        });
        return s.add("ec2.LaunchTemplate", { imageId: image.out("id") });
      },
      "data disk not encrypted": (s) =>
        s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 100 }],
        }),
      "root disk left to the image": (s) => s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
      'template that says "false"': (s) =>
        s.add("ec2.LaunchTemplate", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false", volumeSize: 20 } }] }),
      "template that maps no disk": (s) => s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0" }),
      "configuration with an unencrypted root disk": (s) =>
        s.add("ec2.LaunchConfiguration", {
          imageId: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { volumeSize: 20 },
        }),
      "fleet with an unencrypted disk": (s) =>
        s.add("ec2.SpotFleetRequest", {
          iamFleetRole: "arn:aws:iam::123456789012:role/fleet",
          targetCapacity: 1,
          launchSpecifications: [{ ami: "ami-0123456789abcdef0", instanceType: "m7g.large" }],
        }),
      "disk of the launch template not encrypted": (s) => {
        const template = s.add("ec2.LaunchTemplate", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }] });
        return s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          launchTemplate: { id: template.out("id") },
        });
      },
      "root disk not encrypted, beside a launch template that would": (s) => {
        const template = s.add("ec2.LaunchTemplate", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }] });
        return s.add("ec2.Instance", {
          ami: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { encrypted: false },
          launchTemplate: { id: template.out("id") },
        });
      },
      "copy of an image, encryption left out": (s) => {
        const image = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1" });
        return s.add("ec2.Instance", { ami: image.out("id"), instanceType: "t4g.large" });
      },
      "spot instance that leaves it to the image": (s) =>
        s.add("ec2.SpotInstanceRequest", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" }),
      "configuration with an unencrypted data disk": (s) =>
        s.add("ec2.LaunchConfiguration", {
          imageId: "ami-0123456789abcdef0",
          instanceType: "t4g.large",
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 8, encrypted: false }],
        }),
      "fleet with an unencrypted data disk": (s) =>
        s.add("ec2.SpotFleetRequest", {
          iamFleetRole: s.later(),
          targetCapacity: 1,
          launchSpecifications: [
            {
              ami: "ami-0123456789abcdef0",
              instanceType: "t4g.large",
              rootBlockDevices: [{ encrypted: true }],
              ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: false }],
            },
          ],
        }),
      "fleet that leaves it to the image": (s) =>
        s.add("ec2.SpotFleetRequest", {
          iamFleetRole: s.later(),
          targetCapacity: 1,
          launchSpecifications: [{ ami: "ami-0123456789abcdef0", instanceType: "t4g.large" }],
        }),
    },
    unknown: {
      "flag known later": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", rootBlockDevice: { encrypted: s.later() } }),
      "launch template outside the stack": (s) =>
        s.add("ec2.Instance", { instanceType: "t4g.large", launchTemplate: { id: "lt-0123456789abcdef0" } }),
      "root disk of a snapshot outside the stack": (s) =>
        s.add("ec2.LaunchTemplate", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { snapshotId: "snap-0123456789abcdef0" } }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.Instance", { ami: "ami-0123456789abcdef0", instanceType: "t4g.large", tags: { DataClassification: "none" } }),
    },
  },
});
