import { defineRule, integer, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elasticache-backup",
  title: "ElastiCache takes daily backups",
  threat: "ePHI that lives in the cache only is gone with the node that held it.",
  remedy: "Set snapshotRetentionLimit to 15 or more.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  // A cache that is filled again from a database needs no copy of its own; AWS's conformance pack asks for one all the same.
  level: "advisory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster", "elasticache.ServerlessCache"],
  parameters: {
    minimumDays: integer({ default: 15, minimum: 15, maximum: 35, description: "Days that daily backups are kept." }),
  },
  // Memcached clusters have no backups, serverless caches of it do; a member of a replication group is backed up with its group.
  check(cache, _, { parameters }) {
    const kept = () =>
      cache
        .at((p) => p.snapshotRetentionLimit)
        .or(0)
        .shown()
        .atLeast(parameters.minimumDays, "daily backups are not kept long enough");
    const cluster = cache.as("elasticache.Cluster");
    if (!cluster) return kept();
    return when(
      cluster.at((p) => p.replicationGroupId).present,
      () => notApplicable("a member is backed up with its replication group"),
      () => when(cluster.at((p) => p.engine).is("memcached"), () => notApplicable("Memcached has no backups"), kept),
    );
  },
  equivalents: {
    config: ["elasticache-redis-cluster-automatic-backup-check"],
    cdkNag: ["HIPAA.Security-ElastiCacheRedisClusterAutomaticBackup"],
    prowler: ["elasticache_redis_cluster_backup_enabled"],
    checkov: ["CKV_AWS_134"],
  },
  examples: {
    good: {
      "fifteen days": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", snapshotRetentionLimit: 15 }),
      "serverless cache": (s) => s.add("elasticache.ServerlessCache", { engine: "valkey", snapshotRetentionLimit: 35 }),
    },
    bad: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "one week": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", snapshotRetentionLimit: 7 }),
      "a site that wants thirty days": (s) => {
        s.parameters({ minimumDays: 30 });
        return s.add("elasticache.ReplicationGroup", { description: "sessions", snapshotRetentionLimit: 15 });
      },
      "single node, one week": (s) => s.add("elasticache.Cluster", { engine: "redis", snapshotRetentionLimit: 7 }),
    },
    unknown: {
      "days known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", snapshotRetentionLimit: s.later() }),
    },
    notApplicable: {
      "Memcached cluster": (s) => s.add("elasticache.Cluster", { engine: "memcached", nodeType: "cache.t4g.small", numCacheNodes: 2 }),
      "member of a replication group": (s) => s.add("elasticache.Cluster", { replicationGroupId: "sessions" }),
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
    },
  },
});
