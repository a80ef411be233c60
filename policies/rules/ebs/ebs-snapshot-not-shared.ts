import { defineRule, list } from "../../rule";

const snapshot = "snap-0123456789abcdef0";

export default defineRule({
  id: "ebs-snapshot-not-shared",
  title: "EBS snapshots are shared with trusted accounts only",
  threat: "Another account makes volumes from the snapshot and reads the ePHI on them.",
  remedy: "Remove the permission, or name the account in the rule's parameter trustedAccounts.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  // Advisory: the resource cannot share with everyone, and whose an account is only the site knows.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.SnapshotCreateVolumePermission"],
  parameters: {
    trustedAccounts: list({ default: [], description: "Ids of the AWS accounts that snapshots may be shared with." }),
  },
  check: (permission, _stack, { parameters }) =>
    permission
      .at((p) => p.accountId)
      .test(
        (account) => parameters.trustedAccounts.includes(account),
        "a trusted account",
        "the snapshot is shared with an account that is not listed as trusted",
      ),
  equivalents: { config: ["ebs-snapshot-public-restorable-check"], prowler: ["ec2_ebs_public_snapshot"] },
  examples: {
    good: {
      "trusted account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: snapshot, accountId: "111122223333" });
      },
      "one of several trusted accounts": (s) => {
        s.parameters({ trustedAccounts: ["111122223333", "444455556666"] });
        return s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: snapshot, accountId: "444455556666" });
      },
    },
    bad: {
      "another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: snapshot, accountId: "444455556666" });
      },
      "no account is trusted": (s) => s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: snapshot, accountId: "111122223333" }),
    },
    unknown: {
      "account known later": (s) => s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: snapshot, accountId: s.later() }),
    },
    notApplicable: {
      "snapshot without ePHI": (s) => {
        const plain = s.add("ebs.Snapshot", { volumeId: "vol-0123456789abcdef0", tags: { DataClassification: "none" } });
        return s.add("ec2.SnapshotCreateVolumePermission", { snapshotId: plain.out("id"), accountId: "111122223333" });
      },
    },
  },
});
