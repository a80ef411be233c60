import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import type { Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { decide, defineRule, eitherOf, notApplicable, undetermined, type Verdict } from "../../rule";

const because = "connections without TLS are accepted";
const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const workgroup = { namespaceName: "claims", workgroupName: "claims" };

/**
 * The default of require_ssl in a parameter group family: true in redshift-2.0, false in redshift-1.0.
 * Source: Amazon Redshift Management Guide, "Amazon Redshift parameter groups", "Default parameter values" (since 2025-01-10).
 */
function familyRequiresTls(family: string): Ternary {
  if (family === "redshift-2.0") return "yes";
  return family === "redshift-1.0" ? "no" : "unknown";
}

function requires(value: Cell<string>): Verdict {
  return value.shown().test((text) => text.toString().toLowerCase() === "true", '"true"', because);
}

export default defineRule({
  id: "redshift-require-tls",
  title: "Redshift refuses connections without TLS",
  threat: "A client that connects without TLS sends its password and ePHI over the network in clear text.",
  remedy:
    'Give the cluster a parameter group with require_ssl "true"; set configParameters with parameterKey "require_ssl" to "true" on a serverless workgroup.',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshiftserverless.Workgroup"],
  check(warehouse, stack) {
    const workgroup = warehouse.as("redshiftserverless.Workgroup");
    if (workgroup) {
      const parameters = workgroup.list((p) => p.configParameters);
      const nothing = () =>
        undetermined("what a workgroup requires that sets no require_ssl depends on when it was created", [
          parameters.cell.evidence('require_ssl "true"'),
        ]);
      if (parameters.state === "unknown") return nothing();
      const named = parameters.items.map((item) => ({
        key: item.at((p) => p.parameterKey).is("require_ssl"),
        value: item.at((p) => p.parameterValue),
      }));
      const certain = named.find(({ key }) => key === "yes");
      if (certain) return requires(certain.value);
      return eitherOf([nothing(), ...named.filter(({ key }) => key === "unknown").map(({ value }) => requires(value))], because);
    }
    const cluster = warehouse.as("redshift.Cluster");
    if (!cluster) return notApplicable();
    const group = cluster.at((p) => p.clusterParameterGroupName);
    return stack.target(cluster, group, "redshift.ParameterGroup").decide({
      resource: (found) => {
        const family = found.at((p) => p.family);
        const parameters = found.list<NamedParameter>((p) => p.parameters);
        return judgeParameter(parameters, "require_ssl", requires, () =>
          decide(family.ask(familyRequiresTls), because, [
            parameters.cell.evidence('require_ssl "true"'),
            family.shown().evidence("redshift-2.0"),
          ]),
        );
      },
      // A new cluster gets default.redshift-2.0; one from before 2025 still has default.redshift-1.0, and the program looks the same.
      absent: () =>
        undetermined("which default parameter group the cluster has depends on when it was created", [group.evidence("a parameter group")]),
      outside: () =>
        decide(
          group.ask((name) => familyRequiresTls(name.replace(/^default\./, ""))),
          because,
          [group.shown().evidence("a parameter group that requires TLS")],
        ),
    });
  },
  equivalents: {
    config: ["redshift-require-tls-ssl"],
    cdkNag: ["HIPAA.Security-RedshiftRequireTlsSSL"],
    prowler: ["redshift_cluster_in_transit_encryption_enabled"],
    checkov: ["CKV_AWS_105"],
  },
  examples: {
    good: {
      "parameter group that requires TLS": (s) => {
        const group = s.add("redshift.ParameterGroup", { family: "redshift-1.0", parameters: [{ name: "require_ssl", value: "true" }] });
        return s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: group.out("name") });
      },
      "newer family, which requires it by default": (s) => {
        const group = s.add("redshift.ParameterGroup", { family: "redshift-2.0" });
        return s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: group.out("name") });
      },
      workgroup: (s) =>
        s.add("redshiftserverless.Workgroup", {
          ...workgroup,
          configParameters: [{ parameterKey: "require_ssl", parameterValue: "true" }],
        }),
      "workgroup, beside another setting": (s) =>
        s.add("redshiftserverless.Workgroup", {
          ...workgroup,
          configParameters: [
            { parameterKey: "max_query_execution_time", parameterValue: "14400" },
            { parameterKey: "require_ssl", parameterValue: "true" },
          ],
        }),
      "newer default group": (s) => s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: "default.redshift-2.0" }),
    },
    bad: {
      "parameter group that does not": (s) => {
        const group = s.add("redshift.ParameterGroup", { family: "redshift-1.0", parameters: [{ name: "require_ssl", value: "false" }] });
        return s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: group.out("name") });
      },
      "older default group": (s) => s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: "default.redshift-1.0" }),
      workgroup: (s) =>
        s.add("redshiftserverless.Workgroup", {
          ...workgroup,
          configParameters: [{ parameterKey: "require_ssl", parameterValue: "false" }],
        }),
    },
    unknown: {
      "no parameter group": (s) => s.add("redshift.Cluster", cluster),
      "parameter group outside the stack": (s) => s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: "claims-parameters" }),
      "workgroup with nothing set": (s) => s.add("redshiftserverless.Workgroup", workgroup),
      "workgroup with settings known later": (s) => s.add("redshiftserverless.Workgroup", { ...workgroup, configParameters: s.later() }),
      "workgroup with another setting": (s) =>
        s.add("redshiftserverless.Workgroup", {
          ...workgroup,
          configParameters: [{ parameterKey: "max_query_execution_time", parameterValue: "14400" }],
        }),
      "workgroup with a setting whose name is known later": (s) =>
        s.add("redshiftserverless.Workgroup", { ...workgroup, configParameters: [{ parameterKey: s.later(), parameterValue: "false" }] }),
      "a group that is only called like a default one": (s) =>
        s.add("redshift.Cluster", { ...cluster, clusterParameterGroupName: "our-default.redshift-2.0" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
