import { defineRule } from "../../rule";

export default defineRule({
  id: "cloudtrail-lake-kms",
  title: "CloudTrail Lake stores are encrypted with a customer-managed KMS key",
  threat: "Nobody but AWS can shut off access to the record of who used ePHI.",
  remedy: "Set kmsKeyId to the ARN of a customer-managed key when the store is created; it cannot be changed afterwards.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.EventDataStore"],
  check: (store, stack) =>
    stack
      .key(
        store,
        store.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the store is not encrypted with a customer-managed key"),
  equivalents: { checkov: ["CKV_AWS_294"] },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("cloudtrail.EventDataStore", { kmsKeyId: key.out("arn") });
      },
      "key by its ARN": (s) =>
        s.add("cloudtrail.EventDataStore", {
          kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "no key": (s) => s.add("cloudtrail.EventDataStore", {}),
      "key of AWS": (s) => s.add("cloudtrail.EventDataStore", { kmsKeyId: "alias/aws/cloudtrail" }),
    },
    unknown: {
      "key known later": (s) => s.add("cloudtrail.EventDataStore", { kmsKeyId: s.later() }),
    },
    notApplicable: {
      "a trail, which has a rule of its own": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
    },
  },
});
