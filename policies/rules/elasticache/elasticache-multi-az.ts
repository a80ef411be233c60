import { all, defineRule } from "../../rule";

export default defineRule({
  id: "elasticache-multi-az",
  title: "ElastiCache replication groups survive the loss of an Availability Zone",
  threat: "With one zone down, what needs the cached ePHI stands still.",
  remedy: "Set automaticFailoverEnabled and multiAzEnabled to true, with at least two nodes a shard.",
  cites: ["164.308(a)(7)(ii)(C)", "164.308(a)(7)(i)"],
  severity: "low",
  // How available a cache must be follows from the site's contingency plan.
  level: "advisory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup"],
  check: (group) =>
    all(
      group
        .at((p) => p.automaticFailoverEnabled)
        .or(false)
        .equals(true, "automatic failover is not enabled"),
      group
        .at((p) => p.multiAzEnabled)
        .or(false)
        .equals(true, "the nodes may lie in one Availability Zone"),
    ),
  equivalents: {
    cdkNag: ["ElastiCacheRedisClusterMultiAZ"],
    prowler: ["elasticache_redis_cluster_automatic_failover_enabled", "elasticache_redis_cluster_multi_az_enabled"],
    checkov: ["CKV2_AWS_50"],
  },
  examples: {
    good: {
      "two nodes": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "a",
          numCacheClusters: 2,
          automaticFailoverEnabled: true,
          multiAzEnabled: true,
        }),
      shards: (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "a",
          numNodeGroups: 2,
          replicasPerNodeGroup: 1,
          automaticFailoverEnabled: true,
          multiAzEnabled: true,
        }),
    },
    bad: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "a" }),
      "failover within a zone": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "a", numCacheClusters: 2, automaticFailoverEnabled: true }),
      "zones without failover": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "a", numCacheClusters: 2, multiAzEnabled: true }),
    },
    unknown: {
      "flag known later": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "a", automaticFailoverEnabled: true, multiAzEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
    },
  },
});
