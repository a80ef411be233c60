import type { Resource } from "../../graph/resource";
import { all, defineAccountRule, fail } from "../../rule";

const because = "EBS snapshots may be shared with everyone";

const blocks = (setting: Resource<"ebs.SnapshotBlockPublicAccess">) =>
  setting
    .at((p) => p.state)
    .shown()
    .oneOf(["block-all-sharing", "block-new-sharing"], because);

export default defineAccountRule({
  id: "ebs-snapshot-block-public-access",
  title: "The account does not share EBS snapshots with everyone",
  threat: "Everyone on the Internet makes volumes from a snapshot that somebody shares by mistake, and reads the ePHI on them.",
  remedy: 'Add an aws.ebs.SnapshotBlockPublicAccess with state "block-all-sharing" in every Region in use.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  // "block-new-sharing" keeps what is public public, but adds nothing to it.
  // The setting is held per Region: each that the program makes must block.
  check: (stack) =>
    all(
      stack.some("ebs.SnapshotBlockPublicAccess", blocks, () => fail(because)),
      ...stack.all("ebs.SnapshotBlockPublicAccess").map(blocks),
    ),
  equivalents: { config: ["ebs-snapshot-public-restorable-check"], prowler: ["ec2_ebs_snapshot_account_block_public_access"] },
  examples: {
    good: {
      "all sharing": (s) => void s.add("ebs.SnapshotBlockPublicAccess", { state: "block-all-sharing" }),
      "new sharing": (s) => void s.add("ebs.SnapshotBlockPublicAccess", { state: "block-new-sharing" }),
    },
    bad: {
      unblocked: (s) => void s.add("ebs.SnapshotBlockPublicAccess", { state: "unblocked" }),
      "in one Region of two": (s) => {
        s.add("ebs.SnapshotBlockPublicAccess", { state: "block-new-sharing", region: "us-east-1" });
        return void s.add("ebs.SnapshotBlockPublicAccess", { state: "unblocked", region: "us-west-2" });
      },
      "not in the stack": (s) => void s.add("ebs.EncryptionByDefault", {}),
    },
    unknown: {
      "state known later": (s) => void s.add("ebs.SnapshotBlockPublicAccess", { state: s.later() }),
    },
    notApplicable: {
      "a stack that does not own the account's baseline": (s) => void s.settings({ accountBaseline: false }),
    },
  },
});
