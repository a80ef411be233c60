import type { ClassName } from "../../aws/kinds";

/** What one of these actions gives out comes from resources of these kinds. */
interface ReadAction {
  readonly actions: readonly string[];
  readonly kinds: readonly ClassName[];
}

/**
 * The actions that give out what a store holds; listing and describing do not. Chosen on 2026-11-22.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS services", access level Read (and Write where the action
 * hands data out: receiving a message, starting an export).
 */
export const readActions: readonly ReadAction[] = [
  { actions: ["s3:GetObject", "s3:GetObjectVersion"], kinds: ["s3.Bucket"] },
  { actions: ["s3express:CreateSession"], kinds: ["s3.DirectoryBucket"] },
  { actions: ["s3tables:GetTableData"], kinds: ["s3tables.TableBucket"] },
  {
    actions: [
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:BatchGetItem",
      "dynamodb:PartiQLSelect",
      "dynamodb:GetRecords",
    ],
    kinds: ["dynamodb.Table"],
  },
  { actions: ["dax:GetItem", "dax:Query", "dax:Scan", "dax:BatchGetItem"], kinds: ["dax.Cluster"] },
  { actions: ["sqs:ReceiveMessage"], kinds: ["sqs.Queue"] },
  { actions: ["sns:Subscribe"], kinds: ["sns.Topic"] },
  { actions: ["kinesis:GetRecords", "kinesis:SubscribeToShard"], kinds: ["kinesis.Stream"] },
  { actions: ["kinesisvideo:GetMedia"], kinds: ["kinesis.VideoStream"] },
  { actions: ["kafka-cluster:ReadData"], kinds: ["msk.Cluster", "msk.ServerlessCluster"] },
  { actions: ["elasticfilesystem:ClientMount"], kinds: ["efs.FileSystem"] },
  { actions: ["es:ESHttpGet", "es:ESHttpPost"], kinds: ["opensearch.Domain"] },
  { actions: ["aoss:APIAccessAll"], kinds: ["opensearch.ServerlessCollection"] },
  { actions: ["rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"], kinds: ["rds.Cluster"] },
  { actions: ["redshift:GetClusterCredentials", "redshift-data:ExecuteStatement"], kinds: ["redshift.Cluster"] },
  { actions: ["neptune-db:ReadDataViaQuery"], kinds: ["neptune.Cluster"] },
  { actions: ["cassandra:Select"], kinds: ["keyspaces.Table"] },
  { actions: ["timestream:Select"], kinds: ["timestreamwrite.Table"] },
  { actions: ["logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"], kinds: ["cloudwatch.LogGroup"] },
  { actions: ["secretsmanager:GetSecretValue"], kinds: ["secretsmanager.Secret"] },
  { actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], kinds: ["ssm.Parameter"] },
];

/** The kinds of store that a policy document can let be read. */
export const readableKinds: ReadonlySet<string> = new Set(readActions.flatMap(({ kinds }) => kinds));
