import type { DBClusterSnapshot, DBSnapshot } from "@aws-sdk/client-rds";
import type { Answer } from "../../account";
import { rdsCalls as calls } from "../../calls/rds";
import { part, tagsOf } from "../../found";
import { keyArn } from "../../key-arn";
import { byMarker } from "../../paging";
import { forEach, listed, type Reading } from "../../reader";
import { familyOf, isEncrypted, isLeaving, rdsArn } from "./engines";

export const clusterSnapshotKinds = ["rds.ClusterSnapshot", "docdb.ClusterSnapshot", "neptune.ClusterSnapshot"] as const;

interface Attribute {
  readonly AttributeName?: string | undefined;
  readonly AttributeValues?: readonly string[] | undefined;
}

/** Who may restore it: account ids, or "all". Source: RDS API Reference, DBSnapshotAttribute, "restore". */
function sharedWith(attributes: readonly Attribute[] | undefined): readonly string[] | undefined {
  return attributes?.find(({ AttributeName: name }) => name === "restore")?.AttributeValues;
}

/**
 * Snapshots that people, programs and AWS Backup keep. Automated ones are their database's: nobody can share or change them.
 * Source: Amazon RDS User Guide, "Sharing a DB snapshot for Amazon RDS".
 */
function isKept({ SnapshotType: type, Status: status }: DBSnapshot | DBClusterSnapshot): boolean {
  return type !== "automated" && type !== "shared" && type !== "public" && !isLeaving(status) && status !== "failed";
}

/** Only those taken by hand can be shared; of others, AWS refuses the question. */
function isShareable({ SnapshotType: type }: DBSnapshot | DBClusterSnapshot): boolean {
  return type === undefined || type === "manual";
}

/** Without this type, AWS lists automated and manual snapshots of instances only; of clusters it knows no such type. Source: RDS API Reference, DescribeDBSnapshots and DescribeDBClusterSnapshots. */
const ofBackup = "awsbackup";

export async function readSnapshots(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [instances, keptByBackup, clusters] = await Promise.all([
    account.list(region, calls.snapshots, {}, { items: (page) => page.DBSnapshots, next: byMarker }),
    account.list(region, calls.snapshots, { SnapshotType: ofBackup }, { items: (page) => page.DBSnapshots, next: byMarker }),
    account.list(region, calls.clusterSnapshots, {}, { items: (page) => page.DBClusterSnapshots, next: byMarker }),
  ]);
  const ofInstances = [
    ...listed(reading, ["rds.Snapshot"], instances).filter(({ SnapshotType: type }) => type !== ofBackup),
    ...listed(reading, ["rds.Snapshot"], keptByBackup).filter(({ SnapshotType: type }) => type === ofBackup),
  ];
  await Promise.all([
    forEach(ofInstances.filter(isKept), (snapshot) => readSnapshot(reading, snapshot)),
    forEach(listed(reading, clusterSnapshotKinds, clusters).filter(isKept), (snapshot) => readClusterSnapshot(reading, snapshot)),
  ]);
}

async function readSnapshot(reading: Reading, snapshot: DBSnapshot): Promise<void> {
  const { account, region, found } = reading;
  const { DBSnapshotIdentifier: name, DBSnapshotArn: arn, DBInstanceIdentifier: instance } = snapshot;
  if (name === undefined || arn === undefined) return;
  const attributes: Answer<readonly string[] | undefined> = isShareable(snapshot)
    ? mapped(await account.ask(region, calls.snapshotAttributes, { DBSnapshotIdentifier: name }), (answer) =>
        sharedWith(answer.DBSnapshotAttributesResult?.DBSnapshotAttributes),
      )
    : { state: "absent" };
  found.add({
    kind: "rds.Snapshot",
    id: arn,
    region,
    inputs: {
      dbInstanceIdentifier: instance,
      dbSnapshotIdentifier: name,
      sharedAccounts: part(attributes, (accounts) => accounts),
      tags: tagsOf(snapshot.TagList),
    },
    outputs: { arn, id: name },
    refersTo: instance === undefined ? {} : { dbInstanceIdentifier: found.urnOf("rds.Instance", rdsArn(reading, "db", instance)) },
    answers: [attributes],
    observed: { encrypted: isEncrypted(snapshot) },
  });
}

async function readClusterSnapshot(reading: Reading, snapshot: DBClusterSnapshot): Promise<void> {
  const { account, region, found } = reading;
  const { DBClusterSnapshotIdentifier: name, DBClusterSnapshotArn: arn, DBClusterIdentifier: cluster } = snapshot;
  if (name === undefined || arn === undefined) return;
  const family = familyOf(snapshot.Engine);
  const inputs = { dbClusterIdentifier: cluster, dbClusterSnapshotIdentifier: name };
  const shared = {
    id: arn,
    region,
    outputs: { arn, id: name },
    refersTo: cluster === undefined ? {} : { dbClusterIdentifier: found.urnOf(`${family}.Cluster`, rdsArn(reading, "cluster", cluster)) },
  };
  const observed = { encrypted: isEncrypted(snapshot) };
  if (family === "docdb") {
    found.add({ ...shared, kind: "docdb.ClusterSnapshot", inputs });
    return;
  }
  if (family === "neptune") {
    found.add({ ...shared, kind: "neptune.ClusterSnapshot", inputs, observed });
    return;
  }
  const attributes: Answer<readonly string[] | undefined> = isShareable(snapshot)
    ? mapped(await account.ask(region, calls.clusterSnapshotAttributes, { DBClusterSnapshotIdentifier: name }), (answer) =>
        sharedWith(answer.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes),
      )
    : { state: "absent" };
  found.add({
    ...shared,
    kind: "rds.ClusterSnapshot",
    inputs: { ...inputs, sharedAccounts: part(attributes, (accounts) => accounts), tags: tagsOf(snapshot.TagList) },
    answers: [attributes],
    observed,
  });
}

function mapped<Value, Part>(answer: Answer<Value>, select: (value: Value) => Part): Answer<Part> {
  return answer.state === "read" ? { state: "read", value: select(answer.value) } : answer;
}

/** Backups that another Region sends here; those of this Region are its databases' own. Source: RDS API Reference, DescribeDBInstanceAutomatedBackups. */
export async function readReplicatedBackups(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const backups = await account.list(
    region,
    calls.automatedBackups,
    {},
    { items: (page) => page.DBInstanceAutomatedBackups, next: byMarker },
  );
  for (const backup of listed(reading, ["rds.InstanceAutomatedBackupsReplication"], backups)) {
    const { DBInstanceArn: source, DBInstanceAutomatedBackupsArn: own } = backup;
    const from = source?.split(":")[3];
    if (source === undefined || from === undefined || from === region) continue;
    found.add({
      kind: "rds.InstanceAutomatedBackupsReplication",
      id: own ?? `${source}/${region}`,
      region,
      inputs: { sourceDbInstanceArn: source, kmsKeyId: keyArn(reading, backup.KmsKeyId), retentionPeriod: backup.BackupRetentionPeriod },
      refersTo: { sourceDbInstanceArn: found.urnOf("rds.Instance", source) },
    });
  }
}

/** Exports of snapshots and clusters to S3; what failed or was called off left nothing behind that anybody uses. */
export async function readExports(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const tasks = await account.list(region, calls.exportTasks, {}, { items: (page) => page.ExportTasks, next: byMarker });
  for (const task of listed(reading, ["rds.ExportTask"], tasks)) {
    const { ExportTaskIdentifier: exportTaskIdentifier, SourceArn: sourceArn, Status: status } = task;
    if (exportTaskIdentifier === undefined || (status !== "STARTING" && status !== "IN_PROGRESS" && status !== "COMPLETE")) continue;
    found.add({
      kind: "rds.ExportTask",
      id: `arn:${account.partition}:rds:${region}:${account.id}:export-task:${exportTaskIdentifier}`,
      region,
      inputs: {
        exportTaskIdentifier,
        sourceArn,
        s3BucketName: task.S3Bucket,
        s3Prefix: task.S3Prefix,
        iamRoleArn: task.IamRoleArn,
        kmsKeyId: keyArn(reading, task.KmsKeyId),
      },
    });
  }
}
