import { declaredBy, type Edge } from "../edge";

/**
 * Logs that hold what applications write, and where they go on to. Logs of a service that only say who asked for what (S3 access logs, load balancer
 * and distribution logs, flow logs) are left out: they carry names, not content.
 * Sources: Amazon CloudWatch Logs User Guide; AWS Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs".
 */
export const logEdges: readonly Edge[] = [
  ...declaredBy("lambda.Function", ({ self, at }) => [[self, "log lines", at((p) => p.loggingConfig?.logGroup, "cloudwatch.LogGroup")]]),
  // Without a log group of its own choice a function writes to the one that is named after it.
  ...declaredBy("cloudwatch.LogGroup", ({ self, within }) => [
    [within((p) => p.name, functionOfLogGroup, "lambda.Function"), "log lines", self],
  ]),
  ...declaredBy("ecs.TaskDefinition", ({ self, mentions }) => [
    [self, "log lines", mentions((p) => p.containerDefinitions, "cloudwatch.LogGroup")],
  ]),
  ...declaredBy("batch.JobDefinition", ({ self, mentions }) => [
    [self, "log lines", mentions((p) => p.containerProperties, "cloudwatch.LogGroup")],
  ]),
  ...declaredBy("sfn.StateMachine", ({ self, at }) => [
    [self, "log lines", at((p) => p.loggingConfiguration?.logDestination, "cloudwatch.LogGroup")],
  ]),
  ...declaredBy("opensearch.Domain", ({ self, each }) => [
    [
      self,
      "slow queries",
      each(
        (p) => p.logPublishingOptions,
        (option) => option.cloudwatchLogGroupArn,
        "cloudwatch.LogGroup",
      ),
    ],
  ]),
  ...declaredBy("cloudwatch.LogSubscriptionFilter", ({ at }) => [
    [
      at((p) => p.logGroup, "cloudwatch.LogGroup"),
      "log lines",
      at(
        (p) => p.destinationArn,
        "kinesis.Stream",
        "kinesis.FirehoseDeliveryStream",
        "lambda.Function",
        "lambda.Alias",
        "opensearch.Domain",
        "cloudwatch.LogDestination",
      ),
    ],
  ]),
  ...declaredBy("cloudwatch.LogDestination", ({ self, at }) => [
    [self, "log lines", at((p) => p.targetArn, "kinesis.Stream", "kinesis.FirehoseDeliveryStream")],
  ]),
];

/** `/aws/lambda/results` is the log group of the function `results`; other names are no function's. */
function functionOfLogGroup(name: string): string {
  return /^\/aws\/lambda\/(.+)$/.exec(name)?.[1] ?? "";
}
