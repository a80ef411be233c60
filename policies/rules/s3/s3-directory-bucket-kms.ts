import { all, defineRule, missing } from "../../rule";

const because = "new objects are not encrypted under a customer-managed KMS key";

export default defineRule({
  id: "s3-directory-bucket-kms",
  title: "S3 directory buckets encrypt new objects under a customer-managed KMS key",
  threat: "Whoever may open a session on the bucket reads ePHI: no key policy stands in the way.",
  remedy:
    'Add an aws.s3.BucketServerSideEncryptionConfiguration for the directory bucket with sseAlgorithm "aws:kms" and a customer-managed kmsMasterKeyId.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.DirectoryBucket"],
  // A directory bucket takes SSE-S3, its default, or SSE-KMS with a customer-managed key; neither two layers nor the key aws/s3.
  // Source: Amazon S3 User Guide, "Setting and monitoring default encryption for directory buckets".
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketServerSideEncryptionConfiguration", (p) => p.bucket)
      .decide({
        present: (configuration) =>
          configuration
            .list((p) => p.rules)
            .some(
              (rule) =>
                all(
                  rule
                    .at((r) => r.applyServerSideEncryptionByDefault?.sseAlgorithm)
                    .or("AES256")
                    .shown()
                    .equals("aws:kms", because),
                  stack
                    .key(
                      configuration,
                      rule.at((r) => r.applyServerSideEncryptionByDefault?.kmsMasterKeyId),
                    )
                    .isCustomerManaged(because),
                ),
              () => missing(configuration, because, "a rule"),
            ),
        absent: () => missing(bucket, because, "a BucketServerSideEncryptionConfiguration"),
      }),
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const bucket = s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        const key = s.add("kms.Key", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("bucket"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.out("arn") } }],
        });
        return bucket;
      },
      "a key by alias": (s) => {
        const bucket = s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/records" } }],
        });
        return bucket;
      },
    },
    bad: {
      "nothing set": (s) => s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } }),
      "keys of S3's own": (s) => {
        const bucket = s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
        });
        return bucket;
      },
    },
    unknown: {
      "key known later": (s) => {
        const bucket = s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" } });
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: s.later() } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("s3.DirectoryBucket", {
          bucket: "scratch--use1-az4--x-s3",
          location: { name: "use1-az4" },
          tags: { DataClassification: "none" },
        }),
    },
  },
});
