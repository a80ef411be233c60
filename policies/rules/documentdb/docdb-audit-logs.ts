import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { all, any, defineRule, fail, undetermined, type Verdict } from "../../rule";

const because = "audit logs are not exported";
const notWritten = "audit logs are not written";
const group = { family: "docdb5.0", parameters: [{ name: "audit_logs", value: "all" }] };

export default defineRule({
  id: "docdb-audit-logs",
  title: "DocumentDB clusters write and export audit logs",
  threat: "Nobody can tell who read which records of ePHI.",
  remedy: 'List "audit" in enabledCloudwatchLogsExports, and set audit_logs to "enabled" or "all" in the cluster\'s parameter group.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.Cluster"],
  // Both are needed: Amazon DocumentDB Developer Guide, "Auditing Amazon DocumentDB events". The parameter is "disabled" by default.
  check(cluster, stack): Verdict {
    const exports = cluster.list((p) => p.enabledCloudwatchLogsExports);
    const exported =
      exports.state === "unknown"
        ? undetermined(`${exports.cell.path} is not known before deployment`, [exports.cell.evidence('"audit"')])
        : any(fail(because, [exports.cell.evidence('"audit"')]), ...exports.cells.map((type) => type.equals("audit", because)));
    const name = cluster.at((p) => p.dbClusterParameterGroupName);
    const off = () => fail(notWritten, [name.evidence("a parameter group with audit_logs")]);
    const written = stack.target(cluster, name, "docdb.ClusterParameterGroup").decide({
      resource: (found) =>
        judgeParameter(
          found.list<NamedParameter>((p) => p.parameters),
          "audit_logs",
          (value) => value.noneOf(["disabled", "none"], notWritten),
          off,
        ),
      absent: off,
      outside: () =>
        name.ask((text) => text.startsWith("default.")) === "yes"
          ? off()
          : undetermined("the parameter group lies outside this stack", [name.evidence("a parameter group")]),
    });
    return all(exported, written);
  },
  equivalents: {
    cdkNag: ["DocumentDBClusterLogExports"],
    prowler: ["documentdb_cluster_cloudwatch_log_export"],
    checkov: ["CKV_AWS_85", "CKV_AWS_104"],
  },
  examples: {
    good: {
      "written and exported": (s) => {
        const parameters = s.add("docdb.ClusterParameterGroup", group);
        return s.add("docdb.Cluster", { enabledCloudwatchLogsExports: ["audit"], dbClusterParameterGroupName: parameters.out("name") });
      },
      "with the log of slow operations": (s) => {
        const parameters = s.add("docdb.ClusterParameterGroup", {
          family: "docdb5.0",
          parameters: [{ name: "audit_logs", value: "enabled" }],
        });
        return s.add("docdb.Cluster", {
          enabledCloudwatchLogsExports: ["profiler", "audit"],
          dbClusterParameterGroupName: parameters.out("name"),
        });
      },
    },
    bad: {
      "not exported": (s) => {
        const parameters = s.add("docdb.ClusterParameterGroup", group);
        return s.add("docdb.Cluster", { dbClusterParameterGroupName: parameters.out("name") });
      },
      "not written": (s) => s.add("docdb.Cluster", { enabledCloudwatchLogsExports: ["audit"] }),
    },
    unknown: {
      "parameter group outside the stack": (s) =>
        s.add("docdb.Cluster", { enabledCloudwatchLogsExports: ["audit"], dbClusterParameterGroupName: "notes" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
