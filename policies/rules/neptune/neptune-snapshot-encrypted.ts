import { neptuneSnapshotIsEncrypted } from "../../aws/cluster-encryption";
import { defineRule } from "../../rule";

const snapshot = { dbClusterSnapshotIdentifier: "kinship-2026" };

// Whom a snapshot is shared with is not an input of the resource.
export default defineRule({
  id: "neptune-snapshot-encrypted",
  title: "Neptune snapshots are encrypted",
  threat: "An unencrypted snapshot discloses a whole database of ePHI to whoever it is shared with.",
  remedy: "Set storageEncrypted to true on the cluster that the snapshot is taken from.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["neptune.ClusterSnapshot"],
  check: neptuneSnapshotIsEncrypted,
  equivalents: {
    prowler: ["neptune_cluster_snapshot_encrypted", "neptune_cluster_public_snapshot"],
    checkov: ["CKV_AWS_279", "CKV_AWS_280"],
  },
  examples: {
    good: {
      "of an encrypted cluster": (s) => {
        const cluster = s.add("neptune.Cluster", { storageEncrypted: true });
        return s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: cluster.out("id") });
      },
      "of an encrypted cluster by its name": (s) => {
        s.add("neptune.Cluster", { clusterIdentifier: "kinship", storageEncrypted: true });
        return s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: "kinship" });
      },
    },
    bad: {
      "of an unencrypted cluster": (s) => {
        const cluster = s.add("neptune.Cluster", { storageEncrypted: false });
        return s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: cluster.out("id") });
      },
      "of a cluster with nothing set": (s) => {
        const cluster = s.add("neptune.Cluster", {});
        return s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: cluster.out("id") });
      },
    },
    unknown: {
      "of a cluster outside the stack": (s) => s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: "kinship" }),
    },
    notApplicable: {
      "of a cluster without ePHI": (s) => {
        const cluster = s.add("neptune.Cluster", { tags: { DataClassification: "none" } });
        return s.add("neptune.ClusterSnapshot", { ...snapshot, dbClusterIdentifier: cluster.out("id") });
      },
    },
  },
});
