import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import type { PropertiesOf } from "../../../../policies/reader";
import { service } from "../emulator";
import { emulated, type Making } from "../kind";
import { tagList } from "../shape";

const dynamodb = service((configuration) => new DynamoDBClient(configuration));

type Recovered = PropertiesOf<"dynamodb.Table">;

function recover(making: Making<Recovered>): Promise<unknown> {
  const { name, pointInTimeRecovery: recovery } = making.inputs;
  return dynamodb(making, UpdateContinuousBackupsCommand, {
    TableName: name,
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: recovery?.enabled ?? false,
      RecoveryPeriodInDays: recovery?.recoveryPeriodInDays,
    },
  });
}

const table = emulated("dynamodb.Table", {
  async create(making) {
    const { inputs } = making;
    const { serverSideEncryption: encryption } = inputs;
    const keys = [
      { AttributeName: inputs.hashKey, KeyType: "HASH" },
      ...(inputs.rangeKey === undefined ? [] : [{ AttributeName: inputs.rangeKey, KeyType: "RANGE" }]),
    ];
    const { TableDescription: made } = await dynamodb(making, CreateTableCommand, {
      TableName: inputs.name,
      AttributeDefinitions: (inputs.attributes ?? []).map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
      KeySchema: keys,
      BillingMode: inputs.billingMode,
      DeletionProtectionEnabled: inputs.deletionProtectionEnabled,
      SSESpecification: encryption && {
        Enabled: encryption.enabled,
        SSEType: encryption.enabled ? "KMS" : undefined,
        KMSMasterKeyId: encryption.kmsKeyArn,
      },
      StreamSpecification: inputs.streamEnabled ? { StreamEnabled: true, StreamViewType: inputs.streamViewType } : undefined,
      Tags: tagList(making.tags),
    });
    await recover(making);
    return { id: inputs.name ?? "", outputs: { arn: made?.TableArn, streamArn: made?.LatestStreamArn } };
  },
  async read(standing) {
    const { Table: found } = await dynamodb(standing, DescribeTableCommand, { TableName: standing.id });
    const { ContinuousBackupsDescription: backups } = await dynamodb(standing, DescribeContinuousBackupsCommand, {
      TableName: standing.id,
    });
    const recovery = backups?.PointInTimeRecoveryDescription;
    return {
      deletionProtectionEnabled: found?.DeletionProtectionEnabled ?? false,
      pointInTimeRecovery: { enabled: recovery?.PointInTimeRecoveryStatus === "ENABLED" },
      ...(standing.inputs.serverSideEncryption && { serverSideEncryption: { kmsKeyArn: found?.SSEDescription?.KMSMasterKeyArn } }),
    };
  },
  async update(standing) {
    await dynamodb(standing, UpdateTableCommand, {
      TableName: standing.id,
      DeletionProtectionEnabled: standing.inputs.deletionProtectionEnabled ?? false,
    });
    await recover(standing);
  },
  delete: (standing) => dynamodb(standing, DeleteTableCommand, { TableName: standing.id }),
});

export const dynamodbKinds = [table];
