import { all, defineRule, notApplicable } from "../../rule";

const table = { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" };

export default defineRule({
  id: "dynamodb-deletion-protection",
  title: "DynamoDB tables are protected against deletion",
  threat: "One wrong call, or a replacement that nobody noticed in a preview, deletes a table of ePHI.",
  remedy: "Set deletionProtectionEnabled to true, also on each of replicas.",
  cites: ["164.308(a)(7)(i)", "164.312(c)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.Table", "dynamodb.TableReplica"],
  // Each replica of a table is protected on its own: Amazon DynamoDB Developer Guide, "Using deletion protection".
  check: (table) =>
    all(
      table
        .at((p) => p.deletionProtectionEnabled)
        .or(false)
        .equals(true, "deletion protection is not enabled"),
      table
        .as("dynamodb.Table")
        ?.list((p) => p.replicas)
        .each((replica) =>
          replica
            .at((r) => r.deletionProtectionEnabled)
            .or(false)
            .equals(true, "deletion protection of a replica is not enabled"),
        ) ?? notApplicable(),
    ),
  fix: (table) =>
    (table.as("dynamodb.Table")?.list((p) => p.replicas).state ?? "absent") === "absent" ? { deletionProtectionEnabled: true } : undefined,
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
      "a replica without the flag": (s) =>
        s.add("dynamodb.Table", {
          ...table,
          deletionProtectionEnabled: true,
          streamEnabled: true,
          streamViewType: "NEW_AND_OLD_IMAGES",
          replicas: [{ regionName: "us-west-2" }],
        }),
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
