import { all, defineRule } from "../../rule";

const cluster = { aclName: "sessions", nodeType: "db.r7g.large" };

// There is no fix: the flag replaces a cluster that exists already.
export default defineRule({
  id: "memorydb-tls-and-acl",
  title: "MemoryDB clusters ask for TLS and for a user",
  threat: "Without TLS ePHI crosses the network in clear text, and under the open ACL whoever reaches the port reads it.",
  remedy: 'Leave tlsEnabled out or set it to true, and set aclName to an ACL of your own instead of "open-access".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(d)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["memorydb.Cluster", "memorydb.MultiRegionCluster"],
  // The ACL of a multi-Region cluster is that of each Region's cluster.
  check(cluster) {
    const tls = cluster
      .at((p) => p.tlsEnabled)
      .or(true)
      .equals(true, "connections without TLS are accepted");
    const regional = cluster.as("memorydb.Cluster");
    if (!regional) return tls;
    return all(
      tls,
      regional
        .at((p) => p.aclName)
        .shown()
        .noneOf(["open-access"], "everyone who reaches the cluster has access"),
    );
  },
  equivalents: { checkov: ["CKV_AWS_202"] },
  examples: {
    good: {
      "TLS by default": (s) => s.add("memorydb.Cluster", cluster),
      "multi-Region": (s) =>
        s.add("memorydb.MultiRegionCluster", { multiRegionClusterNameSuffix: "sessions", nodeType: "db.r7g.large", tlsEnabled: true }),
    },
    bad: {
      "TLS switched off": (s) => s.add("memorydb.Cluster", { ...cluster, tlsEnabled: false }),
      "open ACL": (s) => s.add("memorydb.Cluster", { ...cluster, aclName: "open-access" }),
    },
    unknown: {
      "flag known later": (s) => s.add("memorydb.Cluster", { ...cluster, tlsEnabled: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("memorydb.Cluster", { ...cluster, aclName: "open-access", tags: { DataClassification: "none" } }),
    },
  },
});
