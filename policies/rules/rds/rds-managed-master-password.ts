import { any, defineRule, fail, notApplicable, pass } from "../../rule";

const because = "the program sets the master password";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20, username: "owner" };

export default defineRule({
  id: "rds-managed-master-password",
  title: "The master password of RDS databases is managed by Secrets Manager",
  threat: "A master password in a program or its state is read by whoever reads those, never changes, and opens all ePHI of the database.",
  remedy: "Set manageMasterUserPassword to true, or give the password as a write-only passwordWo (masterPasswordWo on clusters).",
  cites: ["164.312(d)", "164.308(a)(5)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  // The secret holds a password, no ePHI, and is encrypted in any case: a customer-managed key for it is not asked for here.
  check(database) {
    const instance = database.as("rds.Instance");
    const cluster = database.as("rds.Cluster");
    const password = instance?.at((p) => p.password) ?? cluster?.at((p) => p.masterPassword);
    const writeOnly = instance?.at((p) => p.passwordWo) ?? cluster?.at((p) => p.masterPasswordWo);
    const managed = database.at((p) => p.manageMasterUserPassword);
    if (!password || !writeOnly) return notApplicable();
    if (password.state !== "absent") return fail(because, [password.evidence("nothing")]);
    if (managed.or(false).is(false) === "yes" && writeOnly.state === "absent")
      return notApplicable("it has the password of what it is made from");
    return any(
      managed.equals(true, because),
      writeOnly.state === "absent" ? fail(because) : pass("", [writeOnly.evidence("a write-only password")]),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "managed by Secrets Manager": (s) => s.add("rds.Instance", { ...instance, manageMasterUserPassword: true }),
      "write-only": (s) => s.add("rds.Instance", { ...instance, passwordWo: s.later(), passwordWoVersion: 1 }),
      "cluster managed by Secrets Manager": (s) =>
        s.add("rds.Cluster", { engine: "aurora-postgresql", masterUsername: "owner", manageMasterUserPassword: true }),
    },
    bad: {
      "password in the program": (s) => s.add("rds.Instance", { ...instance, password: s.secret("a password of the program") }),
      "password of a cluster": (s) =>
        s.add("rds.Cluster", {
          engine: "aurora-postgresql",
          masterUsername: "owner",
          masterPassword: s.secret("a password of the program"),
        }),
    },
    unknown: {
      "flag known later": (s) => s.add("rds.Instance", { ...instance, manageMasterUserPassword: s.later() }),
    },
    notApplicable: {
      "read replica that says so": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients", manageMasterUserPassword: false }),
      "no ePHI": (s) =>
        s.add("rds.Instance", { ...instance, password: s.secret("a password of the program"), tags: { DataClassification: "none" } }),
      "read replica": (s) => s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
    },
  },
});
