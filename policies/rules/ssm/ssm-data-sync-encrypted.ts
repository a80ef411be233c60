import { defineRule } from "../../rule";

export default defineRule({
  id: "ssm-data-sync-encrypted",
  title: "Inventory that Systems Manager delivers is encrypted with a customer-managed KMS key",
  threat: "Whoever may read the bucket learns what runs on the machines that hold ePHI, and which hole to use.",
  remedy: "Set s3Destination.kmsKeyArn to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "low",
  // A hint: the bucket's own default encryption may use such a key.
  level: "advisory",
  applies: "always",
  on: ["ssm.ResourceDataSync"],
  check: (sync, stack) =>
    stack
      .key(
        sync,
        sync.at((p) => p.s3Destination.kmsKeyArn),
      )
      .isCustomerManaged("the inventory is not encrypted with a customer-managed key"),
  equivalents: {},
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("ssm.ResourceDataSync", {
          s3Destination: { bucketName: "inventory", region: "eu-central-1", kmsKeyArn: key.out("arn") },
        });
      },
      "key by its ARN": (s) =>
        s.add("ssm.ResourceDataSync", {
          s3Destination: {
            bucketName: "inventory",
            region: "eu-central-1",
            kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          },
        }),
    },
    bad: {
      "no key": (s) => s.add("ssm.ResourceDataSync", { s3Destination: { bucketName: "inventory", region: "eu-central-1" } }),
      "key of AWS": (s) =>
        s.add("ssm.ResourceDataSync", {
          s3Destination: {
            bucketName: "inventory",
            region: "eu-central-1",
            kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:alias/aws/s3",
          },
        }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("ssm.ResourceDataSync", { s3Destination: { bucketName: "inventory", region: "eu-central-1", kmsKeyArn: s.later() } }),
    },
    notApplicable: {
      "an association": (s) => s.add("ssm.Association", { name: "AWS-GatherSoftwareInventory" }),
    },
  },
});
