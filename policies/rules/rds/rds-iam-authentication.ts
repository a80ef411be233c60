import { isAurora } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

/** Source: Amazon RDS User Guide, "IAM database authentication for MariaDB, MySQL, and PostgreSQL"; the other engines have none. */
const otherEngine = /^(oracle|sqlserver|db2|custom)-/;

export default defineRule({
  id: "rds-iam-authentication",
  title: "RDS databases know their users by IAM",
  threat: "A database password that people or programs share hides who read ePHI, and outlives whoever left.",
  remedy: "Set iamDatabaseAuthenticationEnabled to true and let people and programs log in with tokens of their own roles.",
  cites: ["164.312(d)", "164.312(a)(2)(i)"],
  severity: "medium",
  // Advisory: users with passwords of their own, or of a directory, are as unique.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database) {
    const engine = database.at((p) => p.engine);
    const elsewhere = database.as("rds.Instance")
      ? or(
          engine.ask(isAurora),
          engine.ask((name) => otherEngine.test(name)),
        )
      : "no";
    return when(
      elsewhere,
      () => notApplicable("the engine has no IAM authentication, or its cluster decides"),
      () =>
        database
          .at((p) => p.iamDatabaseAuthenticationEnabled)
          .or(false)
          .equals(true, "IAM database authentication is not enabled"),
    );
  },
  fix: () => ({ iamDatabaseAuthenticationEnabled: true }),
  equivalents: {
    cdkNag: ["AuroraMySQLPostgresIAMAuth"],
    prowler: ["rds_instance_iam_authentication_enabled", "rds_cluster_iam_authentication_enabled"],
    checkov: ["CKV_AWS_161", "CKV_AWS_162"],
  },
  examples: {
    good: {
      instance: (s) => s.add("rds.Instance", { ...instance, iamDatabaseAuthenticationEnabled: true }),
      cluster: (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", iamDatabaseAuthenticationEnabled: true }),
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, iamDatabaseAuthenticationEnabled: false }),
      "flag left out": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, iamDatabaseAuthenticationEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      Oracle: (s) => s.add("rds.Instance", { instanceClass: "db.m5.large", engine: "oracle-ee" }),
    },
  },
});
