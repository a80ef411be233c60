import type { Resource } from "../../graph/resource";
import { all, defineAccountRule, fail } from "../../rule";

const because = "machine images may be shared with everyone";

const blocks = (setting: Resource<"ec2.ImageBlockPublicAccess">) =>
  setting
    .at((p) => p.state)
    .shown()
    .equals("block-new-sharing", because);

export default defineAccountRule({
  id: "ami-block-public-access",
  title: "The account does not share machine images with everyone",
  threat: "Everyone on the Internet launches an image that somebody shares by mistake, and reads the ePHI on its disks.",
  remedy: 'Add an aws.ec2.ImageBlockPublicAccess with state "block-new-sharing" in every Region in use.',
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  // AWS blocks it by itself for accounts that had no public image in October 2023; the program has to say it for all others.
  // The setting is held per Region: each that the program makes must block.
  check: (stack) =>
    all(
      stack.some("ec2.ImageBlockPublicAccess", blocks, () => fail(because)),
      ...stack.all("ec2.ImageBlockPublicAccess").map(blocks),
    ),
  equivalents: { prowler: ["ec2_ami_account_block_public_access"] },
  examples: {
    good: {
      "new sharing": (s) => void s.add("ec2.ImageBlockPublicAccess", { state: "block-new-sharing" }),
      "in two Regions": (s) => {
        s.add("ec2.ImageBlockPublicAccess", { state: "block-new-sharing", region: "us-east-1" });
        return void s.add("ec2.ImageBlockPublicAccess", { state: "block-new-sharing", region: "us-west-2" });
      },
    },
    bad: {
      unblocked: (s) => void s.add("ec2.ImageBlockPublicAccess", { state: "unblocked" }),
      "in one Region of two": (s) => {
        s.add("ec2.ImageBlockPublicAccess", { state: "block-new-sharing", region: "us-east-1" });
        return void s.add("ec2.ImageBlockPublicAccess", { state: "unblocked", region: "us-west-2" });
      },
      "not in the stack": (s) => void s.add("ebs.EncryptionByDefault", {}),
    },
    unknown: {
      "state known later": (s) => void s.add("ec2.ImageBlockPublicAccess", { state: s.later() }),
    },
    notApplicable: {
      "a stack that does not own the account's baseline": (s) => void s.settings({ accountBaseline: false }),
    },
  },
});
