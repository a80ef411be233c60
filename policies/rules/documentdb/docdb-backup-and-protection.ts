import { all, defineRule, integer, notApplicable } from "../../rule";

const elastic = {
  adminUserName: "owner",
  adminUserPassword: "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-AbCdEf",
  authType: "SECRET_ARN",
  shardCapacity: 2,
  shardCount: 1,
};

export default defineRule({
  id: "docdb-backup-and-protection",
  title: "DocumentDB clusters keep backups and are protected against deletion",
  threat: "ePHI that is deleted or damaged, with the cluster or in it, cannot be brought back.",
  remedy: "Set backupRetentionPeriod to 7 days or more, deletionProtection to true, and leave skipFinalSnapshot out.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.Cluster", "docdb.ElasticCluster", "docdb.GlobalCluster"],
  parameters: {
    minimumDays: integer({
      default: 7,
      minimum: 7,
      maximum: 35,
      description: "Days that automated backups are kept; AWS keeps them 35 days at most.",
    }),
  },
  // Elastic clusters have no deletion protection.
  check(database, _stack, { parameters }) {
    const global = database.as("docdb.GlobalCluster");
    if (global) {
      return global
        .at((p) => p.deletionProtection)
        .or(false)
        .equals(true, "deletion protection is not enabled");
    }
    const regional = database.as("docdb.Cluster") ?? database.as("docdb.ElasticCluster");
    if (!regional) return notApplicable();
    const days = regional
      .at((p) => p.backupRetentionPeriod)
      .or(1)
      .shown()
      .atLeast(parameters.minimumDays, `backups are kept for less than ${parameters.minimumDays} days`);
    const cluster = database.as("docdb.Cluster");
    if (!cluster) return days;
    return all(
      days,
      cluster
        .at((p) => p.deletionProtection)
        .or(false)
        .equals(true, "deletion protection is not enabled"),
      cluster
        .at((p) => p.skipFinalSnapshot)
        .or(false)
        .equals(false, "no snapshot is taken when the cluster is deleted"),
    );
  },
  equivalents: {
    cdkNag: ["DocumentDBClusterBackupRetentionPeriod"],
    prowler: ["documentdb_cluster_backup_enabled", "documentdb_cluster_deletion_protection"],
    checkov: ["CKV_AWS_360"],
  },
  examples: {
    good: {
      cluster: (s) => s.add("docdb.Cluster", { backupRetentionPeriod: 7, deletionProtection: true }),
      "global cluster": (s) =>
        s.add("docdb.GlobalCluster", { globalClusterIdentifier: "notes", engine: "docdb", deletionProtection: true }),
      "elastic cluster": (s) => s.add("docdb.ElasticCluster", { ...elastic, backupRetentionPeriod: 14 }),
    },
    bad: {
      "one day": (s) => s.add("docdb.Cluster", { backupRetentionPeriod: 1, deletionProtection: true }),
      "not protected": (s) => s.add("docdb.Cluster", { backupRetentionPeriod: 7 }),
      "global cluster that is not protected": (s) => s.add("docdb.GlobalCluster", { globalClusterIdentifier: "notes", engine: "docdb" }),
      "no last snapshot": (s) => s.add("docdb.Cluster", { backupRetentionPeriod: 7, deletionProtection: true, skipFinalSnapshot: true }),
    },
    unknown: {
      "days known later": (s) => s.add("docdb.Cluster", { backupRetentionPeriod: s.later(), deletionProtection: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
