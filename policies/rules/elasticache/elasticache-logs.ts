import { defineRule, fail, notApplicable, when } from "../../rule";

const because = "the log of the engine is not delivered";
const engineLog = { logType: "engine-log", logFormat: "json", destinationType: "cloudwatch-logs", destination: "cache" };

export default defineRule({
  id: "elasticache-logs",
  title: "ElastiCache delivers the log of its engine",
  threat: "What the engine notes of connections, failovers and errors is lost, and an incident with cached ePHI cannot be followed.",
  remedy: 'Add logDeliveryConfigurations with logType "engine-log".',
  cites: ["164.312(b)"],
  severity: "low",
  // The engine's log tells of the server's life, not of who read what.
  level: "advisory",
  applies: "ephi",
  on: ["elasticache.ReplicationGroup", "elasticache.Cluster"],
  check(cache) {
    const delivered = () =>
      cache
        .list((p) => p.logDeliveryConfigurations)
        .some(
          (log) =>
            log
              .at((p) => p.logType)
              .shown()
              .equals("engine-log", because),
          () => fail(because),
        );
    const cluster = cache.as("elasticache.Cluster");
    if (!cluster) return delivered();
    return when(
      cluster.at((p) => p.replicationGroupId).present,
      () => notApplicable("the logs of a member are its replication group's"),
      () => when(cluster.at((p) => p.engine).is("memcached"), () => notApplicable("Memcached delivers no logs"), delivered),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "engine log": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", logDeliveryConfigurations: [engineLog] }),
      "engine log and slow log": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          logDeliveryConfigurations: [{ ...engineLog, logType: "slow-log" }, engineLog],
        }),
    },
    bad: {
      "nothing set": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions" }),
      "slow log only": (s) =>
        s.add("elasticache.ReplicationGroup", {
          description: "sessions",
          logDeliveryConfigurations: [{ ...engineLog, logType: "slow-log" }],
        }),
      "single node, nothing set": (s) => s.add("elasticache.Cluster", { engine: "redis" }),
    },
    unknown: {
      "logs known later": (s) => s.add("elasticache.ReplicationGroup", { description: "sessions", logDeliveryConfigurations: s.later() }),
    },
    notApplicable: {
      "Memcached cluster": (s) => s.add("elasticache.Cluster", { engine: "memcached", nodeType: "cache.t4g.small", numCacheNodes: 2 }),
      "no ePHI": (s) => s.add("elasticache.ReplicationGroup", { description: "news", tags: { DataClassification: "none" } }),
      "member of a group": (s) => s.add("elasticache.Cluster", { replicationGroupId: "sessions" }),
    },
  },
});
