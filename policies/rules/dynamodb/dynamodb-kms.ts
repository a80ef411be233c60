import { all, defineRule } from "../../rule";

const because = "the table is not encrypted with a customer-managed key";
const table = { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

// A replica that the table lists has a key of its own Region; without one it is under that Region's alias/aws/dynamodb.
export default defineRule({
  id: "dynamodb-kms",
  title: "DynamoDB tables are encrypted with a customer-managed KMS key",
  threat: "With a key that AWS owns nobody can limit or see who decrypts the table, or withdraw the key when ePHI has leaked.",
  remedy: "Set serverSideEncryption to { enabled: true, kmsKeyArn: a customer-managed KMS key }, and kmsKeyArn on each of replicas.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.Table"],
  // Without the block, and with enabled false, DynamoDB encrypts with a key that AWS owns; with enabled true and no key, with alias/aws/dynamodb.
  check(table, stack) {
    const key = table.at((p) => p.serverSideEncryption?.kmsKeyArn);
    return all(
      table
        .at((p) => p.serverSideEncryption?.enabled)
        .or(false)
        .equals(true, because),
      stack.key(table, key).isCustomerManaged(because),
      table
        .list((p) => p.replicas)
        .each((replica) =>
          stack
            .key(
              table,
              replica.at((r) => r.kmsKeyArn),
            )
            .isCustomerManaged("a replica is not encrypted with a customer-managed key"),
        ),
    );
  },
  equivalents: {
    config: ["dynamodb-table-encrypted-kms"],
    prowler: ["dynamodb_tables_kms_cmk_encryption_enabled"],
    checkov: ["CKV_AWS_119"],
  },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: key } }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: own.out("arn") } });
      },
    },
    bad: {
      "AWS's own key": (s) =>
        s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: "alias/aws/dynamodb" } }),
      "no block": (s) => s.add("dynamodb.Table", table),
      "no key": (s) => s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: true } }),
      "replica without a key": (s) =>
        s.add("dynamodb.Table", {
          ...table,
          serverSideEncryption: { enabled: true, kmsKeyArn: key },
          replicas: [{ regionName: "us-west-2" }],
        }),
      "switched off beside a key": (s) => s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: false, kmsKeyArn: key } }),
      "a key beside encryption that is left off": (s) =>
        s.addUntyped("dynamodb.Table", { ...table, serverSideEncryption: { kmsKeyArn: key } }),
    },
    unknown: {
      "key known later": (s) => s.add("dynamodb.Table", { ...table, serverSideEncryption: { enabled: true, kmsKeyArn: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
