import { declaredBy, type Edge } from "../edge";

/** Streams, what reads them and where they are delivered. Sources: Amazon Kinesis, Amazon Data Firehose and Amazon MSK Developer Guides; AWS Lambda Developer Guide, "Event source mappings". */
export const streamEdges: readonly Edge[] = [
  ...declaredBy("lambda.EventSourceMapping", ({ at }) => [
    [
      at(
        (p) => p.eventSourceArn,
        "sqs.Queue",
        "kinesis.Stream",
        "kinesis.StreamConsumer",
        "dynamodb.Table",
        "msk.Cluster",
        "msk.ServerlessCluster",
        "mq.Broker",
        "docdb.Cluster",
      ),
      "messages",
      at((p) => p.functionName, "lambda.Function", "lambda.Alias"),
    ],
    [
      at((p) => p.eventSourceArn, "kinesis.Stream", "kinesis.StreamConsumer", "dynamodb.Table", "msk.Cluster", "msk.ServerlessCluster"),
      "records that failed",
      at((p) => p.destinationConfig?.onFailure?.destinationArn, "sqs.Queue", "sns.Topic", "s3.Bucket"),
    ],
  ]),
  ...declaredBy("kinesis.StreamConsumer", ({ self, at }) => [[at((p) => p.streamArn, "kinesis.Stream"), "records", self]]),
  ...declaredBy("kinesis.FirehoseDeliveryStream", ({ self, at }) => [
    [at((p) => p.kinesisSourceConfiguration?.kinesisStreamArn, "kinesis.Stream"), "records", self],
    [at((p) => p.mskSourceConfiguration?.mskClusterArn, "msk.Cluster", "msk.ServerlessCluster"), "records", self],
    [self, "records", at((p) => p.extendedS3Configuration?.bucketArn, "s3.Bucket")],
    [self, "records before they are changed", at((p) => p.extendedS3Configuration?.s3BackupConfiguration?.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.redshiftConfiguration?.clusterJdbcurl, "redshift.Cluster", "redshiftserverless.Workgroup")],
    [self, "records", at((p) => p.redshiftConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.opensearchConfiguration?.domainArn, "opensearch.Domain")],
    [self, "records", at((p) => p.opensearchConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.elasticsearchConfiguration?.domainArn, "opensearch.Domain")],
    [self, "records", at((p) => p.elasticsearchConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.opensearchserverlessConfiguration?.collectionEndpoint, "opensearch.ServerlessCollection")],
    [self, "records", at((p) => p.opensearchserverlessConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.icebergConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.httpEndpointConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.splunkConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
    [self, "records", at((p) => p.snowflakeConfiguration?.s3Configuration.bucketArn, "s3.Bucket")],
  ]),
  ...declaredBy("msk.Replicator", ({ at }) => [
    [
      at((p) => p.replicationInfoList.sourceKafkaClusterArn, "msk.Cluster", "msk.ServerlessCluster"),
      "records",
      at((p) => p.replicationInfoList.targetKafkaClusterArn, "msk.Cluster", "msk.ServerlessCluster"),
    ],
  ]),
  ...declaredBy("kinesisanalyticsv2.Application", ({ self, mentions }) => [
    [mentions((p) => p.applicationConfiguration, "kinesis.Stream", "kinesis.FirehoseDeliveryStream", "msk.Cluster"), "records", self],
  ]),
];
