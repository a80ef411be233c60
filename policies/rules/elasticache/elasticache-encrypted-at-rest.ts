import { bySettingsOfPrimary } from "../../aws/global-datastore";
import type { Resource } from "../../graph/resource";
import { defineRule, fail, notApplicable, type Verdict, when } from "../../rule";

const because = "encryption at rest is not enabled";

/** Valkey groups are encrypted unless told otherwise, Redis OSS groups are not: ElastiCache API Reference, CreateReplicationGroup. */
function ownSetting(group: Resource<"elasticache.ReplicationGroup">): Verdict {
  const flag = group.at((p) => p.atRestEncryptionEnabled);
  return when(
    group.at((p) => p.engine).ask((engine) => engine.toLowerCase() === "valkey"),
    () => flag.or(true).equals(true, because),
    () => flag.or(false).equals(true, because),
    "which engine the group runs is not known before deployment",
  );
}

export default defineRule({
  id: "elasticache-encrypted-at-rest",
  title: "ElastiCache replication groups are encrypted at rest",
  threat: "Snapshots and swap files of the cache put ePHI on disks unencrypted.",
  remedy:
    "Set atRestEncryptionEnabled to true on an aws.elasticache.ReplicationGroup; a standalone Redis cluster cannot be encrypted at rest, a group of one node can.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster"],
  // Serverless caches are always encrypted and are not looked at.
  check(resource, stack) {
    const group = resource.as("elasticache.ReplicationGroup");
    if (group) return bySettingsOfPrimary(group, stack, ownSetting);
    const ofGroup = resource.at((p) => p.replicationGroupId);
    return when(
      ofGroup.present,
      () => notApplicable("the encryption of a member is its replication group's"),
      () =>
        when(
          resource.at((p) => p.engine).is("memcached"),
          () => notApplicable("Memcached keeps data in memory only"),
          () => fail("a cluster outside of a replication group cannot be encrypted at rest", [ofGroup.evidence("a replication group")]),
          "which engine the cluster runs is not known before deployment",
        ),
    );
  },
  equivalents: {
    cdkNag: ["ElastiCacheRedisClusterEncryption"],
    prowler: ["elasticache_redis_cluster_rest_encryption_enabled"],
    checkov: ["CKV_AWS_29"],
  },
  examples: {
    good: {
      "Redis with the flag": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", atRestEncryptionEnabled: true }),
      "Valkey, which is encrypted by default": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", engine: "valkey" }),
      "secondary of an encrypted global datastore": (s) => {
        const primary = s.add("elasticache.ReplicationGroup", { description: "primary", atRestEncryptionEnabled: true });
        const datastore = s.add("elasticache.GlobalReplicationGroup", {
          globalReplicationGroupIdSuffix: "sessions",
          primaryReplicationGroupId: primary.out("id"),
        });
        return s.add("elasticache.ReplicationGroup", {
          description: "secondary",
          globalReplicationGroupId: datastore.out("globalReplicationGroupId"),
        });
      },
    },
    bad: {
      "Redis, which is not encrypted by default": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "Redis with the flag off": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "sessions", engine: "redis", atRestEncryptionEnabled: false }),
      "Valkey with the flag off": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "sessions", engine: "valkey", atRestEncryptionEnabled: false }),
      "standalone Redis cluster": (s) => s.add("elasticache.Cluster", { engine: "redis", nodeType: "cache.t4g.small", numCacheNodes: 1 }),
    },
    unknown: {
      "flag known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", atRestEncryptionEnabled: s.later() }),
      "secondary of a global datastore of another stack": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "secondary", globalReplicationGroupId: "ldgnf-sessions" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
      Memcached: (s) => s.add("elasticache.Cluster", { engine: "memcached", nodeType: "cache.t4g.small", numCacheNodes: 2 }),
      "member of a replication group": (s) => s.add("elasticache.Cluster", { replicationGroupId: "sessions" }),
    },
  },
});
