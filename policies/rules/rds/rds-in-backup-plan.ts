import { isInBackupPlan } from "../../aws/backup-selection";
import { isAurora } from "../../aws/rds-engines";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };
const role = "arn:aws:iam::123456789012:role/backup";

export default defineRule({
  id: "rds-in-backup-plan",
  title: "RDS databases are in a backup plan",
  threat: "Backups that live and die with the database itself do not survive its deletion or the loss of its Region.",
  remedy: "Select the database in an aws.backup.Selection, by its ARN or its tags.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  // Advisory: backup plans often belong to another stack, and rds-backup-retention asks for the database's own backups.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database, stack) {
    const instance = database.as("rds.Instance");
    if (!instance) return isInBackupPlan({ resource: database, kind: "rds.Cluster", arns: "arn:aws:rds:*:*:cluster:*" }, stack);
    return when(
      instance.at((p) => p.engine).ask(isAurora),
      () => notApplicable("its cluster is backed up"),
      () => isInBackupPlan({ resource: instance, kind: "rds.Instance", arns: "arn:aws:rds:*:*:db:*" }, stack),
    );
  },
  equivalents: {
    config: ["rds-in-backup-plan", "aurora-resources-protected-by-backup-plan"],
    cdkNag: ["HIPAA.Security-RDSInBackupPlan"],
    prowler: ["rds_instance_protected_by_backup_plan", "rds_cluster_protected_by_backup_plan"],
    checkov: ["CKV2_AWS_8"],
  },
  examples: {
    good: {
      "selected by its ARN": (s) => {
        const found = s.add("rds.Instance", instance);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [found.out("arn")] });
        return found;
      },
      "every cluster": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: ["arn:aws:rds:*:*:cluster:*"] });
        return s.add("rds.Cluster", { engine: "aurora-postgresql" });
      },
    },
    bad: {
      "no backup plan": (s) => s.add("rds.Instance", instance),
      "another database is selected": (s) => {
        const other = s.add("rds.Instance", instance);
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [other.out("arn")] });
        return s.add("rds.Instance", instance);
      },
    },
    unknown: {
      "selection known later": (s) => {
        s.add("backup.Selection", { planId: "plan", iamRoleArn: role, resources: [s.later()] });
        return s.add("rds.Instance", instance);
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "an Aurora instance": (s) => s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-postgresql" }),
    },
  },
});
