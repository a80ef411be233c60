import { isAurora } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { defineRule, integer, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

// There is no fix: switching backups on restarts a database that exists already.
export default defineRule({
  id: "rds-backup-retention",
  title: "RDS databases are backed up every day and keep the backups",
  threat: "ePHI that is deleted or damaged cannot be brought back once the last automated backup before it is gone.",
  remedy: "Set backupRetentionPeriod to 7 days or more.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)", "164.312(a)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  parameters: {
    minimumDays: integer({
      default: 7,
      minimum: 7,
      maximum: 35,
      description: "Days that automated backups are kept; AWS keeps them 35 days at most.",
    }),
  },
  check(database, _stack, { parameters }) {
    const because = `automated backups are kept for less than ${parameters.minimumDays} days`;
    const instance = database.as("rds.Instance");
    // The provider's defaults: an instance has no automated backups, a cluster keeps them one day.
    const days = database
      .at((p) => p.backupRetentionPeriod)
      .or(instance ? 0 : 1)
      .shown()
      .atLeast(parameters.minimumDays, because);
    if (!instance) return days;
    const elsewhere = or(instance.at((p) => p.engine).ask(isAurora), instance.at((p) => p.replicateSourceDb).present);
    return when(
      elsewhere,
      () => notApplicable("its cluster, or the database it replicates, is backed up"),
      () => days,
    );
  },
  equivalents: {
    config: ["db-instance-backup-enabled"],
    cdkNag: ["HIPAA.Security-RDSInstanceBackupEnabled"],
    prowler: ["rds_instance_backup_enabled"],
    checkov: ["CKV_AWS_133"],
    pulumi: [
      "aws-rds-instance-configure-backup-retention",
      "aws-rds-instance-enable-backup-retention",
      "aws-rds-cluster-configure-backup-retention",
      "aws-rds-cluster-enable-backup-retention",
    ],
  },
  examples: {
    good: {
      "seven days": (s) => s.add("rds.Instance", { ...instance, backupRetentionPeriod: 7 }),
      "cluster with thirty days": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", backupRetentionPeriod: 30 }),
    },
    bad: {
      "one day": (s) => s.add("rds.Instance", { ...instance, backupRetentionPeriod: 1 }),
      "instance without backups": (s) => s.add("rds.Instance", instance),
      "cluster with the default of one day": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
      "fewer than the site asks for": (s) => {
        s.parameters({ minimumDays: 30 });
        return s.add("rds.Instance", { ...instance, backupRetentionPeriod: 14 });
      },
    },
    unknown: {
      "days known later": (s) => s.add("rds.Instance", { ...instance, backupRetentionPeriod: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "read replica": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
      "read replica of a database of this stack": (s) => {
        const source = s.add("rds.Instance", { ...instance, backupRetentionPeriod: 7 });
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("arn") });
      },
      "Aurora instance": (s) => s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-mysql" }),
    },
  },
});
