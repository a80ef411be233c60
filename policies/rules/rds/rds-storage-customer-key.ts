import { isAurora } from "../../aws/rds-engines";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { defineRule, notApplicable, undetermined, type Verdict, when } from "../../rule";

const because = "storage is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20, storageEncrypted: true };
const cluster = { engine: "aurora-postgresql", storageEncrypted: true };

/**
 * A replica in its source's Region has the source's key, and a restored database that of its snapshot or source unless it names one.
 * Source: Amazon RDS User Guide, "Encrypting Amazon RDS resources".
 */
function instanceHasCustomerKey(instance: Resource<"rds.Instance">, stack: Stack): Verdict {
  const named = instance.at((p) => p.kmsKeyId);
  const own = () => stack.key(instance, named).isCustomerManaged(because);
  if (named.state !== "absent") return own();
  const source = instance.at((p) => p.replicateSourceDb);
  if (source.state !== "absent") {
    return stack
      .target(instance, source, "rds.Instance")
      .decide({ resource: (found) => instanceHasCustomerKey(found, stack), absent: own });
  }
  const origins = [instance.at((p) => p.snapshotIdentifier), instance.at((p) => p.restoreToPointInTime)];
  if (origins.every((origin) => origin.state === "absent")) return own();
  return undetermined("the key is that of the snapshot or database which this one is restored from", [
    named.evidence("a customer-managed KMS key"),
  ]);
}

export default defineRule({
  id: "rds-storage-customer-key",
  title: "RDS storage is encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a database's snapshots, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyId to a customer-managed KMS key, beside storageEncrypted true.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database, stack) {
    const instance = database.as("rds.Instance");
    if (instance) {
      return when(
        instance.at((p) => p.engine).ask(isAurora),
        () => notApplicable("an Aurora instance has the storage of its cluster"),
        () => instanceHasCustomerKey(instance, stack),
      );
    }
    const cluster = database.as("rds.Cluster");
    if (!cluster) return notApplicable();
    const named = cluster.at((p) => p.kmsKeyId);
    const origins = [
      cluster.at((p) => p.snapshotIdentifier),
      cluster.at((p) => p.restoreToPointInTime),
      cluster.at((p) => p.replicationSourceIdentifier),
    ];
    if (named.state !== "absent" || origins.every((origin) => origin.state === "absent")) {
      return stack.key(cluster, named).isCustomerManaged(because);
    }
    return undetermined("the key is that of the snapshot or cluster which this one is made from", [
      named.evidence("a customer-managed KMS key"),
    ]);
  },
  equivalents: {
    checkov: ["CKV_AWS_327"],
    pulumi: ["aws-rds-instance-configure-customer-managed-key", "aws-rds-cluster-configure-customer-managed-key"],
  },
  examples: {
    good: {
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("rds.Instance", { ...instance, kmsKeyId: own.out("arn") });
      },
      "key by its ARN": (s) => s.add("rds.Cluster", { ...cluster, kmsKeyId: key }),
      "replica with its source's key": (s) => {
        const source = s.add("rds.Instance", { ...instance, kmsKeyId: key });
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("identifier") });
      },
      "from a snapshot, with a key": (s) => s.add("rds.Cluster", { ...cluster, kmsKeyId: key, snapshotIdentifier: "patients-2026" }),
      "instance from a snapshot, with a key": (s) =>
        s.add("rds.Instance", { ...instance, kmsKeyId: key, snapshotIdentifier: "patients-2026" }),
    },
    bad: {
      "no key": (s) => s.add("rds.Cluster", cluster),
      "AWS's own key": (s) => s.add("rds.Instance", { ...instance, kmsKeyId: "alias/aws/rds" }),
      "replica of a database without a key": (s) => {
        const source = s.add("rds.Instance", instance);
        return s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: source.out("identifier") });
      },
    },
    unknown: {
      "key known later": (s) => s.add("rds.Cluster", { ...cluster, kmsKeyId: s.later() }),
      "restored from a snapshot": (s) => s.add("rds.Instance", { ...instance, snapshotIdentifier: "patients-2026" }),
      "cluster from a snapshot": (s) => s.add("rds.Cluster", { ...cluster, snapshotIdentifier: "patients-2026" }),
      "cluster of an earlier time": (s) =>
        s.add("rds.Cluster", { ...cluster, restoreToPointInTime: { sourceClusterIdentifier: "patients", useLatestRestorableTime: true } }),
      "replica of a cluster": (s) =>
        s.add("rds.Cluster", { ...cluster, replicationSourceIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:patients" }),
      "instance of an earlier time": (s) =>
        s.add("rds.Instance", {
          ...instance,
          restoreToPointInTime: { sourceDbInstanceIdentifier: "patients", useLatestRestorableTime: true },
        }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
      "an Aurora instance has its cluster's key": (s) => s.add("rds.Instance", { instanceClass: "db.r7g.large", engine: "aurora-mysql" }),
    },
  },
});
