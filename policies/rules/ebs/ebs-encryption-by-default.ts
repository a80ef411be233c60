import { defineAccountRule, fail } from "../../rule";

export default defineAccountRule({
  id: "ebs-encryption-by-default",
  title: "The account encrypts new EBS volumes by default",
  threat: "A volume that somebody makes outside of the reviewed programs holds ePHI unencrypted.",
  remedy: "Add an aws.ebs.EncryptionByDefault with enabled true in every Region in use.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  check: (stack) =>
    stack.some(
      "ebs.EncryptionByDefault",
      (setting) =>
        setting
          .at((p) => p.enabled)
          .or(true)
          .equals(true, "encryption of EBS volumes by default is switched off"),
      () => fail("encryption of EBS volumes by default is not enabled"),
    ),
  equivalents: { config: ["ec2-ebs-encryption-by-default"], prowler: ["ec2_ebs_default_encryption"], checkov: ["CKV_AWS_106"] },
  examples: {
    good: {
      enabled: (s) => void s.add("ebs.EncryptionByDefault", { enabled: true }),
      "enabled by default": (s) => void s.add("ebs.EncryptionByDefault", {}),
    },
    bad: {
      "switched off": (s) => void s.add("ebs.EncryptionByDefault", { enabled: false }),
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
