import { defineRule } from "../../rule";

const table = { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" };

export default defineRule({
  id: "dynamodb-deletion-protection",
  title: "DynamoDB tables are protected against deletion",
  threat: "One wrong call, or a replacement that nobody noticed in a preview, deletes a table of ePHI.",
  remedy: "Set deletionProtectionEnabled to true.",
  cites: ["164.308(a)(7)(i)", "164.312(c)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.Table", "dynamodb.TableReplica"],
  check: (table) =>
    table
      .at((p) => p.deletionProtectionEnabled)
      .or(false)
      .equals(true, "deletion protection is not enabled"),
  fix: () => ({ deletionProtectionEnabled: true }),
  equivalents: { prowler: ["dynamodb_table_deletion_protection_enabled"] },
  examples: {
    good: {
      table: (s) => s.add("dynamodb.Table", { ...table, deletionProtectionEnabled: true }),
      replica: (s) =>
        s.add("dynamodb.TableReplica", {
          globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/patients",
          deletionProtectionEnabled: true,
        }),
    },
    bad: {
      "flag false": (s) => s.add("dynamodb.Table", { ...table, deletionProtectionEnabled: false }),
      "flag left out": (s) => s.add("dynamodb.Table", table),
      "replica with the flag left out": (s) =>
        s.add("dynamodb.TableReplica", { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/patients" }),
    },
    unknown: {
      "flag known later": (s) => s.add("dynamodb.Table", { ...table, deletionProtectionEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
