import { any, defineRule } from "../../rule";

const because = "no KMS key is set, and SNS encrypts no message by default";

export default defineRule({
  id: "sns-encrypted-kms",
  title: "SNS topics are encrypted at rest with a KMS key",
  threat: "Messages that hold ePHI are stored for delivery and retry without server-side encryption.",
  remedy:
    "Set kmsMasterKeyId to a customer-managed key. alias/aws/sns encrypts as well, but AWS services cannot publish to a topic under that key.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(1)(ii)(B)", "164.312(e)(2)(ii)", "164.314(b)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["sns.Topic"],
  // AWS's own key encrypts too. A key of this stack is known to be set before its name is.
  check(topic, stack) {
    const key = topic.at((p) => p.kmsMasterKeyId);
    return any(
      stack.key(topic, key).isCustomerManaged(because),
      key.test((name) => name.trim() !== "", "a KMS key", because),
    );
  },
  equivalents: {
    config: ["sns-encrypted-kms"],
    cdkNag: ["HIPAA.Security-SNSEncryptedKMS"],
    prowler: ["sns_topics_kms_encryption_at_rest_enabled"],
    checkov: ["CKV_AWS_26"],
  },
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("sns.Topic", { kmsMasterKeyId: key.out("id") });
      },
      "AWS managed key": (s) => s.add("sns.Topic", { kmsMasterKeyId: "alias/aws/sns" }),
      "key by its alias": (s) => s.add("sns.Topic", { kmsMasterKeyId: "alias/clinic" }),
    },
    bad: {
      "no key": (s) => s.add("sns.Topic", {}),
      "empty key": (s) => s.add("sns.Topic", { kmsMasterKeyId: "" }),
    },
    unknown: {
      "key known later": (s) => s.add("sns.Topic", { kmsMasterKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("sns.Topic", { tags: { DataClassification: "none" } }),
    },
  },
});
