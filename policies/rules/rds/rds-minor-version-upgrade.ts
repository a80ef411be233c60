import { isCustom } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

export default defineRule({
  id: "rds-minor-version-upgrade",
  title: "RDS databases take minor versions by themselves",
  threat: "A known hole in an old minor version lets an attacker reach ePHI after its fix has been out for months.",
  remedy: "Leave autoMinorVersionUpgrade out or set it to true.",
  cites: ["164.308(a)(5)(ii)(A)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.ClusterInstance", "rds.Cluster"],
  check(database) {
    const flag = database
      .at((p) => p.autoMinorVersionUpgrade)
      .or(true)
      .equals(true, "minor versions are not installed automatically");
    const instance = database.as("rds.Instance");
    if (!instance) return flag;
    // A replica names no engine, but RDS Custom always a profile of its own. Source: Amazon RDS User Guide, "Working with RDS Custom".
    return when(
      or(instance.at((p) => p.engine).ask(isCustom), instance.at((p) => p.customIamInstanceProfile).present),
      () => notApplicable("RDS Custom takes no minor versions by itself"),
      () => flag,
    );
  },
  fix: () => ({ autoMinorVersionUpgrade: true }),
  equivalents: {
    config: ["rds-automatic-minor-version-upgrade-enabled"],
    cdkNag: ["HIPAA.Security-RDSAutomaticMinorVersionUpgradeEnabled"],
    prowler: ["rds_instance_minor_version_upgrade_enabled", "rds_cluster_minor_version_upgrade_enabled"],
    checkov: ["CKV_AWS_226"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("rds.Instance", { ...instance, autoMinorVersionUpgrade: true }),
      "flag left out": (s) => s.add("rds.Instance", instance),
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, autoMinorVersionUpgrade: false }),
      "member of a cluster": (s) =>
        s.add("rds.ClusterInstance", {
          clusterIdentifier: "patients",
          instanceClass: "db.r7g.large",
          engine: "aurora-postgresql",
          autoMinorVersionUpgrade: false,
        }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, autoMinorVersionUpgrade: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, autoMinorVersionUpgrade: false, tags: { DataClassification: "none" } }),
      "RDS Custom, which refuses the flag": (s) =>
        s.add("rds.Instance", { instanceClass: "db.m6i.large", engine: "custom-oracle-ee", autoMinorVersionUpgrade: false }),
      "replica of RDS Custom": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.m6i.large",
          replicateSourceDb: "patients",
          customIamInstanceProfile: "AWSRDSCustomInstanceProfile",
          autoMinorVersionUpgrade: false,
        }),
    },
  },
});
