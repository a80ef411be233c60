import { snapshotIsEncrypted } from "../../aws/ebs-encryption";
import { defineRule } from "../../rule";

const volume = { availabilityZone: "us-east-1a", size: 100 };

export default defineRule({
  id: "ebs-snapshot-encrypted",
  title: "EBS snapshots are encrypted",
  threat: "An unencrypted snapshot discloses the ePHI of its volume to whoever it is shared with.",
  remedy:
    "Encrypt the volume that a snapshot is taken from; set encrypted to true on an aws.ebs.SnapshotCopy or an aws.ebs.SnapshotImport.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ebs.Snapshot", "ebs.SnapshotCopy", "ebs.SnapshotImport"],
  check: (snapshot, stack) => snapshotIsEncrypted(snapshot, stack, "the snapshot is not encrypted"),
  equivalents: { prowler: ["ec2_ebs_snapshots_encrypted"], checkov: ["CKV_AWS_183"] },
  examples: {
    good: {
      "of an encrypted volume": (s) => {
        const source = s.add("ebs.Volume", { ...volume, encrypted: true });
        return s.add("ebs.Snapshot", { volumeId: source.out("id") });
      },
      "encrypted copy": (s) =>
        s.add("ebs.SnapshotCopy", { sourceRegion: "us-east-1", sourceSnapshotId: "snap-0123456789abcdef0", encrypted: true }),
      "encrypted import": (s) =>
        s.add("ebs.SnapshotImport", { diskContainer: { format: "VHD", url: "s3://images/disk.vhd" }, encrypted: true }),
    },
    bad: {
      "of an unencrypted volume": (s) => {
        const source = s.add("ebs.Volume", { ...volume, encrypted: false });
        return s.add("ebs.Snapshot", { volumeId: source.out("id") });
      },
      "unencrypted import": (s) =>
        s.add("ebs.SnapshotImport", { diskContainer: { format: "VHD", url: "s3://images/disk.vhd" }, encrypted: false }),
      "unencrypted copy": (s) =>
        s.add("ebs.SnapshotCopy", { sourceRegion: "us-east-1", sourceSnapshotId: "snap-0123456789abcdef0", encrypted: false }),
    },
    unknown: {
      "of a volume outside the stack": (s) => s.add("ebs.Snapshot", { volumeId: "vol-0123456789abcdef0" }),
      "copy of a snapshot outside the stack": (s) =>
        s.add("ebs.SnapshotCopy", { sourceRegion: "us-east-1", sourceSnapshotId: "snap-0123456789abcdef0" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ebs.Snapshot", { volumeId: "vol-0123456789abcdef0", tags: { DataClassification: "none" } }),
    },
  },
});
