import { all, defineRule, integer, notApplicable } from "../../rule";

const because = "deletion protection is not enabled";

export default defineRule({
  id: "neptune-backup-and-protection",
  title: "Neptune keeps backups and is protected against deletion",
  threat: "ePHI that is deleted or damaged, with the database or in it, cannot be brought back.",
  remedy: "Set deletionProtection to true; on clusters set backupRetentionPeriod to 7 days or more and leave skipFinalSnapshot out.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.Cluster", "neptunegraph.Graph", "neptune.GlobalCluster"],
  parameters: {
    minimumDays: integer({
      default: 7,
      minimum: 7,
      maximum: 35,
      description: "Days that automated backups are kept; AWS keeps them 35 days at most.",
    }),
  },
  check(database, _stack, { parameters }) {
    // A graph is protected unless the program says otherwise: Neptune Analytics API Reference, CreateGraph, `deletionProtection`.
    const graph = database.as("neptunegraph.Graph");
    if (graph)
      return graph
        .at((p) => p.deletionProtection)
        .or(true)
        .equals(true, because);
    const global = database.as("neptune.GlobalCluster");
    if (global)
      return global
        .at((p) => p.deletionProtection)
        .or(false)
        .equals(true, because);
    const cluster = database.as("neptune.Cluster");
    if (!cluster) return notApplicable();
    return all(
      cluster
        .at((p) => p.backupRetentionPeriod)
        .or(1)
        .shown()
        .atLeast(parameters.minimumDays, `backups are kept for less than ${parameters.minimumDays} days`),
      cluster
        .at((p) => p.deletionProtection)
        .or(false)
        .equals(true, because),
      cluster
        .at((p) => p.skipFinalSnapshot)
        .or(false)
        .equals(false, "no snapshot is taken when the cluster is deleted"),
    );
  },
  equivalents: {
    cdkNag: ["NeptuneClusterBackupRetentionPeriod", "NeptuneClusterMultiAZ"],
    prowler: [
      "neptune_cluster_backup_enabled",
      "neptune_cluster_deletion_protection",
      "neptune_cluster_multi_az",
      "neptune_cluster_copy_tags_to_snapshots",
    ],
    checkov: ["CKV_AWS_361", "CKV_AWS_362", "CKV2_AWS_58"],
  },
  examples: {
    good: {
      cluster: (s) => s.add("neptune.Cluster", { backupRetentionPeriod: 7, deletionProtection: true }),
      graph: (s) => s.add("neptunegraph.Graph", { provisionedMemory: 16 }),
      "global cluster that is protected": (s) =>
        s.add("neptune.GlobalCluster", { globalClusterIdentifier: "kinship", engine: "neptune", deletionProtection: true }),
    },
    bad: {
      "one day": (s) => s.add("neptune.Cluster", { backupRetentionPeriod: 1, deletionProtection: true }),
      "no last snapshot": (s) => s.add("neptune.Cluster", { backupRetentionPeriod: 7, deletionProtection: true, skipFinalSnapshot: true }),
      "graph that is not protected": (s) => s.add("neptunegraph.Graph", { provisionedMemory: 16, deletionProtection: false }),
      "global cluster with nothing set": (s) => s.add("neptune.GlobalCluster", { globalClusterIdentifier: "kinship", engine: "neptune" }),
      "protection left out": (s) => s.add("neptune.Cluster", { backupRetentionPeriod: 7 }),
    },
    unknown: {
      "days known later": (s) => s.add("neptune.Cluster", { backupRetentionPeriod: s.later(), deletionProtection: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
