import { defineRule, notApplicable } from "../../rule";

const because = "security fixes of the engine are not installed by themselves";

export default defineRule({
  id: "elasticache-minor-upgrade",
  title: "ElastiCache installs minor versions of its engine by itself",
  threat: "A known fault of the engine stays open on a cache that holds ePHI.",
  remedy: "Leave autoMinorVersionUpgrade out or set it to true.",
  cites: ["164.308(a)(5)(ii)(A)"],
  severity: "low",
  // A site that upgrades by hand, and soon, is as safe.
  level: "advisory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster"],
  check(cache) {
    const cluster = cache.as("elasticache.Cluster");
    // A cluster spells the flag as text.
    if (cluster) {
      return cluster
        .at((p) => p.autoMinorVersionUpgrade)
        .or("true")
        .noneOf(["false"], because);
    }
    const group = cache.as("elasticache.ReplicationGroup");
    if (!group) return notApplicable();
    return group
      .at((p) => p.autoMinorVersionUpgrade)
      .or(true)
      .equals(true, because);
  },
  equivalents: { prowler: ["elasticache_redis_cluster_auto_minor_version_upgrades"], checkov: ["CKV_AWS_322"] },
  examples: {
    good: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "flag true": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", autoMinorVersionUpgrade: true }),
      "cluster with nothing set": (s) => s.add("elasticache.Cluster", { engine: "redis" }),
    },
    bad: {
      "group with the flag off": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", autoMinorVersionUpgrade: false }),
      "cluster with the flag off": (s) => s.add("elasticache.Cluster", { engine: "redis", autoMinorVersionUpgrade: "false" }),
    },
    unknown: {
      "flag known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", autoMinorVersionUpgrade: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
    },
  },
});
