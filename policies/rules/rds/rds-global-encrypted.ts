import { databaseIsEncrypted } from "../../aws/rds-encryption";
import { defineRule } from "../../rule";

const global = { globalClusterIdentifier: "patients", engine: "aurora-postgresql" };

export default defineRule({
  id: "rds-global-encrypted",
  title: "Aurora global clusters are encrypted",
  threat: "A copied snapshot or disk of an unencrypted cluster in any Region discloses ePHI.",
  remedy: "Set storageEncrypted to true, or make the global cluster from an encrypted cluster.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.GlobalCluster"],
  // One that is made from a cluster is as that cluster is.
  check: (global, stack) =>
    stack
      .target(
        global,
        global.at((p) => p.sourceDbClusterIdentifier),
        "rds.Cluster",
      )
      .decide({
        resource: (cluster) => {
          const source = cluster.node.view<"rds.Cluster" | "rds.Instance">("related");
          return databaseIsEncrypted(source, stack);
        },
        absent: () =>
          global
            .at((p) => p.storageEncrypted)
            .or(false)
            .equals(true, "the global cluster is not encrypted"),
      }),
  equivalents: { checkov: ["CKV_AWS_140"] },
  examples: {
    good: {
      "flag set": (s) => s.add("rds.GlobalCluster", { ...global, storageEncrypted: true }),
      "made from an encrypted cluster": (s) => {
        const source = s.add("rds.Cluster", { engine: "aurora-postgresql", storageEncrypted: true });
        return s.add("rds.GlobalCluster", { globalClusterIdentifier: "patients", sourceDbClusterIdentifier: source.out("arn") });
      },
    },
    bad: {
      "flag false": (s) => s.add("rds.GlobalCluster", { ...global, storageEncrypted: false }),
      "flag left out": (s) => s.add("rds.GlobalCluster", global),
      "made from an unencrypted cluster": (s) => {
        const source = s.add("rds.Cluster", { engine: "aurora-postgresql" });
        return s.add("rds.GlobalCluster", { globalClusterIdentifier: "patients", sourceDbClusterIdentifier: source.out("arn") });
      },
    },
    unknown: {
      "flag known later": (s) => s.add("rds.GlobalCluster", { ...global, storageEncrypted: s.later() }),
      "made from a cluster outside the stack": (s) =>
        s.add("rds.GlobalCluster", {
          globalClusterIdentifier: "patients",
          sourceDbClusterIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:patients",
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.GlobalCluster", { ...global, tags: { DataClassification: "none" } }),
    },
  },
});
