import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { all, any, defineRule, fail, undetermined, type Verdict } from "../../rule";

const because = "audit logs are not exported";
const notWritten = "audit logs are not written";
const group = { family: "neptune1.3", parameters: [{ name: "neptune_enable_audit_log", value: "1" }] };

export default defineRule({
  id: "neptune-audit-logs",
  title: "Neptune clusters write and export audit logs",
  threat: "Nobody can tell who read which records of ePHI.",
  remedy: 'List "audit" in enableCloudwatchLogsExports, and set neptune_enable_audit_log to "1" in the cluster\'s parameter group.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.Cluster"],
  // Both are needed: Amazon Neptune User Guide, "Using audit logs with Amazon Neptune clusters". The parameter is 0 by default.
  check(cluster, stack): Verdict {
    const exports = cluster.list((p) => p.enableCloudwatchLogsExports);
    const exported =
      exports.state === "unknown"
        ? undetermined(`${exports.cell.path} is not known before deployment`, [exports.cell.evidence('"audit"')])
        : any(fail(because, [exports.cell.evidence('"audit"')]), ...exports.cells.map((type) => type.equals("audit", because)));
    const name = cluster.at((p) => p.neptuneClusterParameterGroupName);
    const off = () => fail(notWritten, [name.evidence('a parameter group with neptune_enable_audit_log "1"')]);
    const written = stack.target(cluster, name, "neptune.ClusterParameterGroup").decide({
      resource: (found) =>
        judgeParameter(
          found.list<NamedParameter>((p) => p.parameters),
          "neptune_enable_audit_log",
          (value) => value.equals("1", notWritten),
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
  equivalents: { prowler: ["neptune_cluster_integration_cloudwatch_logs"], checkov: ["CKV_AWS_101"] },
  examples: {
    good: {
      "written and exported": (s) => {
        const parameters = s.add("neptune.ClusterParameterGroup", group);
        return s.add("neptune.Cluster", {
          enableCloudwatchLogsExports: ["audit"],
          neptuneClusterParameterGroupName: parameters.out("name"),
        });
      },
      "with the log of slow queries": (s) => {
        const parameters = s.add("neptune.ClusterParameterGroup", group);
        return s.add("neptune.Cluster", {
          enableCloudwatchLogsExports: ["slowquery", "audit"],
          neptuneClusterParameterGroupName: parameters.out("name"),
        });
      },
    },
    bad: {
      "not exported": (s) => {
        const parameters = s.add("neptune.ClusterParameterGroup", group);
        return s.add("neptune.Cluster", { neptuneClusterParameterGroupName: parameters.out("name") });
      },
      "not written": (s) => s.add("neptune.Cluster", { enableCloudwatchLogsExports: ["audit"] }),
    },
    unknown: {
      "parameter group outside the stack": (s) =>
        s.add("neptune.Cluster", { enableCloudwatchLogsExports: ["audit"], neptuneClusterParameterGroupName: "kinship" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
