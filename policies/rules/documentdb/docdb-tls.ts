import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { defineRule, pass } from "../../rule";

const family = "docdb5.0";

export default defineRule({
  id: "docdb-tls",
  title: "DocumentDB refuses connections without TLS",
  threat: "A client that connects without TLS sends its password and ePHI over the network in clear text.",
  remedy: 'Leave tls out of the parameter group, or set it to "enabled", "tls1.2+", "tls1.3+" or "fips-140-3".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.ClusterParameterGroup"],
  // The default is "enabled": Amazon DocumentDB Developer Guide, "Managing Amazon DocumentDB cluster TLS settings".
  check(group) {
    const parameters = group.list<NamedParameter>((p) => p.parameters);
    return judgeParameter(
      parameters,
      "tls",
      (value) =>
        value.oneOf(["enabled", "tls1.2+", "tls1.3+", "fips-140-3"], "connections without TLS, or with an old version of it, are accepted"),
      () => pass("", [parameters.cell.evidence('no tls "disabled"')]),
    );
  },
  equivalents: { checkov: ["CKV_AWS_90"] },
  examples: {
    good: {
      "TLS 1.2 or higher": (s) => s.add("docdb.ClusterParameterGroup", { family, parameters: [{ name: "tls", value: "tls1.2+" }] }),
      "left at its default": (s) => s.add("docdb.ClusterParameterGroup", { family }),
    },
    bad: {
      disabled: (s) => s.add("docdb.ClusterParameterGroup", { family, parameters: [{ name: "tls", value: "disabled" }] }),
      "TLS 1.0": (s) => s.add("docdb.ClusterParameterGroup", { family, parameters: [{ name: "tls", value: "tls1.0" }] }),
    },
    unknown: {
      "value known later": (s) => s.add("docdb.ClusterParameterGroup", { family, parameters: [{ name: "tls", value: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.ClusterParameterGroup", { family, tags: { DataClassification: "none" } }),
    },
  },
});
