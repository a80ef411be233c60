import { defineRule, notApplicable, undetermined } from "../../rule";

const because = "storage is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "neptune-customer-key",
  title: "Neptune is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a snapshot, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyArn (kmsKeyIdentifier on graphs) to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.Cluster", "neptunegraph.Graph"],
  check(database, stack) {
    const cluster = database.as("neptune.Cluster");
    const graph = database.as("neptunegraph.Graph");
    if (graph) {
      const named = graph.at((p) => p.kmsKeyIdentifier);
      return stack.key(graph, named).isCustomerManaged(because);
    }
    if (!cluster) return notApplicable();
    const named = cluster.at((p) => p.kmsKeyArn);
    const origins = [cluster.at((p) => p.snapshotIdentifier), cluster.at((p) => p.replicationSourceIdentifier)];
    if (named.state !== "absent" || origins.every((origin) => origin.state === "absent")) {
      return stack.key(cluster, named).isCustomerManaged(because);
    }
    return undetermined("the key is that of what the cluster is made from", [named.evidence("a customer-managed KMS key")]);
  },
  equivalents: { checkov: ["CKV_AWS_347"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("neptune.Cluster", { storageEncrypted: true, kmsKeyArn: key }),
      "graph with a key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("neptunegraph.Graph", { provisionedMemory: 16, kmsKeyIdentifier: own.out("arn") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("neptune.Cluster", { storageEncrypted: true, kmsKeyArn: "alias/aws/rds" }),
      "no key": (s) => s.add("neptune.Cluster", { storageEncrypted: true }),
      "graph without a key": (s) => s.add("neptunegraph.Graph", { provisionedMemory: 16 }),
    },
    unknown: {
      "key known later": (s) => s.add("neptune.Cluster", { storageEncrypted: true, kmsKeyArn: s.later() }),
      "restored from a snapshot": (s) => s.add("neptune.Cluster", { snapshotIdentifier: "kinship-2026" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("neptune.Cluster", { tags: { DataClassification: "none" } }),
    },
  },
});
