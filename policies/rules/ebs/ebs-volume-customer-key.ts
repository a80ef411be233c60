import { sameRegion } from "../../aws/region";
import { any, defineRule, fail, undetermined, when } from "../../rule";

const because = "the volume is not encrypted with a customer-managed key";
const volume = { availabilityZone: "us-east-1a", size: 100, encrypted: true };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "ebs-volume-customer-key",
  title: "EBS volumes are encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a volume's snapshots, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyId to a customer-managed KMS key, or name one for the account in an aws.ebs.DefaultKmsKey of the same Region.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ebs.Volume"],
  check(volume, stack) {
    const named = volume.at((p) => p.kmsKeyId);
    if (named.state !== "absent") return stack.key(volume, named).isCustomerManaged(because);
    const open = () => fail(because, [named.evidence("a customer-managed KMS key")]);
    const byAccount = () =>
      stack.some(
        "ebs.DefaultKmsKey",
        (setting) =>
          when(
            sameRegion(volume, setting),
            () =>
              stack
                .key(
                  setting,
                  setting.at((p) => p.keyArn),
                )
                .isCustomerManaged(because),
            open,
          ),
        open,
      );
    const snapshot = volume.at((p) => p.snapshotId);
    return when(
      // A default key reaches only what is encrypted.
      volume.at((p) => p.encrypted).is(false),
      open,
      () =>
        snapshot.state === "absent"
          ? byAccount()
          : // Made from an encrypted snapshot of the same account it keeps that one's key: Amazon EBS User Guide, "How Amazon EBS encryption works".
            any(
              byAccount(),
              undetermined("the key is that of the snapshot that the volume is made from", [named.evidence("a customer-managed KMS key")]),
            ),
    );
  },
  equivalents: { checkov: ["CKV_AWS_189"], pulumi: ["aws-ebs-volume-configure-customer-managed-key"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("ebs.Volume", { ...volume, kmsKeyId: key }),
      "the account's default key in this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        s.add("ebs.DefaultKmsKey", { keyArn: own.out("arn") });
        return s.add("ebs.Volume", volume);
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("ebs.Volume", { ...volume, kmsKeyId: "alias/aws/ebs" }),
      "no key": (s) => s.add("ebs.Volume", volume),
      "not encrypted, beside a default key": (s) => {
        s.add("ebs.DefaultKmsKey", { keyArn: key });
        return s.add("ebs.Volume", { ...volume, encrypted: false });
      },
    },
    unknown: {
      "key known later": (s) => s.add("ebs.Volume", { ...volume, kmsKeyId: s.later() }),
      "made from a snapshot": (s) => s.add("ebs.Volume", { ...volume, snapshotId: "snap-0123456789abcdef0" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ebs.Volume", { ...volume, tags: { DataClassification: "none" } }),
    },
  },
});
