import { defineRule } from "../../rule";

export default defineRule({
  id: "s3-files-kms",
  title: "S3 file systems are encrypted under a customer-managed KMS key",
  threat: "Whoever may mount the file system reads ePHI: no key policy stands in the way.",
  remedy: "Set kmsKeyId to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.FilesFileSystem"],
  check: (fileSystem, stack) =>
    stack
      .key(
        fileSystem,
        fileSystem.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the file system is not encrypted under a customer-managed KMS key"),
  equivalents: {},
  examples: {
    good: {
      "a key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("s3.FilesFileSystem", {
          bucket: "records",
          roleArn: "arn:aws:iam::111122223333:role/files",
          kmsKeyId: key.out("arn"),
        });
      },
      "a key by alias": (s) =>
        s.add("s3.FilesFileSystem", { bucket: "records", roleArn: "arn:aws:iam::111122223333:role/files", kmsKeyId: "alias/records" }),
    },
    bad: {
      "no key": (s) => s.add("s3.FilesFileSystem", { bucket: "records", roleArn: "arn:aws:iam::111122223333:role/files" }),
      "AWS's own key": (s) =>
        s.add("s3.FilesFileSystem", { bucket: "records", roleArn: "arn:aws:iam::111122223333:role/files", kmsKeyId: "alias/aws/s3" }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("s3.FilesFileSystem", { bucket: "records", roleArn: "arn:aws:iam::111122223333:role/files", kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("s3.FilesFileSystem", {
          bucket: "assets",
          roleArn: "arn:aws:iam::111122223333:role/files",
          tags: { DataClassification: "none" },
        }),
    },
  },
});
