import { all, defineRule, missing, notApplicable } from "../../rule";

const because = "tables are not encrypted under a customer-managed KMS key";

export default defineRule({
  id: "s3-tables-kms",
  title: "S3 table buckets and tables are encrypted under a customer-managed KMS key",
  threat: "Whoever may read the tables reads ePHI: no key policy stands in the way.",
  remedy: 'Set encryptionConfiguration with sseAlgorithm "aws:kms" and a customer-managed kmsKeyArn.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3tables.TableBucket", "s3tables.Table"],
  // A table bucket without a setting is under SSE-S3; a table without one is encrypted as its bucket, which is judged itself.
  // Source: Amazon S3 User Guide, "Protecting S3 table data with encryption".
  check(store, stack) {
    const configuration = store.at((p) => p.encryptionConfiguration);
    if (configuration.state === "absent") {
      return store.as("s3tables.Table")
        ? notApplicable("it is encrypted as its table bucket")
        : missing(store, because, "an encryption configuration");
    }
    return all(
      store
        .at((p) => p.encryptionConfiguration?.sseAlgorithm)
        .shown()
        .equals("aws:kms", because),
      stack
        .key(
          store,
          store.at((p) => p.encryptionConfiguration?.kmsKeyArn),
        )
        .isCustomerManaged(because),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("s3tables.TableBucket", { encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: key.out("arn") } });
      },
      "a table under a key of its own": (s) =>
        s.add("s3tables.Table", {
          tableBucketArn: "arn:aws:s3tables:us-east-1:111122223333:bucket/visits",
          namespace: "clinic",
          format: "ICEBERG",
          encryptionConfiguration: {
            sseAlgorithm: "aws:kms",
            kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("s3tables.TableBucket", {}),
      "AWS's own key": (s) =>
        s.add("s3tables.TableBucket", {
          encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:alias/aws/s3" },
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("s3tables.TableBucket", { encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3tables.TableBucket", { tags: { DataClassification: "none" } }),
      "a table that is encrypted as its bucket": (s) => {
        const bucket = s.add("s3tables.TableBucket", {});
        return s.add("s3tables.Table", { tableBucketArn: bucket.out("arn"), namespace: "clinic", format: "ICEBERG" });
      },
    },
  },
});
