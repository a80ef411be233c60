import { defineRule, notApplicable } from "../../rule";

const member = { clusterIdentifier: "kinship", instanceClass: "db.r6g.large" };

export default defineRule({
  id: "neptune-not-public",
  title: "Neptune has no public address",
  threat: "A database with a public address is one security group rule away from the whole Internet.",
  remedy: "Set publiclyAccessible (publicConnectivity on graphs) to false, or leave it out.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.ClusterInstance", "neptunegraph.Graph"],
  check(database) {
    const flag =
      database.as("neptune.ClusterInstance")?.at((p) => p.publiclyAccessible) ??
      database.as("neptunegraph.Graph")?.at((p) => p.publicConnectivity);
    return flag ? flag.or(false).equals(false, "the database has a public address") : notApplicable();
  },
  fix: (database) => (database.as("neptunegraph.Graph") ? { publicConnectivity: false } : { publiclyAccessible: false }),
  equivalents: { prowler: ["neptune_cluster_uses_public_subnet"], checkov: ["CKV_AWS_102"] },
  examples: {
    good: {
      "flag false": (s) => s.add("neptune.ClusterInstance", { ...member, publiclyAccessible: false }),
      "graph with the flag left out": (s) => s.add("neptunegraph.Graph", { provisionedMemory: 16 }),
    },
    bad: {
      "public instance": (s) => s.add("neptune.ClusterInstance", { ...member, publiclyAccessible: true }),
      "public graph": (s) => s.add("neptunegraph.Graph", { provisionedMemory: 16, publicConnectivity: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("neptune.ClusterInstance", { ...member, publiclyAccessible: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.ClusterInstance", { ...member, publiclyAccessible: true, tags: { DataClassification: "none" } }),
    },
  },
});
