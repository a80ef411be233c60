import { diskIsEncrypted, encryptedByAccountDefault } from "../../aws/ebs-encryption";
import { any, defineRule, notApplicable } from "../../rule";

const because = "a disk of the image is not encrypted";

export default defineRule({
  id: "ami-private-and-encrypted",
  title: "Machine images are private and encrypted",
  threat: "Everyone who may launch the image reads whatever ePHI and credentials its disks hold.",
  remedy:
    'Share with named accounts instead of the group "all"; set encrypted to true on an aws.ec2.AmiCopy and on each of ebsBlockDevices.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(iv)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.AmiLaunchPermission", "ec2.Ami", "ec2.AmiCopy"],
  check(image, stack) {
    const permission = image.as("ec2.AmiLaunchPermission");
    if (permission)
      return permission
        .at((p) => p.group)
        .shown()
        .noneOf(["all"], "everyone may launch the image");
    const copy = image.as("ec2.AmiCopy");
    if (copy) {
      const flag = copy.at((p) => p.encrypted);
      const source = copy.at((p) => p.sourceAmiId);
      // The copy of an encrypted image is encrypted whatever the flag says, but what a source outside of the stack holds cannot be seen.
      return flag.state === "absent"
        ? any(
            encryptedByAccountDefault(copy, flag, stack, because),
            stack.target(copy, source, "ec2.AmiCopy").decide({
              resource: (found) =>
                found
                  .at((p) => p.encrypted)
                  .or(false)
                  .equals(true, because),
              absent: () => flag.or(false).equals(true, because),
            }),
          )
        : flag.equals(true, because);
    }
    const registered = image.as("ec2.Ami");
    if (!registered) return notApplicable();
    return registered
      .list((p) => p.ebsBlockDevices)
      .each((disk) =>
        diskIsEncrypted({ of: registered, flag: disk.at((p) => p.encrypted), snapshot: disk.at((p) => p.snapshotId) }, stack, because),
      );
  },
  equivalents: { prowler: ["ec2_ami_public"], checkov: ["CKV_AWS_204", "CKV_AWS_205", "CKV_AWS_235", "CKV_AWS_236"] },
  examples: {
    good: {
      "shared with one account": (s) => s.add("ec2.AmiLaunchPermission", { imageId: "ami-0123456789abcdef0", accountId: "111122223333" }),
      "encrypted copy": (s) =>
        s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true }),
      "copy that the account encrypts": (s) => {
        s.add("ebs.EncryptionByDefault", { enabled: true });
        return s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1" });
      },
      "encrypted disk": (s) => s.add("ec2.Ami", { ebsBlockDevices: [{ deviceName: "/dev/xvda", volumeSize: 8, encrypted: true }] }),
      "copy of an encrypted copy": (s) => {
        const copy = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: true });
        return s.add("ec2.AmiCopy", { sourceAmiId: copy.out("id"), sourceAmiRegion: "us-east-1" });
      },
    },
    bad: {
      "shared with everyone": (s) => s.add("ec2.AmiLaunchPermission", { imageId: "ami-0123456789abcdef0", group: "all" }),
      "unencrypted copy": (s) =>
        s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1", encrypted: false }),
      "unencrypted disk": (s) => s.add("ec2.Ami", { ebsBlockDevices: [{ deviceName: "/dev/xvda", volumeSize: 8 }] }),
      "copy of a copy, neither encrypted": (s) => {
        const copy = s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1" });
        return s.add("ec2.AmiCopy", { sourceAmiId: copy.out("id"), sourceAmiRegion: "us-east-1" });
      },
    },
    unknown: {
      "group known later": (s) => s.add("ec2.AmiLaunchPermission", { imageId: "ami-0123456789abcdef0", group: s.later() }),
      "copy of an image outside the stack": (s) =>
        s.add("ec2.AmiCopy", { sourceAmiId: "ami-0123456789abcdef0", sourceAmiRegion: "us-east-1" }),
      "disk of a snapshot outside the stack": (s) =>
        s.add("ec2.Ami", { ebsBlockDevices: [{ deviceName: "/dev/xvda", snapshotId: "snap-0123456789abcdef0" }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Ami", { ebsBlockDevices: [{ deviceName: "/dev/xvda" }], tags: { DataClassification: "none" } }),
    },
  },
});
