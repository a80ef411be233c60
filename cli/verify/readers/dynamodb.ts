import type { ReplicaDescription, TableDescription } from "@aws-sdk/client-dynamodb";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { dynamodbCalls as calls } from "../calls/dynamodb";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const kinds = ["dynamodb.Table", "dynamodb.ResourcePolicy", "dynamodb.TableReplica"] as const satisfies readonly ClassName[];

/** Tables of a Region with their policies and those of their streams; replicas are inline. */
export const dynamodbReader: ServiceReader = {
  service: "dynamodb",
  calls,
  regional: true,
  kinds,
  mayGoUnseen: ["dynamodb.TableReplica"],
  read,
};

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const tables = await account.list(
    region,
    calls.tables,
    {},
    {
      items: (page) => page.TableNames,
      next: ({ LastEvaluatedTableName: last }) => (last === undefined ? undefined : { ExclusiveStartTableName: last }),
    },
  );
  await forEach(listed(reading, kinds, tables), (name) => readTable(reading, name));
}

/** Encrypted with a KMS key: under a key that DynamoDB owns, the description is not there. */
const underKms: ReadonlySet<string> = new Set(["ENABLED", "ENABLING", "UPDATING"]);

async function readTable(reading: Reading, name: string): Promise<void> {
  const { account, region, found } = reading;
  const arn = `arn:${account.partition}:dynamodb:${region}:${account.id}:table/${name}`;
  const described = await account.ask(region, calls.table, { TableName: name }, ["ResourceNotFoundException"]);
  const table = described.state === "read" ? described.value.Table : undefined;
  if (described.state === "absent" || table?.TableStatus === "DELETING") return;
  const [backups, tags] = await Promise.all([
    account.ask(region, calls.tableBackups, { TableName: name }),
    account.list(
      region,
      calls.tableTags,
      { ResourceArn: arn },
      {
        items: (page) => page.Tags,
        next: ({ NextToken: token }) => (token === undefined ? undefined : { NextToken: token }),
      },
    ),
  ]);
  const urn = found.add({
    kind: "dynamodb.Table",
    id: arn,
    region,
    inputs: {
      name,
      billingMode: part(described, ({ Table: table }) => table?.BillingModeSummary?.BillingMode ?? "PROVISIONED"),
      deletionProtectionEnabled: part(described, ({ Table: table }) => table?.DeletionProtectionEnabled),
      serverSideEncryption: part(described, ({ Table: table }) => {
        const { Status: status, KMSMasterKeyArn: kmsKeyArn } = table?.SSEDescription ?? {};
        return status !== undefined && underKms.has(status) ? { enabled: true, kmsKeyArn } : undefined;
      }),
      replicas: part(described, ({ Table: table }) => {
        const elsewhere = table?.Replicas?.filter(({ RegionName: other }) => other !== region) ?? [];
        return elsewhere.length === 0 ? undefined : elsewhere.map(replica);
      }),
      pointInTimeRecovery: part(backups, ({ ContinuousBackupsDescription: description }) => ({
        enabled: description?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED",
      })),
      tags: part(tags, tagsOf),
    },
    outputs: { arn, id: name, name },
    answers: [described, backups, tags],
  });
  const stream = streamOf(table);
  await forEach(stream === undefined ? [arn] : [arn, stream], (of) => readPolicy(reading, of, urn));
}

/** The last stream is named also where it was switched off. Source: Amazon DynamoDB API Reference, TableDescription, `LatestStreamArn`. */
function streamOf(table: TableDescription | undefined): string | undefined {
  return table?.StreamSpecification?.StreamEnabled === true ? table.LatestStreamArn : undefined;
}

/** A table has a policy, and its stream one of its own. Source: Amazon DynamoDB API Reference, GetResourcePolicy. */
async function readPolicy({ account, region, found }: Reading, resourceArn: string, table: string): Promise<void> {
  const policy = await account.ask(region, calls.tablePolicy, { ResourceArn: resourceArn }, ["PolicyNotFoundException"]);
  if (policy.state === "absent") return;
  found.add({
    kind: "dynamodb.ResourcePolicy",
    id: resourceArn,
    region,
    inputs: { resourceArn, policy: part(policy, ({ Policy: document }) => document) },
    refersTo: { resourceArn: table },
    answers: [policy],
    mayBeAbsent: policy.state === "unread",
  });
}

/** What is set on a replica is told by its own Region only. */
function replica({ RegionName: regionName, KMSMasterKeyId: kmsKeyArn }: ReplicaDescription) {
  return { regionName, kmsKeyArn, pointInTimeRecovery: UNKNOWN, deletionProtectionEnabled: UNKNOWN };
}
