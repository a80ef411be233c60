import { all, defineRule, missing, notApplicable } from "../../rule";

const because = "vectors are not encrypted under a customer-managed KMS key";

export default defineRule({
  id: "s3-vectors-kms",
  title: "S3 vector buckets and indexes are encrypted under a customer-managed KMS key",
  threat: "Vectors made of ePHI can be turned back into it, and no key policy guards them.",
  remedy: 'Set encryptionConfigurations with sseType "aws:kms" and a customer-managed kmsKeyArn; it cannot be changed later.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.VectorsVectorBucket", "s3.VectorsIndex"],
  // A bucket without a setting is under SSE-S3; an index without one is encrypted as its bucket, which is judged itself.
  // Source: Amazon S3 User Guide, "Data protection and encryption in S3 Vectors".
  check(store, stack) {
    const configurations = store.list((p) => p.encryptionConfigurations);
    return configurations.some(
      (configuration) =>
        all(
          configuration
            .at((c) => c.sseType)
            .or("AES256")
            .shown()
            .equals("aws:kms", because),
          stack
            .key(
              store,
              configuration.at((c) => c.kmsKeyArn),
            )
            .isCustomerManaged(because),
        ),
      () =>
        store.as("s3.VectorsIndex")
          ? notApplicable("it is encrypted as its vector bucket")
          : missing(store, because, "an encryption configuration"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("s3.VectorsVectorBucket", {
          vectorBucketName: "notes",
          encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: key.out("arn") }],
        });
      },
      "an index under a key of its own": (s) =>
        s.add("s3.VectorsIndex", {
          vectorBucketName: "notes",
          indexName: "visits",
          dataType: "float32",
          dimension: 1024,
          distanceMetric: "cosine",
          encryptionConfigurations: [
            { sseType: "aws:kms", kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
          ],
        }),
    },
    bad: {
      "nothing set": (s) => s.add("s3.VectorsVectorBucket", { vectorBucketName: "notes" }),
      "AWS's own key": (s) =>
        s.add("s3.VectorsVectorBucket", {
          vectorBucketName: "notes",
          encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/aws/s3" }],
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("s3.VectorsVectorBucket", {
          vectorBucketName: "notes",
          encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: s.later() }],
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.VectorsVectorBucket", { vectorBucketName: "catalogue", tags: { DataClassification: "none" } }),
      "an index that is encrypted as its bucket": (s) => {
        const bucket = s.add("s3.VectorsVectorBucket", { vectorBucketName: "notes" });
        return s.add("s3.VectorsIndex", {
          vectorBucketName: bucket.out("vectorBucketName"),
          indexName: "visits",
          dataType: "float32",
          dimension: 1024,
          distanceMetric: "cosine",
        });
      },
    },
  },
});
