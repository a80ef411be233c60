import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Referrer, Stack } from "../graph/stack";
import { undetermined, type Verdict } from "../verdict";
import { observedSnapshotIsEncrypted } from "./snapshot-encryption";

const because = "storage is not encrypted";

/**
 * Whether a Neptune cluster's storage is encrypted. A cluster that is restored or replicated takes a key; without one it is as what it is made from.
 * Source: Amazon Neptune User Guide, "Encrypting data at rest in your Amazon Neptune database"; API Reference, RestoreDBClusterFromSnapshot, `KmsKeyId`.
 */
export function neptuneIsEncrypted(cluster: Resource<"neptune.Cluster">, stack: Stack): Verdict {
  const snapshot = cluster.at((p) => p.snapshotIdentifier);
  const source = cluster.at((p) => p.replicationSourceIdentifier);
  return madeEncrypted(
    cluster.at((p) => p.storageEncrypted),
    cluster.at((p) => p.kmsKeyArn),
    snapshot.state !== "absent"
      ? () =>
          stack.target(cluster, snapshot, "neptune.ClusterSnapshot").decide({
            resource: (found) => neptuneSnapshotIsEncrypted(found, stack),
            absent: () => undetermined(because),
          })
      : source.state !== "absent"
        ? () =>
            stack
              .target(cluster, source, "neptune.Cluster")
              .decide({ resource: (found) => neptuneIsEncrypted(found, stack), absent: () => undetermined(because) })
        : undefined,
  );
}

/** A snapshot is as its cluster is. */
export function neptuneSnapshotIsEncrypted(snapshot: Resource<"neptune.ClusterSnapshot">, stack: Stack): Verdict {
  const observed = observedSnapshotIsEncrypted(snapshot, because);
  if (observed) return observed;
  const cluster = snapshot.at((p) => p.dbClusterIdentifier);
  return stack.target(snapshot, cluster, "neptune.Cluster").decide({
    resource: (found) => neptuneIsEncrypted(found, stack),
    absent: () => undetermined("the cluster of the snapshot is not named", [cluster.evidence("an encrypted cluster")]),
  });
}

/** Whether a DocumentDB cluster's storage is encrypted. Source: Amazon DocumentDB Developer Guide, "Encrypting Amazon DocumentDB data at rest". */
export function documentDbIsEncrypted(cluster: Resource<"docdb.Cluster">, stack: Stack): Verdict {
  const snapshot = cluster.at((p) => p.snapshotIdentifier);
  const restored = cluster.at((p) => p.restoreToPointInTime);
  return madeEncrypted(
    cluster.at((p) => p.storageEncrypted),
    cluster.at((p) => p.kmsKeyId),
    snapshot.state !== "absent"
      ? () =>
          stack.target(cluster, snapshot, "docdb.ClusterSnapshot").decide({
            resource: (found) =>
              ofDocumentDb(
                found,
                found.at((p) => p.dbClusterIdentifier),
                stack,
              ),
            absent: () => undetermined(because),
          })
      : restored.state !== "absent"
        ? () =>
            ofDocumentDb(
              cluster,
              cluster.at((p) => p.restoreToPointInTime?.sourceClusterIdentifier),
              stack,
            )
        : undefined,
  );
}

function ofDocumentDb(from: Referrer, cluster: Cell<unknown>, stack: Stack): Verdict {
  return stack.target(from, cluster, "docdb.Cluster").decide({
    resource: (found) => documentDbIsEncrypted(found, stack),
    absent: () => undetermined("the cluster that it is made from is not named", [cluster.evidence("an encrypted cluster")]),
  });
}

/** A flag that says no fails; a key encrypts what is restored; otherwise the flag decides, or what the cluster is made from. */
function madeEncrypted(flag: Cell<boolean>, key: Cell<string>, origin: (() => Verdict) | undefined): Verdict {
  if (origin === undefined) return flag.or(false).equals(true, because);
  if (flag.is(false) === "yes" || flag.state === "unknown") return flag.equals(true, because);
  return key.state === "absent" ? origin() : key.isSet(because, "a KMS key");
}
