import { all, defineRule, notApplicable } from "../../rule";

const because = "point-in-time recovery is not enabled";
const table = { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" };
const source = "arn:aws:dynamodb:us-east-1:123456789012:table/patients";

export default defineRule({
  id: "dynamodb-pitr",
  title: "DynamoDB tables can be restored to any point in time",
  threat: "Items with ePHI that a faulty program overwrites or deletes cannot be brought back.",
  remedy: "Set pointInTimeRecovery.enabled to true, and pointInTimeRecovery to true on each replica.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)", "164.312(a)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dynamodb.Table", "dynamodb.TableReplica"],
  // A global table of 2017 (dynamodb.GlobalTable) has no setting of its own: its member tables are judged.
  check(table) {
    const replica = table.as("dynamodb.TableReplica");
    if (replica) {
      return replica
        .at((p) => p.pointInTimeRecovery)
        .or(false)
        .equals(true, because);
    }
    const whole = table.as("dynamodb.Table");
    if (!whole) return notApplicable();
    return all(
      whole
        .at((p) => p.pointInTimeRecovery?.enabled)
        .or(false)
        .equals(true, because),
      whole
        .list((p) => p.replicas)
        .each((member) =>
          member
            .at((p) => p.pointInTimeRecovery)
            .or(false)
            .equals(true, "point-in-time recovery of a replica is not enabled"),
        ),
    );
  },
  fix(table) {
    if (table.as("dynamodb.TableReplica")) return { pointInTimeRecovery: true };
    const replicas = table.as("dynamodb.Table")?.list((p) => p.replicas);
    // A list is replaced as a whole: replicas are left to their owner.
    return replicas?.state === "absent" ? { pointInTimeRecovery: { enabled: true } } : undefined;
  },
  equivalents: {
    config: ["dynamodb-pitr-enabled"],
    cdkNag: ["HIPAA.Security-DynamoDBPITREnabled"],
    prowler: ["dynamodb_tables_pitr_enabled"],
    checkov: ["CKV_AWS_28", "CKV_AWS_165"],
  },
  examples: {
    good: {
      "table without replicas": (s) => s.add("dynamodb.Table", { ...table, pointInTimeRecovery: { enabled: true } }),
      "table with a replica": (s) =>
        s.add("dynamodb.Table", {
          ...table,
          pointInTimeRecovery: { enabled: true },
          replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true }],
        }),
      "separate replica": (s) => s.add("dynamodb.TableReplica", { globalTableArn: source, pointInTimeRecovery: true }),
    },
    bad: {
      "switched off": (s) => s.add("dynamodb.Table", { ...table, pointInTimeRecovery: { enabled: false } }),
      "nothing set": (s) => s.add("dynamodb.Table", table),
      "replica left out": (s) =>
        s.add("dynamodb.Table", { ...table, pointInTimeRecovery: { enabled: true }, replicas: [{ regionName: "us-west-2" }] }),
      "separate replica with nothing set": (s) => s.add("dynamodb.TableReplica", { globalTableArn: source }),
    },
    unknown: {
      "flag known later": (s) => s.add("dynamodb.Table", { ...table, pointInTimeRecovery: { enabled: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
