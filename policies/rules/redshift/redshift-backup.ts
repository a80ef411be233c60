import { all, defineRule, integer } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };

export default defineRule({
  id: "redshift-backup",
  title: "Redshift clusters keep automated snapshots, and a last one",
  threat: "ePHI that is deleted or damaged cannot be brought back once the last snapshot before it is gone.",
  remedy: "Set automatedSnapshotRetentionPeriod to 7 days or more, and leave skipFinalSnapshot out.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)", "164.312(a)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  parameters: {
    minimumDays: integer({
      default: 7,
      minimum: 7,
      maximum: 35,
      description: "Days that automated snapshots are kept; AWS keeps them 35 days at most.",
    }),
  },
  check: (cluster, _stack, { parameters }) =>
    all(
      cluster
        .at((p) => p.automatedSnapshotRetentionPeriod)
        .or(1)
        .shown()
        .atLeast(parameters.minimumDays, `automated snapshots are kept for less than ${parameters.minimumDays} days`),
      cluster
        .at((p) => p.skipFinalSnapshot)
        .or(false)
        .equals(false, "no snapshot is taken when the cluster is deleted"),
    ),
  equivalents: {
    config: ["redshift-backup-enabled"],
    cdkNag: ["HIPAA.Security-RedshiftBackupEnabled"],
    prowler: ["redshift_cluster_automated_snapshot"],
    checkov: ["CKV_AWS_343"],
  },
  examples: {
    good: {
      "seven days": (s) =>
        s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: 7, finalSnapshotIdentifier: "claims-final" }),
      "thirty-five days": (s) =>
        s.add("redshift.Cluster", {
          ...cluster,
          automatedSnapshotRetentionPeriod: 35,
          skipFinalSnapshot: false,
          finalSnapshotIdentifier: "last",
        }),
    },
    bad: {
      "one day": (s) =>
        s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: 1, finalSnapshotIdentifier: "claims-final" }),
      "the default of one day": (s) => s.add("redshift.Cluster", cluster),
      "switched off": (s) => s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: 0 }),
      "no last snapshot": (s) => s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: 7, skipFinalSnapshot: true }),
    },
    unknown: {
      "days known later": (s) => s.add("redshift.Cluster", { ...cluster, automatedSnapshotRetentionPeriod: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
