import { any, defineRule, fail, notApplicable, pass } from "../../rule";

const because = "the program sets the administrator's password";
const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large", masterUsername: "owner" };
const namespace = { namespaceName: "claims", adminUsername: "owner" };

export default defineRule({
  id: "redshift-managed-password",
  title: "The administrator's password of Redshift is managed by Secrets Manager",
  threat: "A password in a program or its state is read by whoever reads those, never changes, and opens all ePHI of the warehouse.",
  remedy:
    "Set manageMasterPassword (manageAdminPassword on namespaces) to true, or give the password as a write-only masterPasswordWo (adminUserPasswordWo).",
  cites: ["164.312(d)", "164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshiftserverless.Namespace"],
  check(warehouse) {
    const cluster = warehouse.as("redshift.Cluster");
    const namespace = warehouse.as("redshiftserverless.Namespace");
    const password = cluster?.at((p) => p.masterPassword) ?? namespace?.at((p) => p.adminUserPassword);
    const writeOnly = cluster?.at((p) => p.masterPasswordWo) ?? namespace?.at((p) => p.adminUserPasswordWo);
    const managed = cluster?.at((p) => p.manageMasterPassword) ?? namespace?.at((p) => p.manageAdminPassword);
    if (!password || !writeOnly || !managed) return notApplicable();
    if (password.state !== "absent") return fail(because, [password.evidence("nothing")]);
    if (managed.or(false).is(false) === "yes" && writeOnly.state === "absent") return notApplicable("the program sets no password");
    return any(
      managed.equals(true, because),
      writeOnly.state === "absent" ? fail(because) : pass("", [writeOnly.evidence("a write-only password")]),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "managed by Secrets Manager": (s) => s.add("redshift.Cluster", { ...cluster, manageMasterPassword: true }),
      "namespace managed by Secrets Manager": (s) => s.add("redshiftserverless.Namespace", { ...namespace, manageAdminPassword: true }),
      "write-only": (s) => s.add("redshift.Cluster", { ...cluster, masterPasswordWo: s.later(), masterPasswordWoVersion: 1 }),
    },
    bad: {
      "password in the program": (s) => s.add("redshift.Cluster", { ...cluster, masterPassword: s.secret("a password of the program") }),
      "password of a namespace": (s) =>
        s.add("redshiftserverless.Namespace", { ...namespace, adminUserPassword: s.secret("a password of the program") }),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, manageMasterPassword: s.later() }),
    },
    notApplicable: {
      "restored, with the flag false": (s) =>
        s.add("redshift.Cluster", { ...cluster, snapshotIdentifier: "claims-2026", manageMasterPassword: false }),
      "no ePHI": (s) =>
        s.add("redshift.Cluster", {
          ...cluster,
          masterPassword: s.secret("a password of the program"),
          tags: { DataClassification: "none" },
        }),
      "restored with the password it had": (s) =>
        s.add("redshift.Cluster", { clusterIdentifier: "claims", nodeType: "ra3.large", snapshotIdentifier: "claims-2026" }),
    },
  },
});
