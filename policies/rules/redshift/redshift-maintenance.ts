import { all, defineRule } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };

export default defineRule({
  id: "redshift-maintenance",
  title: "Redshift clusters take new versions by themselves",
  threat: "A known hole in an old version lets an attacker reach ePHI after its fix has been out for months.",
  remedy: "Leave allowVersionUpgrade out or set it to true, and keep automated snapshots for a day at least.",
  cites: ["164.308(a)(5)(ii)(A)", "164.308(a)(7)(ii)(A)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  // AWS chooses a maintenance window where the program names none.
  check: (cluster) =>
    all(
      cluster
        .at((p) => p.allowVersionUpgrade)
        .or(true)
        .equals(true, "new versions are not installed automatically"),
      cluster
        .at((p) => p.automatedSnapshotRetentionPeriod)
        .or(1)
        .shown()
        .atLeast(1, "there are no automated snapshots to go back to"),
    ),
  equivalents: {
    config: ["redshift-cluster-maintenancesettings-check"],
    cdkNag: ["HIPAA.Security-RedshiftClusterMaintenanceSettings", "RedshiftClusterVersionUpgrade"],
    prowler: ["redshift_cluster_automatic_upgrades"],
    checkov: ["CKV_AWS_141"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("redshift.Cluster", { ...cluster, allowVersionUpgrade: true }),
      "flag left out": (s) => s.add("redshift.Cluster", cluster),
    },
    bad: {
      "flag false": (s) => s.add("redshift.Cluster", { ...cluster, allowVersionUpgrade: false }),
      "no automated snapshots": (s) => s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: 0 }),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, allowVersionUpgrade: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, allowVersionUpgrade: false, tags: { DataClassification: "none" } }),
    },
  },
});
