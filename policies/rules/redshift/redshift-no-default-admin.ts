import type { Example } from "../../examples";
import { defineRule, notApplicable } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const common = ["admin", "administrator", "awsuser", "postgres", "root", "master"];

export default defineRule({
  id: "redshift-no-default-admin",
  title: "The administrator of Redshift has a name of its own",
  threat: "A name that every attacker tries first leaves only the password between them and ePHI.",
  remedy: "Choose a masterUsername (adminUsername on namespaces) other than awsuser, admin, administrator, postgres, root or master.",
  cites: ["164.312(a)(2)(i)"],
  severity: "low",
  // Advisory: a name is no secret, and changing it replaces the cluster. What the first database is called says nothing of a user.
  level: "advisory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshiftserverless.Namespace"],
  check(warehouse) {
    const name =
      warehouse.as("redshift.Cluster")?.at((p) => p.masterUsername) ??
      warehouse.as("redshiftserverless.Namespace")?.at((p) => p.adminUsername);
    if (!name || name.state === "absent") return notApplicable("the program names no administrator");
    return name.test((text) => !common.includes(text.toLowerCase()), "a name of its own", "the administrator has a common name");
  },
  equivalents: {
    cdkNag: ["RedshiftClusterNonDefaultUsername"],
    prowler: ["redshift_cluster_non_default_username", "redshift_cluster_non_default_database_name"],
    checkov: ["CKV_AWS_320", "CKV_AWS_391"],
  },
  examples: {
    good: {
      cluster: (s) => s.add("redshift.Cluster", { ...cluster, masterUsername: "claims_owner" }),
      namespace: (s) => s.add("redshiftserverless.Namespace", { namespaceName: "claims", adminUsername: "claims_owner" }),
    },
    bad: {
      "the console's name": (s) => s.add("redshift.Cluster", { ...cluster, masterUsername: "awsuser" }),
      "a common name of a namespace": (s) => s.add("redshiftserverless.Namespace", { namespaceName: "claims", adminUsername: "admin" }),
      ...Object.fromEntries(
        ["administrator", "postgres", "root", "master"].map((masterUsername): [string, Example] => [
          masterUsername,
          (s) => s.add("redshift.Cluster", { clusterIdentifier: "results", nodeType: "ra3.large", masterUsername }),
        ]),
      ),
    },
    unknown: {
      "name known later": (s) => s.add("redshift.Cluster", { ...cluster, masterUsername: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, masterUsername: "awsuser", tags: { DataClassification: "none" } }),
      "restored from a snapshot": (s) => s.add("redshift.Cluster", { ...cluster, snapshotIdentifier: "claims-2026" }),
    },
  },
});
