import type { ClassName } from "../../../aws/kinds";
import { declaredBy, type Edge } from "../edge";

/** The stores that an environment, an argument or a container's definition may name: what is named there is used, and so read. */
const namedStores: readonly [ClassName, ...ClassName[]] = [
  "s3.Bucket",
  "dynamodb.Table",
  "rds.Instance",
  "rds.Cluster",
  "rds.Proxy",
  "docdb.Cluster",
  "neptune.Cluster",
  "redshift.Cluster",
  "opensearch.Domain",
  "opensearch.ServerlessCollection",
  "elasticache.Cluster",
  "elasticache.ReplicationGroup",
  "elasticache.ServerlessCache",
  "memorydb.Cluster",
  "dax.Cluster",
  "keyspaces.Table",
  "timestreamwrite.Table",
  "efs.FileSystem",
  "secretsmanager.Secret",
  "ssm.Parameter",
];

/** Functions, containers and jobs: what they mount, what their environment names, where they send what fails. Sources: AWS Lambda, Amazon ECS, AWS Batch, AWS Glue and AWS App Runner guides. */
export const computeEdges: readonly Edge[] = [
  ...declaredBy("lambda.Function", ({ self, at, mentions }) => [
    [mentions((p) => p.environment?.variables, ...namedStores), "data of a named store", self],
    [at((p) => p.fileSystemConfig?.arn, "efs.AccessPoint", "efs.FileSystem"), "files", self],
    [self, "events that failed", at((p) => p.deadLetterConfig?.targetArn, "sqs.Queue", "sns.Topic")],
  ]),
  ...declaredBy("lambda.FunctionEventInvokeConfig", ({ at }) => [
    [
      at((p) => p.functionName, "lambda.Function", "lambda.Alias"),
      "results",
      at(
        (p) => p.destinationConfig?.onSuccess?.destination,
        "sqs.Queue",
        "sns.Topic",
        "lambda.Function",
        "lambda.Alias",
        "cloudwatch.EventBus",
      ),
    ],
    [
      at((p) => p.functionName, "lambda.Function", "lambda.Alias"),
      "events that failed",
      at(
        (p) => p.destinationConfig?.onFailure?.destination,
        "sqs.Queue",
        "sns.Topic",
        "s3.Bucket",
        "lambda.Function",
        "lambda.Alias",
        "cloudwatch.EventBus",
      ),
    ],
  ]),
  ...declaredBy("ecs.TaskDefinition", ({ self, each, mentions }) => [
    [mentions((p) => p.containerDefinitions, ...namedStores), "data of a named store", self],
    [
      each(
        (p) => p.volumes,
        (volume) => volume.efsVolumeConfiguration?.fileSystemId,
        "efs.FileSystem",
      ),
      "files",
      self,
    ],
    [
      each(
        (p) => p.volumes,
        (volume) => volume.fsxWindowsFileServerVolumeConfiguration?.fileSystemId,
        "fsx.WindowsFileSystem",
      ),
      "files",
      self,
    ],
  ]),
  ...declaredBy("ecs.Service", ({ self, at }) => [[at((p) => p.taskDefinition, "ecs.TaskDefinition"), "data of its containers", self]]),
  // What another one than Amazon ECS deploys, its task sets run. Source: Amazon ECS API Reference, CreateTaskSet.
  ...declaredBy("ecs.TaskSet", ({ self, at }) => [
    [at((p) => p.taskDefinition, "ecs.TaskDefinition"), "data of its containers", self],
    [self, "data of its containers", at((p) => p.service, "ecs.Service")],
  ]),
  ...declaredBy("batch.JobDefinition", ({ self, mentions }) => [
    [mentions((p) => p.containerProperties, ...namedStores), "data of a named store", self],
  ]),
  ...declaredBy("apprunner.Service", ({ self, mentions }) => [
    [
      mentions((p) => p.sourceConfiguration.imageRepository?.imageConfiguration?.runtimeEnvironmentVariables, ...namedStores),
      "data of a named store",
      self,
    ],
  ]),
  ...declaredBy("glue.Job", ({ self, mentions }) => [[mentions((p) => p.defaultArguments, ...namedStores), "data of a named store", self]]),
  ...declaredBy("autoscaling.Group", ({ self, at }) => [
    [at((p) => p.launchTemplate?.id, "ec2.LaunchTemplate"), "what its instances may read", self],
    [at((p) => p.launchTemplate?.name, "ec2.LaunchTemplate"), "what its instances may read", self],
  ]),
  ...declaredBy("ec2.Instance", ({ self, at }) => [[at((p) => p.ami, "ec2.Ami", "ec2.AmiFromInstance", "ec2.AmiCopy"), "an image", self]]),
];
