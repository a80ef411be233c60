import { volumeIsEncrypted } from "../../aws/ebs-encryption";
import { defineRule } from "../../rule";

export default defineRule({
  id: "ebs-volume-encrypted",
  title: "EBS volumes are encrypted",
  threat: "A detached, copied or discarded unencrypted volume discloses the ePHI on it.",
  remedy: "Set encrypted to true, or enable encryption by default with an aws.ebs.EncryptionByDefault in the same Region of this stack.",
  cites: ["164.312(a)(2)(iv)", "164.312(c)(1)", "164.312(c)(2)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["ebs.Volume"],
  check: (volume, stack) => volumeIsEncrypted(volume, stack, "the volume is not encrypted"),
  equivalents: {
    config: ["encrypted-volumes"],
    cdkNag: ["EC2EBSVolumeEncrypted"],
    prowler: ["ec2_ebs_volume_encryption"],
    checkov: ["CKV_AWS_3", "CKV2_AWS_2"],
    pulumi: ["aws-ebs-volume-disallow-unencrypted-volume"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, encrypted: true }),
      "flag as text": (s) => s.addUntyped("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, encrypted: "true" }),
      "account default in this stack": (s) => {
        s.add("ebs.EncryptionByDefault", { enabled: true });
        return s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100 });
      },
      "made from a snapshot of an encrypted volume": (s) => {
        const source = s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, encrypted: true });
        const snapshot = s.add("ebs.Snapshot", { volumeId: source.out("id") });
        return s.add("ebs.Volume", { availabilityZone: "us-east-1b", snapshotId: snapshot.out("id") });
      },
    },
    bad: {
      "flag false": (s) => s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, encrypted: false }),
      "flag left out": (s) => s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100 }),
      "account default of another Region": (s) => {
        s.add("ebs.EncryptionByDefault", { enabled: true, region: "us-west-2" });
        return s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, region: "us-east-1" });
      },
      "made from a snapshot of an unencrypted volume": (s) => {
        const source = s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100 });
        const snapshot = s.add("ebs.Snapshot", { volumeId: source.out("id") });
        return s.add("ebs.Volume", { availabilityZone: "us-east-1b", snapshotId: snapshot.out("id") });
      },
    },
    unknown: {
      "flag known later": (s) => s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, encrypted: s.later() }),
      "made from a snapshot outside the stack": (s) =>
        s.add("ebs.Volume", { availabilityZone: "us-east-1a", snapshotId: "snap-0123456789abcdef0" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ebs.Volume", { availabilityZone: "us-east-1a", size: 100, tags: { DataClassification: "none" } }),
    },
  },
});
