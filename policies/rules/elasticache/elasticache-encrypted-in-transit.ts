import { bySettingsOfPrimary } from "../../aws/global-datastore";
import type { Resource } from "../../graph/resource";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const because = "encryption in transit is not enabled";

/** Where TLS is on and no mode is set, it is required: ElastiCache User Guide, "In-transit encryption". */
function ownSettings(group: Resource<"elasticache.ReplicationGroup">): Verdict {
  return all(
    group
      .at((p) => p.transitEncryptionEnabled)
      .or(false)
      .equals(true, because),
    group
      .at((p) => p.transitEncryptionMode)
      .or("required")
      .shown()
      .equals("required", "connections without TLS are still taken"),
  );
}

export default defineRule({
  id: "elasticache-encrypted-in-transit",
  title: "ElastiCache takes connections over TLS only",
  threat: "ePHI in cached records, and the credentials for them, can be read by whoever sees the network traffic.",
  remedy:
    'Set transitEncryptionEnabled to true, and transitEncryptionMode to "required" once every client uses TLS; put a standalone Redis cluster into a replication group.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster"],
  // Serverless caches always ask for TLS and are not looked at.
  check(resource, stack) {
    const group = resource.as("elasticache.ReplicationGroup");
    if (group) return bySettingsOfPrimary(group, stack, ownSettings);
    return when(
      resource.at((p) => p.replicationGroupId).present,
      () => notApplicable("the encryption of a member is its replication group's"),
      () =>
        resource
          .at((p) => p.transitEncryptionEnabled)
          .or(false)
          .equals(true, because),
    );
  },
  equivalents: {
    cdkNag: ["ElastiCacheRedisClusterEncryption"],
    prowler: ["elasticache_redis_cluster_in_transit_encryption_enabled"],
    checkov: ["CKV_AWS_30"],
  },
  examples: {
    good: {
      "replication group": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", transitEncryptionEnabled: true }),
      "TLS required by the mode": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          transitEncryptionEnabled: true,
          transitEncryptionMode: "required",
        }),
      Memcached: (s) =>
        s.add("elasticache.Cluster", {
          engine: "memcached",
          nodeType: "cache.t4g.small",
          numCacheNodes: 2,
          transitEncryptionEnabled: true,
        }),
    },
    bad: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "TLS only preferred": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          transitEncryptionEnabled: true,
          transitEncryptionMode: "preferred",
        }),
      "Memcached without TLS": (s) => s.add("elasticache.Cluster", { engine: "memcached", nodeType: "cache.t4g.small", numCacheNodes: 2 }),
      "standalone Redis cluster": (s) => s.add("elasticache.Cluster", { engine: "redis", nodeType: "cache.t4g.small", numCacheNodes: 1 }),
    },
    unknown: {
      "flag known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", transitEncryptionEnabled: s.later() }),
      "secondary of a global datastore of another stack": (s) =>
        s.add("elasticache.ReplicationGroup", { description: "secondary", globalReplicationGroupId: "ldgnf-sessions" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
      "member of a replication group": (s) => s.add("elasticache.Cluster", { replicationGroupId: "sessions" }),
    },
  },
});
