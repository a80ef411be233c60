import { any, defineRule, fail, notApplicable, pass } from "../../rule";

const because = "the program sets the master password";
const elastic = { adminUserName: "owner", shardCapacity: 2, shardCount: 1 };
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-AbCdEf";

export default defineRule({
  id: "docdb-managed-password",
  title: "The master password of DocumentDB is managed by Secrets Manager",
  threat: "A master password in a program or its state is read by whoever reads those, never changes, and opens all ePHI of the cluster.",
  remedy:
    'Set manageMasterUserPassword to true, or give the password as a write-only masterPasswordWo; on elastic clusters set authType to "SECRET_ARN".',
  cites: ["164.312(d)", "164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["docdb.Cluster", "docdb.ElasticCluster"],
  check(database) {
    const elastic = database.as("docdb.ElasticCluster");
    if (elastic)
      return elastic
        .at((p) => p.authType)
        .shown()
        .equals("SECRET_ARN", because);
    const cluster = database.as("docdb.Cluster");
    if (!cluster) return notApplicable();
    const password = cluster.at((p) => p.masterPassword);
    const writeOnly = cluster.at((p) => p.masterPasswordWo);
    const managed = cluster.at((p) => p.manageMasterUserPassword);
    if (password.state !== "absent") return fail(because, [password.evidence("nothing")]);
    if (managed.or(false).is(false) === "yes" && writeOnly.state === "absent")
      return notApplicable("it has the password of what it is made from");
    return any(
      managed.equals(true, because),
      writeOnly.state === "absent" ? fail(because) : pass("", [writeOnly.evidence("a write-only password")]),
    );
  },
  equivalents: { cdkNag: ["DocumentDBCredentialsInSecretsManager"] },
  examples: {
    good: {
      "managed by Secrets Manager": (s) => s.add("docdb.Cluster", { masterUsername: "owner", manageMasterUserPassword: true }),
      "elastic cluster with a secret": (s) =>
        s.add("docdb.ElasticCluster", { ...elastic, authType: "SECRET_ARN", adminUserPassword: secretArn }),
    },
    bad: {
      "password in the program": (s) =>
        s.add("docdb.Cluster", { masterUsername: "owner", masterPassword: s.secret("a password of the program") }),
      "elastic cluster with a password": (s) =>
        s.add("docdb.ElasticCluster", { ...elastic, authType: "PLAIN_TEXT", adminUserPassword: s.secret("a password of the program") }),
    },
    unknown: {
      "flag known later": (s) => s.add("docdb.Cluster", { masterUsername: "owner", manageMasterUserPassword: s.later() }),
    },
    notApplicable: {
      "restored, with the flag false": (s) => s.add("docdb.Cluster", { snapshotIdentifier: "notes-2026", manageMasterUserPassword: false }),
      "no ePHI": (s) =>
        s.add("docdb.Cluster", { masterPassword: s.secret("a password of the program"), tags: { DataClassification: "none" } }),
      "restored with the password it had": (s) => s.add("docdb.Cluster", { snapshotIdentifier: "notes-2026" }),
    },
  },
});
