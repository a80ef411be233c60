import { isAurora } from "../../aws/rds-engines";
import { defineRule, notApplicable, when } from "../../rule";

const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

export default defineRule({
  id: "rds-copy-tags-to-snapshot",
  title: "Snapshots of RDS databases carry the database's tags",
  threat: "A snapshot without its classification is handled as if it held no ePHI, and backup plans that select by tags miss it.",
  remedy: "Set copyTagsToSnapshot to true.",
  cites: ["164.308(a)(7)(ii)(A)"],
  severity: "low",
  // Advisory: unclassified snapshots count as holding ePHI anyway.
  level: "advisory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  // Aurora takes snapshots of the cluster, so the flag of its instances has no effect: Amazon RDS API Reference, CreateDBInstance.
  check(database) {
    const flag = database
      .at((p) => p.copyTagsToSnapshot)
      .or(false)
      .equals(true, "snapshots do not carry the tags");
    const instance = database.as("rds.Instance");
    if (!instance) return flag;
    return when(
      instance.at((p) => p.engine).ask(isAurora),
      () => notApplicable("its cluster decides"),
      () => flag,
    );
  },
  fix: () => ({ copyTagsToSnapshot: true }),
  equivalents: {
    prowler: ["rds_instance_copy_tags_to_snapshots", "rds_cluster_copy_tags_to_snapshots"],
    checkov: ["CKV_AWS_313", "CKV2_AWS_60"],
  },
  examples: {
    good: {
      instance: (s) => s.add("rds.Instance", { ...instance, copyTagsToSnapshot: true }),
      cluster: (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", copyTagsToSnapshot: true }),
    },
    bad: {
      "flag false": (s) => s.add("rds.Instance", { ...instance, copyTagsToSnapshot: false }),
      "flag left out": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql" }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, copyTagsToSnapshot: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "an Aurora instance": (s) => s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-postgresql" }),
    },
  },
});
