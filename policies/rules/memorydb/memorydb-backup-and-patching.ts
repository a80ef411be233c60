import { all, defineRule } from "../../rule";

const cluster = { aclName: "sessions", nodeType: "db.r7g.large" };

export default defineRule({
  id: "memorydb-backup-and-patching",
  title: "MemoryDB clusters keep snapshots and take minor versions",
  threat: "ePHI that is deleted cannot be brought back, and known holes stay open.",
  remedy: "Set snapshotRetentionLimit to 1 day or more, and leave autoMinorVersionUpgrade out.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(5)(ii)(A)"],
  severity: "low",
  // Advisory: MemoryDB is often a cache beside another store.
  level: "advisory",
  applies: "ephi",
  on: ["memorydb.Cluster"],
  check: (cluster) =>
    all(
      cluster
        .at((p) => p.snapshotRetentionLimit)
        .or(0)
        .shown()
        .atLeast(1, "no automated snapshots are kept"),
      cluster
        .at((p) => p.autoMinorVersionUpgrade)
        .or(true)
        .equals(true, "minor versions are not installed automatically"),
    ),
  equivalents: { prowler: ["memorydb_cluster_auto_minor_version_upgrades"] },
  examples: {
    good: {
      "fifteen days": (s) => s.add("memorydb.Cluster", { ...cluster, snapshotRetentionLimit: 15 }),
      "one day, flag set": (s) => s.add("memorydb.Cluster", { ...cluster, snapshotRetentionLimit: 1, autoMinorVersionUpgrade: true }),
    },
    bad: {
      "no snapshots": (s) => s.add("memorydb.Cluster", { ...cluster, snapshotRetentionLimit: 0 }),
      "no minor versions": (s) => s.add("memorydb.Cluster", { ...cluster, snapshotRetentionLimit: 15, autoMinorVersionUpgrade: false }),
    },
    unknown: {
      "days known later": (s) => s.add("memorydb.Cluster", { ...cluster, snapshotRetentionLimit: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("memorydb.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
