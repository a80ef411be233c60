import type { Resource } from "../../graph/resource";
import { all, defineAccountRule, fail } from "../../rule";

const isOn = (setting: Resource<"ebs.EncryptionByDefault">) =>
  setting
    .at((p) => p.enabled)
    .or(true)
    .equals(true, "encryption of EBS volumes by default is switched off");

export default defineAccountRule({
  id: "ebs-encryption-by-default",
  title: "The account encrypts new EBS volumes by default",
  threat: "A volume that somebody makes outside of the reviewed programs holds ePHI unencrypted.",
  remedy: "Add an aws.ebs.EncryptionByDefault with enabled true in every Region in use.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  // The setting is held per Region: each that the program makes must be on. It is judged once the whole stack is read.
  check: (stack) =>
    all(
      stack.some("ebs.EncryptionByDefault", isOn, () => fail("encryption of EBS volumes by default is not enabled")),
      ...stack.all("ebs.EncryptionByDefault").map(isOn),
    ),
  equivalents: { config: ["ec2-ebs-encryption-by-default"], prowler: ["ec2_ebs_default_encryption"], checkov: ["CKV_AWS_106"] },
  examples: {
    good: {
      enabled: (s) => void s.add("ebs.EncryptionByDefault", { enabled: true }),
      "enabled by default": (s) => void s.add("ebs.EncryptionByDefault", {}),
    },
    bad: {
      "switched off": (s) => void s.add("ebs.EncryptionByDefault", { enabled: false }),
      "switched off in one Region of two": (s) => {
        s.add("ebs.EncryptionByDefault", { enabled: true, region: "us-east-1" });
        s.add("ebs.EncryptionByDefault", { enabled: false, region: "us-west-2" });
        return undefined;
      },
      "only a default key": (s) =>
        void s.add("ebs.DefaultKmsKey", { keyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }),
    },
    unknown: {
      "flag known later": (s) => void s.add("ebs.EncryptionByDefault", { enabled: s.later() }),
    },
    notApplicable: {
      "a stack that does not own the account's baseline": (s) => void s.settings({ accountBaseline: false }),
    },
  },
});
