import type { Cell } from "../../cell";
import type { Referrer } from "../../graph/stack";
import { defineRule, missing, notApplicable, when } from "../../rule";

export default defineRule({
  id: "s3-default-encryption-customer-key",
  title: "S3 buckets encrypt new objects under a customer-managed KMS key",
  threat: "AWS's own key cannot be limited, shared on purpose or withdrawn: whoever may read the bucket reads ePHI.",
  remedy: "Set kmsMasterKeyId in applyServerSideEncryptionByDefault to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  // Whether the default is KMS at all is s3-default-encryption-kms's question.
  check(bucket, stack) {
    const underOwnKey = (holder: Referrer, algorithm: Cell<string>, key: Cell<string>) =>
      when(
        algorithm.is("aws:kms", "aws:kms:dsse"),
        () => stack.key(holder, key).isCustomerManaged("new objects are encrypted under the key aws/s3"),
        () => notApplicable("its default encryption is not under KMS"),
      );
    return stack
      .attached(bucket, "s3.BucketServerSideEncryptionConfiguration", (p) => p.bucket)
      .decide({
        present: (configuration) =>
          configuration
            .list((p) => p.rules)
            .some(
              (rule) =>
                underOwnKey(
                  configuration,
                  rule.at((r) => r.applyServerSideEncryptionByDefault?.sseAlgorithm),
                  rule.at((r) => r.applyServerSideEncryptionByDefault?.kmsMasterKeyId),
                ),
              () => missing(configuration, "the encryption configuration has no rule", "a rule"),
            ),
        absent: () =>
          underOwnKey(
            bucket,
            bucket.at((p) => p.serverSideEncryptionConfiguration?.rule.applyServerSideEncryptionByDefault?.sseAlgorithm),
            bucket.at((p) => p.serverSideEncryptionConfiguration?.rule.applyServerSideEncryptionByDefault?.kmsMasterKeyId),
          ),
      });
  },
  equivalents: { pulumi: ["aws-s3-bucket-configure-server-side-encryption-customer-managed-key"] },
  examples: {
    good: {
      "key of the stack": (s) => {
        const bucket = s.add("s3.Bucket", {});
        const key = s.add("kms.Key", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.out("arn") } }],
        });
        return bucket;
      },
      "key by alias, inline in the older class": (s) =>
        s.add("s3.BucketV2", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/records" }] }] },
          ],
        }),
    },
    bad: {
      "no key: AWS takes its own": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
        });
        return bucket;
      },
      "AWS's own key by alias, inline in the older class": (s) =>
        s.add("s3.BucketV2", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" }] }] },
          ],
        }),
      "AWS's own key, two layers": (s) =>
        s.add("s3.BucketV2", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: "alias/aws/s3" }] }] },
          ],
        }),
    },
    unknown: {
      "key known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: s.later() } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
      "keys of S3's own": (s) => s.add("s3.Bucket", {}),
      "AWS's own key, no ePHI": (s) =>
        s.add("s3.BucketV2", {
          tags: { DataClassification: "none" },
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" }] }] },
          ],
        }),
    },
  },
});
