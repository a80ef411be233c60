import { defineRule } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };

export default defineRule({
  id: "redshift-in-vpc",
  title: "Redshift clusters are in subnets of a VPC of their own",
  threat: "The subnets of the default VPC are open to the Internet, and whatever else the account runs shares them.",
  remedy: "Set clusterSubnetGroupName to a group of private subnets.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "low",
  // Advisory: every cluster is in a VPC today; the default one is a poor place rather than a hole.
  level: "advisory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  check: (cluster) =>
    cluster
      .at((p) => p.clusterSubnetGroupName)
      .or("default")
      .shown()
      .noneOf(["default"], "the cluster is in the default VPC"),
  equivalents: { cdkNag: ["RedshiftClusterInVPC"], checkov: ["CKV_AWS_154"] },
  examples: {
    good: {
      "subnet group by its name": (s) => s.add("redshift.Cluster", { ...cluster, clusterSubnetGroupName: "claims" }),
      "another subnet group": (s) => s.add("redshift.Cluster", { ...cluster, clusterSubnetGroupName: "data" }),
    },
    bad: {
      "the default subnet group": (s) => s.add("redshift.Cluster", { ...cluster, clusterSubnetGroupName: "default" }),
      "no subnet group": (s) => s.add("redshift.Cluster", cluster),
    },
    unknown: {
      "subnet group known later": (s) => s.add("redshift.Cluster", { ...cluster, clusterSubnetGroupName: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
