import { defineRule } from "../../rule";

const cluster = { clusterName: "patients", iamRoleArn: "arn:aws:iam::123456789012:role/dax", nodeType: "dax.r5.large" };

export default defineRule({
  id: "dax-multi-az",
  title: "DAX clusters have more than one node",
  threat: "When the only node fails, every request for ePHI goes to the table at once, and may be refused.",
  remedy: "Set replicationFactor to 2 or more; AWS spreads the nodes over Availability Zones.",
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: a cache that is lost loses no data.
  level: "advisory",
  applies: "ephi",
  on: ["dax.Cluster"],
  check: (cluster) =>
    cluster
      .at((p) => p.replicationFactor)
      .shown()
      .atLeast(2, "the cluster has one node"),
  equivalents: { prowler: ["dynamodb_accelerator_cluster_multi_az"] },
  examples: {
    good: {
      "two nodes": (s) => s.add("dax.Cluster", { ...cluster, replicationFactor: 2 }),
      "three nodes": (s) => s.add("dax.Cluster", { ...cluster, replicationFactor: 3 }),
    },
    bad: {
      "one node": (s) => s.add("dax.Cluster", { ...cluster, replicationFactor: 1 }),
      "one node as text": (s) => s.addUntyped("dax.Cluster", { ...cluster, replicationFactor: "1" }),
    },
    unknown: {
      "number known later": (s) => s.add("dax.Cluster", { ...cluster, replicationFactor: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dax.Cluster", { ...cluster, replicationFactor: 1, tags: { DataClassification: "none" } }),
    },
  },
});
