import { all, defineRule, notApplicable, when } from "../../rule";

const because = "the cache lies in the account's default network";

export default defineRule({
  id: "elasticache-subnet-group",
  title: "ElastiCache lies in subnets that were chosen for it",
  threat: "In the default VPC the cache shares its network with whatever else was started there, and cached ePHI is one open port away.",
  remedy: "Set subnetGroupName to an aws.elasticache.SubnetGroup of private subnets.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster"],
  // Nodes never have a public address, so what matters is whose network it is, not whether a subnet assigns addresses.
  // Source: ElastiCache User Guide, "Access patterns for accessing an ElastiCache cache in an Amazon VPC".
  check(cache) {
    const name = cache.at((p) => p.subnetGroupName).shown();
    const chosen = () => all(name.isSet(because, "a subnet group"), name.noneOf(["default"], because));
    const cluster = cache.as("elasticache.Cluster");
    if (!cluster) return chosen();
    return when(
      cluster.at((p) => p.replicationGroupId).present,
      () => notApplicable("a member lies where its replication group does"),
      chosen,
    );
  },
  equivalents: {
    cdkNag: ["ElastiCacheClusterInVPC"],
    prowler: ["elasticache_cluster_uses_public_subnet"],
    checkov: ["CKV_AWS_323"],
  },
  examples: {
    good: {
      "a subnet group by its name": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", subnetGroupName: "clinic" }),
      "Memcached in a subnet group": (s) =>
        s.add("elasticache.Cluster", { engine: "memcached", nodeType: "cache.t4g.small", numCacheNodes: 2, subnetGroupName: "clinic" }),
    },
    bad: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "the default group": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", subnetGroupName: "default" }),
    },
    unknown: {
      "group known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", subnetGroupName: s.later() }),
    },
    notApplicable: {
      "member of a replication group": (s) => s.add("elasticache.Cluster", { replicationGroupId: "sessions" }),
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
    },
  },
});
