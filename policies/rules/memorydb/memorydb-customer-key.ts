import { defineRule, notApplicable } from "../../rule";

const because = "it is not encrypted with a customer-managed key";
const cluster = { aclName: "sessions", nodeType: "db.r7g.large" };
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "memorydb-customer-key",
  title: "MemoryDB is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a snapshot, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyArn to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["memorydb.Cluster", "memorydb.Snapshot"],
  check(database, stack) {
    const named = database.at((p) => p.kmsKeyArn);
    const own = () => stack.key(database, named).isCustomerManaged(because);
    const snapshot = database.as("memorydb.Snapshot");
    if (!snapshot || named.state !== "absent") return own();
    // A snapshot without a key of its own has its cluster's.
    const source = snapshot.at((p) => p.clusterName);
    return stack.target(snapshot, source, "memorydb.Cluster").decide({
      resource: (found) => {
        const inherited = found.at((p) => p.kmsKeyArn);
        return stack.key(found, inherited).isCustomerManaged(because);
      },
      absent: () => notApplicable("no cluster is named"),
    });
  },
  equivalents: { checkov: ["CKV_AWS_201", "CKV_AWS_278"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("memorydb.Cluster", { ...cluster, kmsKeyArn: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("memorydb.Cluster", { ...cluster, kmsKeyArn: own.out("arn") });
      },
      "snapshot of a cluster with a key": (s) => {
        const source = s.add("memorydb.Cluster", { ...cluster, kmsKeyArn: key });
        return s.add("memorydb.Snapshot", { clusterName: source.out("name") });
      },
    },
    bad: {
      "AWS's own key": (s) => s.add("memorydb.Cluster", { ...cluster, kmsKeyArn: "alias/aws/memorydb" }),
      "no key": (s) => s.add("memorydb.Cluster", cluster),
      "snapshot of a cluster without a key": (s) => {
        const source = s.add("memorydb.Cluster", cluster);
        return s.add("memorydb.Snapshot", { clusterName: source.out("name") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("memorydb.Cluster", { ...cluster, kmsKeyArn: s.later() }),
      "snapshot of a cluster outside the stack": (s) => s.add("memorydb.Snapshot", { clusterName: "sessions" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("memorydb.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
