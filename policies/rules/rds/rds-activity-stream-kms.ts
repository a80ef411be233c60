import { defineRule } from "../../rule";

const stream = { resourceArn: "arn:aws:rds:us-east-1:123456789012:cluster:patients", mode: "async" };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "rds-activity-stream-kms",
  title: "Database activity streams are encrypted with a customer-managed KMS key",
  threat: "The statements of a database, with ePHI in them, can be read by whoever reads the stream.",
  remedy: "Set kmsKeyId to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(b)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.ClusterActivityStream"],
  // AWS takes a customer-managed key only: Amazon RDS User Guide, "Starting a database activity stream". Both modes record the same.
  check: (stream, stack) =>
    stack
      .key(
        stream,
        stream.at((p) => p.kmsKeyId),
      )
      .isCustomerManaged("the activity stream is not encrypted with a customer-managed key"),
  equivalents: { checkov: ["CKV_AWS_246"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("rds.ClusterActivityStream", { ...stream, kmsKeyId: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("rds.ClusterActivityStream", { ...stream, kmsKeyId: own.out("keyId") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("rds.ClusterActivityStream", { ...stream, kmsKeyId: "alias/aws/rds" }),
      "a disabled key": (s) => {
        const own = s.add("kms.Key", { isEnabled: false });
        return s.add("rds.ClusterActivityStream", { ...stream, kmsKeyId: own.out("keyId") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("rds.ClusterActivityStream", { ...stream, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "cluster without ePHI": (s) => {
        const cluster = s.add("rds.Cluster", { engine: "aurora-postgresql", tags: { DataClassification: "none" } });
        return s.add("rds.ClusterActivityStream", { resourceArn: cluster.out("arn"), mode: "async", kmsKeyId: "alias/aws/rds" });
      },
    },
  },
});
