import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Referrer, Stack } from "../graph/stack";
import { any, notApplicable, undetermined, type Verdict, when } from "../verdict";
import { isAurora } from "./rds-engines";
import { observedSnapshotIsEncrypted } from "./snapshot-encryption";

const because = "storage is not encrypted";
const sourceKinds = ["rds.Instance", "rds.Cluster"] as const;
const snapshotKinds = ["rds.Snapshot", "rds.ClusterSnapshot", "rds.SnapshotCopy", "rds.ClusterSnapshotCopy"] as const;
type SourceKind = (typeof sourceKinds)[number];
type SnapshotKind = (typeof snapshotKinds)[number];

/** Whether a database's storage is encrypted, whichever way the database comes about. */
export function databaseIsEncrypted(database: Resource<SourceKind>, stack: Stack): Verdict {
  const instance = database.as("rds.Instance");
  if (instance) return instanceIsEncrypted(instance, stack);
  const cluster = database.as("rds.Cluster");
  return cluster ? clusterIsEncrypted(cluster, stack) : undetermined(because);
}

/**
 * An Aurora instance has its cluster's storage. A replica and its source are both encrypted or both not: for one within a Region the flag is
 * not even sent, across Regions a key is. A restored instance is as its snapshot or source was, since the API takes neither flag nor key then; but the
 * provider wants the flag to agree, so that a flag that is not true asks for an unencrypted database.
 * Source: Amazon RDS User Guide, "Encrypting Amazon RDS resources", "Limitations of Amazon RDS encrypted DB instances".
 */
function instanceIsEncrypted(instance: Resource<"rds.Instance">, stack: Stack): Verdict {
  const flag = instance.at((p) => p.storageEncrypted);
  const key = instance.at((p) => p.kmsKeyId);
  const source = instance.at((p) => p.replicateSourceDb);
  const snapshot = instance.at((p) => p.snapshotIdentifier);
  const restored = instance.at((p) => p.restoreToPointInTime);
  const inherited = (): Verdict => {
    if (source.state !== "absent") {
      return key.state === "known" && source.state === "known" ? key.isSet(because, "a KMS key") : asTheSource(instance, source, stack);
    }
    const asked = flag.or(false).equals(true, because);
    if (snapshot.state !== "absent") return asked.outcome === "fail" ? asked : asTheSnapshot(instance, snapshot, stack);
    if (restored.state === "absent") return asked;
    const point = instance.at((p) => p.restoreToPointInTime?.sourceDbInstanceIdentifier);
    return asked.outcome === "fail" ? asked : asTheSource(instance, point, stack);
  };
  return when(
    instance.at((p) => p.engine).ask(isAurora),
    () => notApplicable("an Aurora instance has the storage of its cluster"),
    inherited,
  );
}

/**
 * A cluster that is restored takes a key, and with it encrypts what was not. Serverless v1 clusters are always encrypted.
 * Source: Amazon RDS API Reference, RestoreDBClusterFromSnapshot, `KmsKeyId`; Aurora User Guide, "Encrypting Amazon Aurora resources".
 */
function clusterIsEncrypted(cluster: Resource<"rds.Cluster">, stack: Stack): Verdict {
  const flag = cluster.at((p) => p.storageEncrypted);
  const created = () =>
    when(
      cluster.at((p) => p.engineMode).is("serverless"),
      () => flag.or(true).equals(true, because),
      () => flag.or(false).equals(true, because),
    );
  const snapshot = cluster.at((p) => p.snapshotIdentifier);
  const restored = cluster.at((p) => p.restoreToPointInTime);
  const replica = cluster.at((p) => p.replicationSourceIdentifier);
  if (snapshot.state === "absent" && restored.state === "absent" && replica.state === "absent") return created();
  if (flag.is(false) === "yes" && flag.state === "known") return flag.equals(true, because);
  const key = cluster.at((p) => p.kmsKeyId);
  if (key.state !== "absent") return flag.state === "unknown" ? flag.equals(true, because) : key.isSet(because, "a KMS key");
  if (snapshot.state !== "absent") return asTheSnapshot(cluster, snapshot, stack);
  if (restored.state === "absent") return any(flag.or(false).equals(true, because), asTheSource(cluster, replica, stack));
  return asTheSource(
    cluster,
    cluster.at((p) => p.restoreToPointInTime?.sourceClusterIdentifier),
    stack,
  );
}

function asTheSource(database: Referrer, source: Cell<unknown>, stack: Stack): Verdict {
  return stack.target(database, source, sourceKinds).decide({
    resource: (found) => databaseIsEncrypted(found, stack),
    absent: () => undetermined("the database that it is made from is not named", [source.evidence("an encrypted database")]),
  });
}

function asTheSnapshot(database: Referrer, snapshot: Cell<unknown>, stack: Stack): Verdict {
  return stack.target(database, snapshot, snapshotKinds).decide({
    resource: (found) => databaseSnapshotIsEncrypted(found, stack),
    absent: () => undetermined("the snapshot that it is made from is not named", [snapshot.evidence("an encrypted snapshot")]),
  });
}

/**
 * Whether a database's snapshot is encrypted: a snapshot is as its database is; a copy is where it names a key, else as what it copies.
 * Source: Amazon RDS User Guide, "Encrypting Amazon RDS resources"; "Copying a DB snapshot for Amazon RDS", "Handling encryption".
 */
export function databaseSnapshotIsEncrypted(snapshot: Resource<SnapshotKind>, stack: Stack): Verdict {
  const taken = snapshot.as("rds.Snapshot") ?? snapshot.as("rds.ClusterSnapshot");
  const observed = taken && observedSnapshotIsEncrypted(taken, because);
  if (observed) return observed;
  const source =
    snapshot.as("rds.Snapshot")?.at((p) => p.dbInstanceIdentifier) ?? snapshot.as("rds.ClusterSnapshot")?.at((p) => p.dbClusterIdentifier);
  if (source) {
    return stack.target(snapshot, source, sourceKinds).decide({
      resource: (found) => databaseIsEncrypted(found, stack),
      absent: () => undetermined("the database of the snapshot is not named", [source.evidence("a database")]),
    });
  }
  const copy = snapshot.as("rds.SnapshotCopy") ?? snapshot.as("rds.ClusterSnapshotCopy");
  const key = snapshot.as("rds.SnapshotCopy")?.at((p) => p.kmsKeyId) ?? snapshot.as("rds.ClusterSnapshotCopy")?.at((p) => p.kmsKeyId);
  const copied =
    snapshot.as("rds.SnapshotCopy")?.at((p) => p.sourceDbSnapshotIdentifier) ??
    snapshot.as("rds.ClusterSnapshotCopy")?.at((p) => p.sourceDbClusterSnapshotIdentifier);
  if (!copy || !key || !copied) return undetermined(because);
  if (key.state !== "absent") return key.isSet(because, "a KMS key");
  return stack.target(snapshot, copied, snapshotKinds).decide({
    resource: (found) => databaseSnapshotIsEncrypted(found, stack),
    absent: () => undetermined("the snapshot that is copied is not named", [copied.evidence("an encrypted snapshot")]),
  });
}
