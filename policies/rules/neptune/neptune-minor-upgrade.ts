import { defineRule } from "../../rule";

const member = { clusterIdentifier: "kinship", instanceClass: "db.r6g.large" };

export default defineRule({
  id: "neptune-minor-upgrade",
  title: "Neptune instances take minor versions by themselves",
  threat: "A known hole in an old minor version lets an attacker reach ePHI after its fix has been out for months.",
  remedy: "Leave autoMinorVersionUpgrade out or set it to true.",
  cites: ["164.308(a)(5)(ii)(A)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.ClusterInstance"],
  // DocumentDB has the flag too, but it has no effect there: Amazon DocumentDB API Reference, CreateDBInstance.
  check: (instance) =>
    instance
      .at((p) => p.autoMinorVersionUpgrade)
      .or(true)
      .equals(true, "minor versions are not installed automatically"),
  fix: () => ({ autoMinorVersionUpgrade: true }),
  equivalents: { cdkNag: ["NeptuneClusterAutomaticMinorVersionUpgrade"] },
  examples: {
    good: {
      "flag set": (s) => s.add("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: true }),
      "flag left out": (s) => s.add("neptune.ClusterInstance", member),
    },
    bad: {
      "flag false": (s) => s.add("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: false }),
      "flag false, classified": (s) =>
        s.add("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: false, tags: { DataClassification: "ephi" } }),
      "flag as text": (s) => s.addUntyped("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: "false" }),
    },
    unknown: {
      "flag known later": (s) => s.add("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("neptune.ClusterInstance", { ...member, autoMinorVersionUpgrade: false, tags: { DataClassification: "none" } }),
    },
  },
});
