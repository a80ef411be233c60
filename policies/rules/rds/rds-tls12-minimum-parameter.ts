import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { splitFamily } from "../../aws/rds-engines";
import { all, defineRule, notApplicable, pass, undetermined, type Verdict } from "../../rule";

const because = "TLS versions below 1.2 are accepted";

export default defineRule({
  id: "rds-tls12-minimum-parameter",
  title: "RDS parameter groups accept no TLS below 1.2",
  threat: "Old versions of TLS have known weaknesses that let ePHI be read or changed on its way.",
  remedy:
    'Leave ssl_min_protocol_version (PostgreSQL) and tls_version (MySQL, MariaDB) at TLS 1.2 or higher; set rds.tls10 and rds.tls11 to "disabled" (SQL Server).',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.ParameterGroup", "rds.ClusterParameterGroup"],
  check(group): Verdict {
    const family = group.at((p) => p.family);
    const parameters = group.list<NamedParameter>((p) => p.parameters);
    const name = family.value;
    if (name === undefined) return undetermined(`${family.path} is not known before deployment`, [family.evidence("a known family")]);
    const { engine, version } = splitFamily(name);
    if (/postgres/.test(engine)) {
      // PostgreSQL's own default is TLSv1.2 from version 13 on: PostgreSQL 13 release notes; 12 accepts TLSv1.
      const old = version !== undefined && Number.parseInt(version, 10) < 13;
      return judgeParameter(
        parameters,
        "ssl_min_protocol_version",
        (value) => value.oneOf(["TLSv1.2", "TLSv1.3"], because),
        () =>
          old
            ? undetermined("which TLS versions the engine accepts by itself is not known here", [
                parameters.cell.evidence("ssl_min_protocol_version"),
              ])
            : pass("", [parameters.cell.evidence("no lower version")]),
      );
    }
    if (/mysql|mariadb/.test(engine)) {
      const old = version === "5.7" || version === "5.6";
      return judgeParameter(
        parameters,
        "tls_version",
        (value) =>
          value.test(
            (text: unknown) =>
              !String(text)
                .split(",")
                .some((item) => /^TLSv1(\.[01])?$/i.test(item.trim())),
            "TLSv1.2 or TLSv1.3",
            because,
          ),
        () =>
          old
            ? undetermined("which TLS versions the engine accepts by itself is not known here", [parameters.cell.evidence("tls_version")])
            : pass("", [parameters.cell.evidence("no lower version")]),
      );
    }
    if (!/^sqlserver/.test(engine)) return notApplicable("the engine has no parameter for it");
    const disabled = (parameter: string) =>
      judgeParameter(
        parameters,
        parameter,
        (value) =>
          value.is("default") === "yes"
            ? undetermined(`${parameter} is left to the operating system`, [value.evidence('"disabled"')])
            : value.equals("disabled", because),
        () => undetermined(`${parameter} is left to the operating system`, [parameters.cell.evidence(`${parameter} "disabled"`)]),
      );
    return all(disabled("rds.tls10"), disabled("rds.tls11"));
  },
  equivalents: {},
  examples: {
    good: {
      "PostgreSQL at TLS 1.2": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "ssl_min_protocol_version", value: "TLSv1.2" }] }),
      "PostgreSQL with its default": (s) => s.add("rds.ParameterGroup", { family: "postgres16" }),
      "Aurora MySQL at TLS 1.2": (s) =>
        s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0", parameters: [{ name: "tls_version", value: "TLSv1.2,TLSv1.3" }] }),
      "SQL Server with the old versions disabled": (s) =>
        s.add("rds.ParameterGroup", {
          family: "sqlserver-se-15.0",
          parameters: [
            { name: "rds.tls10", value: "disabled" },
            { name: "rds.tls11", value: "disabled" },
          ],
        }),
      "PostgreSQL at TLS 1.3": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "ssl_min_protocol_version", value: "TLSv1.3" }] }),
      "PostgreSQL 13 with its default": (s) => s.add("rds.ParameterGroup", { family: "postgres13" }),
      "Aurora MySQL with its default": (s) => s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0" }),
      "MySQL 8.0 with its default": (s) => s.add("rds.ParameterGroup", { family: "mysql8.0" }),
    },
    bad: {
      "PostgreSQL at TLS 1.1": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "ssl_min_protocol_version", value: "TLSv1.1" }] }),
      "Aurora MySQL with TLS 1.1": (s) =>
        s.add("rds.ClusterParameterGroup", { family: "aurora-mysql8.0", parameters: [{ name: "tls_version", value: "TLSv1.1,TLSv1.2" }] }),
      "SQL Server with TLS 1.0": (s) =>
        s.add("rds.ParameterGroup", {
          family: "sqlserver-se-15.0",
          parameters: [
            { name: "rds.tls10", value: "enabled" },
            { name: "rds.tls11", value: "disabled" },
          ],
        }),
      "MySQL with TLS 1.0 as well": (s) =>
        s.add("rds.ParameterGroup", { family: "mysql5.7", parameters: [{ name: "tls_version", value: "TLSv1.2, TLSv1" }] }),
    },
    unknown: {
      "version known later": (s) =>
        s.add("rds.ParameterGroup", { family: "postgres16", parameters: [{ name: "ssl_min_protocol_version", value: s.later() }] }),
      "PostgreSQL 12 with its default": (s) => s.add("rds.ParameterGroup", { family: "postgres12" }),
      "SQL Server with its defaults": (s) => s.add("rds.ParameterGroup", { family: "sqlserver-se-15.0" }),
      "MySQL 5.7 with its default": (s) => s.add("rds.ParameterGroup", { family: "mysql5.7" }),
      "MySQL 5.6 with its default": (s) => s.add("rds.ParameterGroup", { family: "mysql5.6" }),
      "SQL Server left to the operating system, in so many words": (s) =>
        s.add("rds.ParameterGroup", {
          family: "sqlserver-se-15.0",
          parameters: [
            { name: "rds.tls10", value: "default" },
            { name: "rds.tls11", value: "disabled" },
          ],
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.ParameterGroup", { family: "postgres16", tags: { DataClassification: "none" } }),
      "an engine without such a parameter": (s) => s.add("rds.ParameterGroup", { family: "oracle-ee-19" }),
    },
  },
});
