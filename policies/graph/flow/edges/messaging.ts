import { declaredBy, type Edge } from "../edge";

/** Topics, queues, buses, pipes and schedules. Sources: Amazon SNS, SQS and EventBridge User Guides; AWS Step Functions Developer Guide. */
export const messagingEdges: readonly Edge[] = [
  ...declaredBy("sns.TopicSubscription", ({ at, mentions }) => [
    [
      at((p) => p.topic, "sns.Topic"),
      "messages",
      at((p) => p.endpoint, "sqs.Queue", "lambda.Function", "lambda.Alias", "kinesis.FirehoseDeliveryStream"),
    ],
    [at((p) => p.topic, "sns.Topic"), "messages that were not delivered", mentions((p) => p.redrivePolicy, "sqs.Queue")],
  ]),
  ...declaredBy("sqs.Queue", ({ self, mentions }) => [[self, "messages that failed", mentions((p) => p.redrivePolicy, "sqs.Queue")]]),
  ...declaredBy("sqs.RedrivePolicy", ({ at, mentions }) => [
    [at((p) => p.queueUrl, "sqs.Queue"), "messages that failed", mentions((p) => p.redrivePolicy, "sqs.Queue")],
  ]),
  ...declaredBy("cloudwatch.EventRule", ({ self, at }) => [[at((p) => p.eventBusName, "cloudwatch.EventBus"), "events", self]]),
  ...declaredBy("cloudwatch.EventArchive", ({ self, at }) => [[at((p) => p.eventSourceArn, "cloudwatch.EventBus"), "events", self]]),
  ...declaredBy("cloudwatch.EventTarget", ({ at }) => [
    [
      at((p) => p.rule, "cloudwatch.EventRule"),
      "events",
      at(
        (p) => p.arn,
        "lambda.Function",
        "lambda.Alias",
        "sqs.Queue",
        "sns.Topic",
        "kinesis.Stream",
        "kinesis.FirehoseDeliveryStream",
        "sfn.StateMachine",
        "cloudwatch.EventBus",
        "cloudwatch.EventApiDestination",
        "cloudwatch.LogGroup",
        "ecs.Cluster",
        "batch.JobQueue",
        "redshift.Cluster",
      ),
    ],
    [at((p) => p.rule, "cloudwatch.EventRule"), "events that failed", at((p) => p.deadLetterConfig?.arn, "sqs.Queue")],
  ]),
  ...declaredBy("pipes.Pipe", ({ self, at }) => [
    [
      at((p) => p.source, "sqs.Queue", "kinesis.Stream", "dynamodb.Table", "msk.Cluster", "msk.ServerlessCluster", "mq.Broker"),
      "records",
      self,
    ],
    [self, "records", at((p) => p.enrichment, "lambda.Function", "lambda.Alias", "sfn.StateMachine", "cloudwatch.EventApiDestination")],
    [
      self,
      "records",
      at(
        (p) => p.target,
        "lambda.Function",
        "lambda.Alias",
        "sqs.Queue",
        "sns.Topic",
        "kinesis.Stream",
        "kinesis.FirehoseDeliveryStream",
        "sfn.StateMachine",
        "cloudwatch.EventBus",
        "cloudwatch.EventApiDestination",
        "cloudwatch.LogGroup",
        "ecs.Cluster",
        "timestreamwrite.Table",
      ),
    ],
  ]),
  ...declaredBy("appflow.Flow", ({ self, at, each }) => [
    [at((p) => p.sourceFlowConfig.sourceConnectorProperties.s3?.bucketName, "s3.Bucket"), "records", self],
    [
      self,
      "records",
      each(
        (p) => p.destinationFlowConfigs,
        (to) => to.destinationConnectorProperties.s3?.bucketName,
        "s3.Bucket",
      ),
    ],
  ]),
];
