import { defineRule, when } from "../../rule";

export default defineRule({
  id: "rds-storage-encrypted",
  title: "RDS storage is encrypted",
  threat: "A copied snapshot or disk of an unencrypted database discloses ePHI.",
  remedy: "Set storageEncrypted to true; an existing database is encrypted by restoring an encrypted copy of its snapshot.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database) {
    const flag = database
      .at((p) => p.storageEncrypted)
      .or(false)
      .equals(true, "storage is not encrypted");
    const instance = database.as("rds.Instance");
    if (instance) {
      // An Aurora instance has no storage of its own: its cluster's is encrypted or not.
      const aurora = instance.at((p) => p.engine).ask((engine) => engine.startsWith("aurora"));
      return when(
        aurora,
        () => instance.at((p) => p.engine).isSet("no engine"),
        () => flag,
      );
    }
    return flag;
  },
  fix: () => ({ storageEncrypted: true }),
  equivalents: { config: ["rds-storage-encrypted"], cdkNag: ["HIPAA.Security-RDSStorageEncrypted"], checkov: ["CKV_AWS_16"] },
  examples: {
    good: {
      "flag set": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres", storageEncrypted: true }),
    },
    bad: {
      "flag false": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", storageEncrypted: false }),
      "flag left out": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", engine: "postgres" }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", storageEncrypted: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Cluster", { engine: "aurora-postgresql", tags: { DataClassification: "none" } }),
    },
  },
});
