import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { splitFamily } from "../../aws/rds-engines";
import type { Stack } from "../../graph/stack";
import { all, any, defineRule, fail, notApplicable, undetermined, type Verdict, when } from "../../rule";

const because = "statements are not audited";

/**
 * An activity stream of an Aurora cluster records all statements without these parameters; which group its cluster has is not followed.
 * Source: Amazon Aurora User Guide, "Monitoring Amazon Aurora with Database Activity Streams".
 */
function streamed(stack: Stack): Verdict {
  return stack.some(
    "rds.ClusterActivityStream",
    (stream) =>
      undetermined("whether the activity stream is of this group's cluster is not known", [stream.evidence("a stream", "a stream")]),
    () => fail(because),
  );
}

export default defineRule({
  id: "rds-query-audit-parameter",
  title: "RDS databases audit the statements that they run",
  threat: "Nobody can tell who read or changed which records of ePHI.",
  remedy:
    'PostgreSQL: set pgaudit.log and add pgaudit to shared_preload_libraries, or set log_statement to "ddl" or more. Aurora MySQL: set server_audit_logging to "1". MySQL and MariaDB: add the option MARIADB_AUDIT_PLUGIN.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.ParameterGroup", "rds.ClusterParameterGroup", "rds.OptionGroup"],
  check(group, stack) {
    const options = group.as("rds.OptionGroup");
    if (options) {
      return when(
        options.at((p) => p.engineName).is("mysql", "mariadb"),
        () =>
          options
            .list((p) => p.options)
            .some(
              (option) =>
                option
                  .at((p) => p.optionName)
                  .shown()
                  .equals("MARIADB_AUDIT_PLUGIN", because),
              () => fail(because, [options.at((p) => p.options).evidence("the option MARIADB_AUDIT_PLUGIN")]),
            ),
        () => notApplicable("the engine audits by its parameters"),
      );
    }
    const parameterGroup = group.as("rds.ParameterGroup");
    const clusterGroup = group.as("rds.ClusterParameterGroup");
    const family = parameterGroup?.at((p) => p.family) ?? clusterGroup?.at((p) => p.family);
    const parameters = parameterGroup?.list<NamedParameter>((p) => p.parameters) ?? clusterGroup?.list<NamedParameter>((p) => p.parameters);
    if (!family || !parameters) return notApplicable();
    if (family.value === undefined)
      return undetermined(`${family.path} is not known before deployment`, [family.evidence("a known family")]);
    const { engine } = splitFamily(family.value);
    const missing = () => fail(because, [parameters.cell.evidence("parameters that audit statements")]);
    // The instances of an Aurora cluster take these settings from the cluster's group.
    if (engine.startsWith("aurora") && parameterGroup) return notApplicable("the cluster's parameter group decides");
    if (engine === "aurora-mysql") {
      return any(
        judgeParameter(parameters, "server_audit_logging", (value) => value.oneOf(["1", "ON"], because), missing),
        streamed(stack),
      );
    }
    if (!engine.endsWith("postgres") && engine !== "aurora-postgresql")
      return notApplicable("the engine audits by an option group, or by itself");
    const pgaudit: Verdict = all(
      any(
        judgeParameter(
          parameters,
          "pgaudit.log",
          (value) => value.noneOf(["none"], because),
          () => undetermined("pgaudit.log may be set in each database", [parameters.cell.evidence("pgaudit.log")]),
        ),
        judgeParameter(parameters, "pgaudit.role", (value) => value.isSet(because), missing),
      ),
      judgeParameter(
        parameters,
        "shared_preload_libraries",
        (value) => value.test((libraries: unknown) => String(libraries).includes("pgaudit"), "pgaudit among them", because),
        missing,
      ),
    );
    return any(
      judgeParameter(parameters, "log_statement", (value) => value.oneOf(["ddl", "mod", "all"], because), missing),
      pgaudit,
      engine === "aurora-postgresql" ? streamed(stack) : missing(),
    );
  },
  equivalents: { cdkNag: ["AuroraMySQLLogging"], checkov: ["CKV2_AWS_27", "CKV2_AWS_30", "CKV_AWS_325"] },
  examples: {
    good: {
      "PostgreSQL with pgaudit": (s) =>
        s.add("rds.ParameterGroup", {
          family: "postgres16",
          parameters: [
            { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit", applyMethod: "pending-reboot" },
            { name: "pgaudit.log", value: "read,write,ddl,role" },
          ],
        }),
      "PostgreSQL that audits objects": (s) =>
        s.add("rds.ParameterGroup", {
          family: "postgres16",
          parameters: [
            { name: "shared_preload_libraries", value: "pgaudit", applyMethod: "pending-reboot" },
            { name: "pgaudit.role", value: "rds_pgaudit" },
          ],
        }),
      "PostgreSQL with log_statement": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: "ddl" }] }),
      "Aurora MySQL": (s) =>
        s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0", parameters: [{ name: "server_audit_logging", value: "1" }] }),
      "MySQL with its plugin": (s) =>
        s.add("rds.OptionGroup", { engineName: "mysql", majorEngineVersion: "8.0", options: [{ optionName: "MARIADB_AUDIT_PLUGIN" }] }),
      "Aurora MySQL, in words": (s) =>
        s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0", parameters: [{ name: "server_audit_logging", value: "ON" }] }),
      "MariaDB with its plugin": (s) =>
        s.add("rds.OptionGroup", { engineName: "mariadb", majorEngineVersion: "10.11", options: [{ optionName: "MARIADB_AUDIT_PLUGIN" }] }),
      "PostgreSQL that logs changes": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: "mod" }] }),
      "PostgreSQL that logs everything": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: "all" }] }),
      "Aurora PostgreSQL that logs definitions": (s) =>
        s.add("rds.ClusterParameterGroup", { family: "aurora-postgresql16", parameters: [{ name: "log_statement", value: "ddl" }] }),
    },
    bad: {
      "PostgreSQL with log_statement none": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: "none" }] }),
      "pgaudit that is not loaded": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "pgaudit.log", value: "all" }] }),
      "Aurora MySQL with nothing set": (s) => s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0" }),
      "MySQL without its plugin": (s) => s.add("rds.OptionGroup", { engineName: "mysql", majorEngineVersion: "8.0" }),
      "pgaudit that is loaded and logs nothing": (s) =>
        s.add("rds.ParameterGroup", {
          family: "postgres16",
          parameters: [
            { name: "shared_preload_libraries", value: "pgaudit" },
            { name: "pgaudit.log", value: "none" },
          ],
        }),
      "PostgreSQL beside the activity stream of a cluster": (s) => {
        s.add("rds.ClusterActivityStream", { resourceArn: s.later(), mode: "async", kmsKeyId: s.later() });
        return s.add("rds.ParameterGroup", { family: "postgres16" });
      },
    },
    unknown: {
      "pgaudit that is set up in the database": (s) =>
        s.add("rds.ParameterGroup", {
          family: "postgres16",
          parameters: [{ name: "shared_preload_libraries", value: "pgaudit", applyMethod: "pending-reboot" }],
        }),
      "Aurora with an activity stream": (s) => {
        s.add("rds.ClusterActivityStream", {
          resourceArn: "arn:aws:rds:us-east-1:123456789012:cluster:patients",
          mode: "async",
          kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        });
        return s.add("rds.ClusterParameterGroup", { family: "aurora-postgresql16" });
      },
      "value known later": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "log_statement", value: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.ParameterGroup", { family: "postgres16", tags: { DataClassification: "none" } }),
      "group of Aurora instances": (s) => s.add("rds.ParameterGroup", { family: "aurora-postgresql16" }),
      "options of Oracle": (s) => s.add("rds.OptionGroup", { engineName: "oracle-ee", majorEngineVersion: "19" }),
      "MySQL, which audits by its plugin": (s) => s.add("rds.ParameterGroup", { family: "mysql8.0" }),
    },
  },
});
