import { defineRule } from "../../rule";

export default defineRule({
  id: "neptune-iam-auth",
  title: "Neptune clusters ask for IAM authentication",
  threat: "Without it the database has no users at all: whoever reaches the port reads and changes ePHI.",
  remedy: "Set iamDatabaseAuthenticationEnabled to true, and sign the clients' requests.",
  cites: ["164.312(d)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.Cluster"],
  // There is no fix: clients that do not sign their requests are refused from then on.
  check: (cluster) =>
    cluster
      .at((p) => p.iamDatabaseAuthenticationEnabled)
      .or(false)
      .equals(true, "clients are not authenticated"),
  equivalents: { cdkNag: ["NeptuneClusterIAMAuth"], prowler: ["neptune_cluster_iam_authentication_enabled"], checkov: ["CKV_AWS_359"] },
  examples: {
    good: {
      "flag set": (s) => s.add("neptune.Cluster", { iamDatabaseAuthenticationEnabled: true }),
      "flag as text": (s) => s.addUntyped("neptune.Cluster", { iamDatabaseAuthenticationEnabled: "true" }),
    },
    bad: {
      "flag false": (s) => s.add("neptune.Cluster", { iamDatabaseAuthenticationEnabled: false }),
      "flag left out": (s) => s.add("neptune.Cluster", {}),
    },
    unknown: {
      "flag known later": (s) => s.add("neptune.Cluster", { iamDatabaseAuthenticationEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
