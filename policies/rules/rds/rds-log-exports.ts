import { activityLogs, isAurora, isCustom } from "../../aws/rds-engines";
import { or } from "../../aws/ternary";
import { all, any, defineRule, fail, notApplicable, undetermined, type Verdict, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

export default defineRule({
  id: "rds-log-exports",
  title: "RDS databases export the logs of their activity to CloudWatch Logs",
  threat: "Who connected to a database and what failed cannot be reviewed, and the logs on its disk are gone after days.",
  remedy:
    'List the log types in enabledCloudwatchLogsExports: "postgresql"; "audit" and "error" for MySQL and MariaDB; "alert", "audit" and "listener" for Oracle; "error" for SQL Server; "diag.log" for Db2.',
  cites: ["164.312(b)", "164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(A)", "164.308(a)(5)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  // Only the logs that record connections and activity are asked for: "general" and "slowquery" copy the text of statements, and ePHI with it.
  check(database) {
    const engine = database.at((p) => p.engine);
    const exports = database.list((p) => p.enabledCloudwatchLogsExports);
    const judged = (): Verdict => {
      if (exports.state === "unknown") {
        return undetermined(`${exports.cell.path} is not known before deployment`, [exports.cell.evidence("the logs of activity")]);
      }
      const types = exports.cells.map((type) => type.shown());
      if (types.length === 0) return fail("no log is exported", [exports.cell.evidence("the logs of activity")]);
      const wanted = activityLogs(engine.value ?? "");
      if (!wanted) return undetermined("which logs the engine has is not known here", [engine.shown().evidence("a known engine")]);
      return all(...wanted.map((log) => any(...types.map((type) => type.equals(log, `the log "${log}" is not exported`)))));
    };
    const elsewhere = database.as("rds.Instance") ? or(engine.ask(isAurora), engine.ask(isCustom)) : "no";
    return when(elsewhere, () => notApplicable("Aurora exports through its cluster, RDS Custom not at all"), judged);
  },
  equivalents: {
    config: ["rds-logging-enabled"],
    cdkNag: ["HIPAA.Security-RDSLoggingEnabled"],
    prowler: ["rds_instance_integration_cloudwatch_logs", "rds_cluster_integration_cloudwatch_logs"],
    checkov: ["CKV_AWS_129", "CKV_AWS_324", "CKV_AWS_325"],
  },
  examples: {
    good: {
      PostgreSQL: (s) => s.add("rds.Instance", { ...instance, enabledCloudwatchLogsExports: ["postgresql"] }),
      "Aurora MySQL": (s) =>
        s.add("rds.Cluster", { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit", "error", "slowquery"] }),
    },
    bad: {
      "PostgreSQL without its log": (s) => s.add("rds.Instance", { ...instance, enabledCloudwatchLogsExports: ["upgrade"] }),
      "no exports": (s) => s.add("rds.Instance", instance),
      "Aurora MySQL without its audit log": (s) =>
        s.add("rds.Cluster", { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error", "slowquery"] }),
    },
    unknown: {
      "list known later": (s) => s.add("rds.Instance", { ...instance, enabledCloudwatchLogsExports: s.later() }),
      "replica whose engine is its source's": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          replicateSourceDb: "patients",
          enabledCloudwatchLogsExports: ["postgresql"],
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "an Aurora instance exports through its cluster": (s) =>
        s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-postgresql" }),
    },
  },
});
