import { defineRule } from "../../rule";

const task = {
  exportTaskIdentifier: "patients-2026",
  iamRoleArn: "arn:aws:iam::123456789012:role/export",
  s3BucketName: "exports",
};
const source = "arn:aws:rds:us-east-1:123456789012:snapshot:patients-2026";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "rds-export-kms",
  title: "RDS snapshots are exported under a customer-managed KMS key",
  threat: "Whoever reads the bucket reads a whole database of ePHI.",
  remedy: "Set kmsKeyId to a customer-managed KMS key. The bucket is judged by the rules on S3.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.ExportTask"],
  check: (task, stack) =>
    stack
      .key(
        task,
        task.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the export is not encrypted with a customer-managed key"),
  equivalents: {},
  examples: {
    good: {
      "key by its ARN": (s) => s.add("rds.ExportTask", { ...task, sourceArn: source, kmsKeyId: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("rds.ExportTask", { ...task, sourceArn: source, kmsKeyId: own.out("arn") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("rds.ExportTask", { ...task, sourceArn: source, kmsKeyId: "alias/aws/s3" }),
      "a disabled key": (s) => {
        const own = s.add("kms.Key", { isEnabled: false });
        return s.add("rds.ExportTask", { ...task, sourceArn: source, kmsKeyId: own.out("arn") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("rds.ExportTask", { ...task, sourceArn: source, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "snapshot without ePHI": (s) => {
        const snapshot = s.add("rds.Snapshot", {
          dbInstanceIdentifier: "reference",
          dbSnapshotIdentifier: "reference-2026",
          tags: { DataClassification: "none" },
        });
        return s.add("rds.ExportTask", { ...task, sourceArn: snapshot.out("dbSnapshotArn"), kmsKeyId: "alias/aws/s3" });
      },
    },
  },
});
