import { defineRule, fail, pass, undetermined } from "../../rule";

const member = { instanceClass: "db.r6g.large" };

export default defineRule({
  id: "docdb-multi-az",
  title: "DocumentDB clusters have more than one instance",
  threat: "When the only instance or its Availability Zone fails, ePHI cannot be reached until another is made.",
  remedy: "Add a second aws.docdb.ClusterInstance.",
  cites: ["164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: the contingency plan says how long a database may be away.
  level: "advisory",
  applies: "ephi",
  on: ["docdb.Cluster"],
  check(cluster, stack) {
    const members = stack.attached(cluster, "docdb.ClusterInstance", (p) => p.clusterIdentifier);
    const evidence = [cluster.evidence(`${members.certain.length} instances`, "two instances or more")];
    if (members.certain.length >= 2) return pass("", evidence);
    if (!members.complete || members.certain.length + members.possible.length >= 2) {
      return undetermined("how many instances the cluster has is not known before deployment", evidence);
    }
    return fail("the cluster has fewer than two instances", evidence);
  },
  equivalents: { prowler: ["documentdb_cluster_multi_az_enabled"] },
  examples: {
    good: {
      "two instances": (s) => {
        const cluster = s.add("docdb.Cluster", {});
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        return cluster;
      },
      "two instances by the cluster's name": (s) => {
        const cluster = s.add("docdb.Cluster", { clusterIdentifier: "notes" });
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: "notes" });
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: "notes" });
        return cluster;
      },
    },
    bad: {
      "one instance": (s) => {
        const cluster = s.add("docdb.Cluster", {});
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: cluster.out("id") });
        return cluster;
      },
      "no instance": (s) => s.add("docdb.Cluster", {}),
    },
    unknown: {
      "instances whose cluster is known later": (s) => {
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: s.later() });
        s.add("docdb.ClusterInstance", { ...member, clusterIdentifier: s.later() });
        return s.add("docdb.Cluster", {});
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("docdb.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
