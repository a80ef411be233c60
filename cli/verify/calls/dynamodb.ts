import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from "@aws-sdk/client-dynamodb";
import { service } from "../call";

const dynamodb = service("dynamodb", (configuration) => new DynamoDBClient(configuration));

export const dynamodbCalls = {
  tables: dynamodb.read("dynamodb:ListTables", ListTablesCommand),
  table: dynamodb.read("dynamodb:DescribeTable", DescribeTableCommand),
  tableBackups: dynamodb.read("dynamodb:DescribeContinuousBackups", DescribeContinuousBackupsCommand),
  tablePolicy: dynamodb.read("dynamodb:GetResourcePolicy", GetResourcePolicyCommand),
  tableTags: dynamodb.read("dynamodb:ListTagsOfResource", ListTagsOfResourceCommand),
} as const;
