import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "rds-aurora-backtrack",
  title: "Aurora MySQL clusters can be set back in time",
  threat: "A faulty statement changes ePHI, and undoing it takes a restore of the whole cluster.",
  remedy: "Set backtrackWindow to a number of seconds, at most 259200 (three days).",
  cites: ["164.308(a)(7)(i)", "164.312(c)(1)"],
  severity: "low",
  // Advisory: backups undo the same, only more slowly.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Cluster"],
  check: (cluster) =>
    when(
      cluster.at((p) => p.engine).is("aurora-mysql"),
      () =>
        cluster
          .at((p) => p.backtrackWindow)
          .or(0)
          .shown()
          .atLeast(1, "backtracking is not enabled"),
      () => notApplicable("the engine cannot be backtracked"),
    ),
  equivalents: { cdkNag: ["AuroraMySQLBacktrack"], prowler: ["rds_cluster_backtrack_enabled"], checkov: ["CKV_AWS_326"] },
  examples: {
    good: {
      "one day": (s) => s.add("rds.Cluster", { engine: "aurora-mysql", backtrackWindow: 86400 }),
      "three days": (s) => s.add("rds.Cluster", { engine: "aurora-mysql", backtrackWindow: 259200 }),
    },
    bad: {
      "switched off": (s) => s.add("rds.Cluster", { engine: "aurora-mysql", backtrackWindow: 0 }),
      "nothing set": (s) => s.add("rds.Cluster", { engine: "aurora-mysql" }),
    },
    unknown: {
      "window known later": (s) => s.add("rds.Cluster", { engine: "aurora-mysql", backtrackWindow: s.later() }),
    },
    notApplicable: {
      "Aurora PostgreSQL": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
      "no ePHI": (s) => s.add("rds.Cluster", { engine: "aurora-mysql", tags: { DataClassification: "none" } }),
    },
  },
});
