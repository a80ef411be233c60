import { isAurora } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

export default defineRule({
  id: "rds-deletion-protection",
  title: "RDS databases are protected against deletion",
  threat: "One wrong call, or a replacement that nobody noticed in a preview, deletes a database of ePHI with its automated backups.",
  remedy: "Set deletionProtection to true.",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)", "164.312(c)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster", "rds.GlobalCluster"],
  check(database) {
    const flag = database
      .at((p) => p.deletionProtection)
      .or(false)
      .equals(true, "deletion protection is not enabled");
    const instance = database.as("rds.Instance");
    if (!instance) return flag;
    return when(
      or(instance.at((p) => p.engine).ask(isAurora), instance.at((p) => p.replicateSourceDb).present),
      () => notApplicable("its cluster, or the database it replicates, holds the data"),
      () => flag,
    );
  },
  fix: () => ({ deletionProtection: true }),
  equivalents: {
    config: ["rds-cluster-deletion-protection-enabled"],
    cdkNag: ["HIPAA.Security-RDSInstanceDeletionProtectionEnabled"],
    prowler: ["rds_instance_deletion_protection", "rds_cluster_deletion_protection"],
    checkov: ["CKV_AWS_139", "CKV_AWS_293"],
  },
  examples: {
    good: {
      instance: (s) => s.add("rds.Instance", { ...instance, deletionProtection: true }),
      cluster: (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", deletionProtection: true }),
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, deletionProtection: false }),
      "cluster with the flag left out": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
      "global cluster with the flag left out": (s) => s.add("rds.GlobalCluster", { globalClusterIdentifier: "patients" }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, deletionProtection: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "read replica": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
    },
  },
});
