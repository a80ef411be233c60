import { judgeParameter, type NamedParameter } from "../../aws/named-parameters";
import { defineRule, pass } from "../../rule";

export default defineRule({
  id: "neptune-tls",
  title: "Neptune refuses connections without TLS",
  threat: "A client that connects without TLS sends ePHI over the network in clear text.",
  remedy: 'Leave neptune_enforce_ssl out of the parameter group, or set it to "1".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.ClusterParameterGroup"],
  // TLS is enforced by default, and engines from 1.2.0 on know nothing else: Amazon Neptune User Guide, "Encrypting connections with SSL/HTTPS".
  check(group) {
    const parameters = group.list<NamedParameter>((p) => p.parameters);
    return judgeParameter(
      parameters,
      "neptune_enforce_ssl",
      (value) => value.noneOf(["0"], "connections without TLS are accepted"),
      () => pass("", [parameters.cell.evidence('no neptune_enforce_ssl "0"')]),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "left at its default": (s) => s.add("neptune.ClusterParameterGroup", { family: "neptune1.3" }),
      enforced: (s) =>
        s.add("neptune.ClusterParameterGroup", { family: "neptune1", parameters: [{ name: "neptune_enforce_ssl", value: "1" }] }),
    },
    bad: {
      "not enforced": (s) =>
        s.add("neptune.ClusterParameterGroup", { family: "neptune1", parameters: [{ name: "neptune_enforce_ssl", value: "0" }] }),
      "not enforced, beside another parameter": (s) =>
        s.add("neptune.ClusterParameterGroup", {
          family: "neptune1",
          parameters: [
            { name: "neptune_query_timeout", value: "60000" },
            { name: "neptune_enforce_ssl", value: "0" },
          ],
        }),
    },
    unknown: {
      "value known later": (s) =>
        s.add("neptune.ClusterParameterGroup", { family: "neptune1", parameters: [{ name: "neptune_enforce_ssl", value: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.ClusterParameterGroup", { family: "neptune1.3", tags: { DataClassification: "none" } }),
    },
  },
});
