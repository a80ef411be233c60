import { all, defineRule } from "../../rule";

const because = "the export is not encrypted with a customer-managed key";
const task = { tableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/patients", s3Bucket: "exports" };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "dynamodb-export-kms",
  title: "DynamoDB tables are exported under a customer-managed KMS key",
  threat: "Whoever reads the bucket reads a whole table of ePHI.",
  remedy: 'Set s3SseAlgorithm to "KMS" and s3SseKmsKeyId to a customer-managed KMS key.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.TableExport"],
  // Without an algorithm the export is encrypted with a key of S3's own.
  check: (task, stack) =>
    all(
      task
        .at((p) => p.s3SseAlgorithm)
        .or("AES256")
        .shown()
        .equals("KMS", because),
      stack
        .key(
          task,
          task.at((p) => p.s3SseKmsKeyId),
        )
        .isCustomerManaged(because),
    ),
  equivalents: {},
  examples: {
    good: {
      "key by its ARN": (s) => s.add("dynamodb.TableExport", { ...task, s3SseAlgorithm: "KMS", s3SseKmsKeyId: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("dynamodb.TableExport", { ...task, s3SseAlgorithm: "KMS", s3SseKmsKeyId: own.out("arn") });
      },
    },
    bad: {
      "S3's own key": (s) => s.add("dynamodb.TableExport", { ...task, s3SseAlgorithm: "AES256" }),
      "AWS's own key": (s) => s.add("dynamodb.TableExport", { ...task, s3SseAlgorithm: "KMS", s3SseKmsKeyId: "alias/aws/s3" }),
      "nothing set": (s) => s.add("dynamodb.TableExport", task),
    },
    unknown: {
      "key known later": (s) => s.add("dynamodb.TableExport", { ...task, s3SseAlgorithm: "KMS", s3SseKmsKeyId: s.later() }),
    },
    notApplicable: {
      "table without ePHI": (s) => {
        const table = s.add("dynamodb.Table", {
          hashKey: "id",
          attributes: [{ name: "id", type: "S" }],
          tags: { DataClassification: "none" },
        });
        return s.add("dynamodb.TableExport", { ...task, tableArn: table.out("arn") });
      },
    },
  },
});
