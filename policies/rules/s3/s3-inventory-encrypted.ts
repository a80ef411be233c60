import { defineRule } from "../../rule";

export default defineRule({
  id: "s3-inventory-encrypted",
  title: "S3 inventories are encrypted under a KMS key",
  threat: "The list of all objects, whose names may tell of patients, lies open to whoever may read the destination.",
  remedy: "Set destination.bucket.encryption.sseKms with a keyId.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Inventory"],
  check: (inventory, stack) =>
    stack
      .key(
        inventory,
        inventory.at((p) => p.destination.bucket.encryption?.sseKms?.keyId),
      )
      .isCustomerManaged("the inventory is not encrypted under a KMS key"),
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("s3.Inventory", {
          bucket: "records",
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: {
            bucket: { bucketArn: "arn:aws:s3:::inventories", format: "Parquet", encryption: { sseKms: { keyId: key.out("arn") } } },
          },
        });
      },
      "a key of another stack": (s) =>
        s.add("s3.Inventory", {
          bucket: "records",
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: {
            bucket: {
              bucketArn: "arn:aws:s3:::inventories",
              format: "CSV",
              encryption: { sseKms: { keyId: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" } },
            },
          },
        }),
    },
    bad: {
      "nothing set": (s) =>
        s.add("s3.Inventory", {
          bucket: "records",
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: { bucket: { bucketArn: "arn:aws:s3:::inventories", format: "CSV" } },
        }),
      "keys of S3's own": (s) =>
        s.add("s3.Inventory", {
          bucket: "records",
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: { bucket: { bucketArn: "arn:aws:s3:::inventories", format: "CSV", encryption: { sseS3: {} } } },
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("s3.Inventory", {
          bucket: "records",
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: { bucket: { bucketArn: "arn:aws:s3:::inventories", format: "CSV", encryption: { sseKms: { keyId: s.later() } } } },
        }),
    },
    notApplicable: {
      "the inventory of a bucket that holds no ePHI": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DataClassification: "none" } });
        return s.add("s3.Inventory", {
          bucket: bucket.out("id"),
          includedObjectVersions: "All",
          schedule: { frequency: "Daily" },
          destination: { bucket: { bucketArn: "arn:aws:s3:::inventories", format: "CSV" } },
        });
      },
    },
  },
});
