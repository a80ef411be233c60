import { defineRule } from "../../rule";

export default defineRule({
  id: "cloudtrail-kms",
  title: "CloudTrail log files are encrypted with a customer-managed KMS key",
  threat: "Whoever may read the log bucket learns who holds ePHI, where, and how it is reached.",
  remedy: "Set kmsKeyId to the ARN of a customer-managed key whose policy lets cloudtrail.amazonaws.com call kms:GenerateDataKey*.",
  cites: ["164.312(a)(2)(iv)", "164.312(c)(1)", "164.312(c)(2)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // Without a key the files are encrypted with SSE-S3, which everyone who may read the bucket reads through. Whether the key's policy lets CloudTrail
  // encrypt is not looked at: AWS refuses the trail where it does not.
  check: (trail, stack) =>
    stack
      .key(
        trail,
        trail.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("log files are not encrypted with a customer-managed key"),
  equivalents: {
    config: ["cloud-trail-encryption-enabled"],
    cdkNag: ["HIPAA.Security-CloudTrailEncryptionEnabled"],
    prowler: ["cloudtrail_kms_encryption_enabled"],
    checkov: ["CKV_AWS_35"],
  },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", kmsKeyId: key.out("arn") });
      },
      "key by its ARN": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
      "key by its alias": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", kmsKeyId: "alias/trail" }),
    },
    bad: {
      "no key": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "empty key": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", kmsKeyId: "" }),
      "key of AWS": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", kmsKeyId: "alias/aws/s3" }),
    },
    unknown: {
      "key known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", kmsKeyId: s.later() }),
    },
    notApplicable: {
      "a CloudTrail Lake store, which has a rule of its own": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
