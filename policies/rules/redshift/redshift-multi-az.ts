import { defineRule, notApplicable, when } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.4xlarge" };

export default defineRule({
  id: "redshift-multi-az",
  title: "Redshift clusters run in more than one Availability Zone",
  threat: "When an Availability Zone fails, ePHI cannot be reached until the cluster is restored elsewhere.",
  remedy: "Set multiAz to true on a cluster of ra3 nodes.",
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: it doubles the cost, and a restore from snapshots may be soon enough.
  level: "advisory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  check: (cluster) =>
    when(
      cluster.at((p) => p.nodeType).ask((type) => type.startsWith("ra3.")),
      () =>
        cluster
          .at((p) => p.multiAz)
          .or(false)
          .equals(true, "the cluster runs in one Availability Zone"),
      () => notApplicable("nodes of this type run in one Availability Zone only"),
    ),
  equivalents: { prowler: ["redshift_cluster_multi_az_enabled"] },
  examples: {
    good: {
      "flag set": (s) => s.add("redshift.Cluster", { ...cluster, multiAz: true }),
      "flag as text": (s) => s.addUntyped("redshift.Cluster", { ...cluster, multiAz: "true" }),
    },
    bad: {
      "flag false": (s) => s.add("redshift.Cluster", { ...cluster, multiAz: false }),
      "flag left out": (s) => s.add("redshift.Cluster", cluster),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, multiAz: s.later() }),
    },
    notApplicable: {
      "nodes that cannot": (s) => s.add("redshift.Cluster", { ...cluster, nodeType: "dc2.large" }),
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
