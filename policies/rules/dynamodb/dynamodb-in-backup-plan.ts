import { isInBackupPlan } from "../../aws/backup-selection";
import { defineRule } from "../../rule";

const table = { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST" };
const role = "arn:aws:iam::123456789012:role/backup";

export default defineRule({
  id: "dynamodb-in-backup-plan",
  title: "DynamoDB tables are in a backup plan",
  threat: "Point-in-time recovery ends with the table and reaches back 35 days at most; ePHI that is missed later is gone.",
  remedy: "Select the table in an aws.backup.Selection, by its ARN or its tags.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  // Advisory: backup plans often belong to another stack, and dynamodb-pitr asks for the table's own recovery.
  level: "advisory",
  applies: "ephi",
  on: ["dynamodb.Table"],
  check: (table, stack) => isInBackupPlan({ resource: table, kind: "dynamodb.Table", arns: "arn:aws:dynamodb:*:*:table/*" }, stack),
  equivalents: {
    config: ["dynamodb-in-backup-plan"],
    cdkNag: ["HIPAA.Security-DynamoDBInBackupPlan"],
    prowler: ["dynamodb_table_protected_by_backup_plan"],
  },
  examples: {
    good: {
      "selected by its ARN": (s) => {
        const found = s.add("dynamodb.Table", table);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [found.out("arn")] });
        return found;
      },
      "selected by a tag": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
        });
        return s.add("dynamodb.Table", { ...table, tags: { backup: "daily" } });
      },
    },
    bad: {
      "no backup plan": (s) => s.add("dynamodb.Table", table),
      "without the tag of the selection": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: role,
          selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
        });
        return s.add("dynamodb.Table", table);
      },
      "taken out of the selection": (s) => {
        const found = s.add("dynamodb.Table", table);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: ["*"], notResources: [found.out("arn")] });
        return found;
      },
    },
    unknown: {
      "selection known later": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [s.later()] });
        return s.add("dynamodb.Table", table);
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dynamodb.Table", { ...table, tags: { DataClassification: "none" } }),
    },
  },
});
