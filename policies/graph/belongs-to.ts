import type { ClassName } from "../aws/kinds";
import type { Cell } from "../cell";
import type { ResourceNode } from "./resource";

interface Ownership {
  readonly owner: ClassName;
  cellOf(part: ResourceNode): Cell<unknown>;
}

/** Resources that carry no tags of their own because they are a part of another one, and the property that names it. */
const ownership: ReadonlyMap<string, Ownership> = new Map<ClassName, Ownership>([
  ["s3.BucketAcl", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketAcl">("related").at((p) => p.bucket) }],
  ["s3.BucketLogging", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketLogging">("related").at((p) => p.bucket) }],
  [
    "s3.BucketObjectLockConfiguration",
    { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketObjectLockConfiguration">("related").at((p) => p.bucket) },
  ],
  ["s3.BucketPolicy", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketPolicy">("related").at((p) => p.bucket) }],
  [
    "s3.BucketPublicAccessBlock",
    { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketPublicAccessBlock">("related").at((p) => p.bucket) },
  ],
  [
    "s3.BucketServerSideEncryptionConfiguration",
    { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketServerSideEncryptionConfiguration">("related").at((p) => p.bucket) },
  ],
  ["s3.AccessPoint", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.AccessPoint">("related").at((p) => p.bucket) }],
  ["s3.BucketObject", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketObject">("related").at((p) => p.bucket) }],
  [
    "s3.BucketReplicationConfig",
    { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketReplicationConfig">("related").at((p) => p.bucket) },
  ],
  ["s3.Inventory", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.Inventory">("related").at((p) => p.bucket) }],
  ["s3.ObjectCopy", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.ObjectCopy">("related").at((p) => p.bucket) }],
  ["s3.FilesFileSystem", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.FilesFileSystem">("related").at((p) => p.bucket) }],
  [
    "s3.VectorsIndex",
    { owner: "s3.VectorsVectorBucket", cellOf: (part) => part.view<"s3.VectorsIndex">("related").at((p) => p.vectorBucketName) },
  ],
  [
    "s3tables.Table",
    { owner: "s3tables.TableBucket", cellOf: (part) => part.view<"s3tables.Table">("related").at((p) => p.tableBucketArn) },
  ],
  [
    "secretsmanager.SecretPolicy",
    { owner: "secretsmanager.Secret", cellOf: (part) => part.view<"secretsmanager.SecretPolicy">("related").at((p) => p.secretArn) },
  ],
  ["s3.BucketVersioning", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketVersioning">("related").at((p) => p.bucket) }],
  ["sqs.QueuePolicy", { owner: "sqs.Queue", cellOf: (part) => part.view<"sqs.QueuePolicy">("related").at((p) => p.queueUrl) }],
  ["sns.TopicPolicy", { owner: "sns.Topic", cellOf: (part) => part.view<"sns.TopicPolicy">("related").at((p) => p.arn) }],
  ["sns.TopicSubscription", { owner: "sns.Topic", cellOf: (part) => part.view<"sns.TopicSubscription">("related").at((p) => p.topic) }],
  [
    "lambda.FunctionUrl",
    { owner: "lambda.Function", cellOf: (part) => part.view<"lambda.FunctionUrl">("related").at((p) => p.functionName) },
  ],
  [
    "secretsmanager.SecretRotation",
    { owner: "secretsmanager.Secret", cellOf: (part) => part.view<"secretsmanager.SecretRotation">("related").at((p) => p.secretId) },
  ],
  ["kms.KeyPolicy", { owner: "kms.Key", cellOf: (part) => part.view<"kms.KeyPolicy">("related").at((p) => p.keyId) }],
  [
    "dynamodb.TableReplica",
    { owner: "dynamodb.Table", cellOf: (part) => part.view<"dynamodb.TableReplica">("related").at((p) => p.globalTableArn) },
  ],
  [
    "rds.ClusterInstance",
    { owner: "rds.Cluster", cellOf: (part) => part.view<"rds.ClusterInstance">("related").at((p) => p.clusterIdentifier) },
  ],
  [
    "kinesis.ResourcePolicy",
    { owner: "kinesis.Stream", cellOf: (part) => part.view<"kinesis.ResourcePolicy">("related").at((p) => p.resourceArn) },
  ],
  ["s3.BucketNotification", { owner: "s3.Bucket", cellOf: (part) => part.view<"s3.BucketNotification">("related").at((p) => p.bucket) }],
  [
    "cloudwatch.LogSubscriptionFilter",
    { owner: "cloudwatch.LogGroup", cellOf: (part) => part.view<"cloudwatch.LogSubscriptionFilter">("related").at((p) => p.logGroup) },
  ],
  [
    "dynamodb.KinesisStreamingDestination",
    { owner: "dynamodb.Table", cellOf: (part) => part.view<"dynamodb.KinesisStreamingDestination">("related").at((p) => p.tableName) },
  ],
  [
    "lambda.FunctionEventInvokeConfig",
    { owner: "lambda.Function", cellOf: (part) => part.view<"lambda.FunctionEventInvokeConfig">("related").at((p) => p.functionName) },
  ],
  ["lambda.Alias", { owner: "lambda.Function", cellOf: (part) => part.view<"lambda.Alias">("related").at((p) => p.functionName) }],
  ["lambda.Permission", { owner: "lambda.Function", cellOf: (part) => part.view<"lambda.Permission">("related").at((p) => p.function) }],
  [
    "cloudwatch.EventBusPolicy",
    { owner: "cloudwatch.EventBus", cellOf: (part) => part.view<"cloudwatch.EventBusPolicy">("related").at((p) => p.eventBusName) },
  ],
  [
    "cloudwatch.EventPermission",
    { owner: "cloudwatch.EventBus", cellOf: (part) => part.view<"cloudwatch.EventPermission">("related").at((p) => p.eventBusName) },
  ],
  [
    "opensearch.DomainPolicy",
    { owner: "opensearch.Domain", cellOf: (part) => part.view<"opensearch.DomainPolicy">("related").at((p) => p.domainName) },
  ],
  [
    "opensearch.DomainSamlOptions",
    { owner: "opensearch.Domain", cellOf: (part) => part.view<"opensearch.DomainSamlOptions">("related").at((p) => p.domainName) },
  ],
  [
    "cloudwatch.LogAnomalyDetector",
    {
      owner: "cloudwatch.LogGroup",
      cellOf: (part) => part.view<"cloudwatch.LogAnomalyDetector">("related").at((p) => p.logGroupArnLists[0]),
    },
  ],
  [
    "ec2.SnapshotCreateVolumePermission",
    { owner: "ebs.Snapshot", cellOf: (part) => part.view<"ec2.SnapshotCreateVolumePermission">("related").at((p) => p.snapshotId) },
  ],
  ["efs.AccessPoint", { owner: "efs.FileSystem", cellOf: (part) => part.view<"efs.AccessPoint">("related").at((p) => p.fileSystemId) }],
  [
    "efs.FileSystemPolicy",
    { owner: "efs.FileSystem", cellOf: (part) => part.view<"efs.FileSystemPolicy">("related").at((p) => p.fileSystemId) },
  ],
  ["efs.MountTarget", { owner: "efs.FileSystem", cellOf: (part) => part.view<"efs.MountTarget">("related").at((p) => p.fileSystemId) }],
  [
    "efs.ReplicationConfiguration",
    { owner: "efs.FileSystem", cellOf: (part) => part.view<"efs.ReplicationConfiguration">("related").at((p) => p.sourceFileSystemId) },
  ],
  [
    "dynamodb.ResourcePolicy",
    { owner: "dynamodb.Table", cellOf: (part) => part.view<"dynamodb.ResourcePolicy">("related").at((p) => p.resourceArn) },
  ],
  [
    "dynamodb.TableExport",
    { owner: "dynamodb.Table", cellOf: (part) => part.view<"dynamodb.TableExport">("related").at((p) => p.tableArn) },
  ],
  [
    "rds.ClusterActivityStream",
    { owner: "rds.Cluster", cellOf: (part) => part.view<"rds.ClusterActivityStream">("related").at((p) => p.resourceArn) },
  ],
  [
    "rds.InstanceAutomatedBackupsReplication",
    {
      owner: "rds.Instance",
      cellOf: (part) => part.view<"rds.InstanceAutomatedBackupsReplication">("related").at((p) => p.sourceDbInstanceArn),
    },
  ],
  ["rds.ExportTask", { owner: "rds.Snapshot", cellOf: (part) => part.view<"rds.ExportTask">("related").at((p) => p.sourceArn) }],
  ["rds.Snapshot", { owner: "rds.Instance", cellOf: (part) => part.view<"rds.Snapshot">("related").at((p) => p.dbInstanceIdentifier) }],
  [
    "rds.ClusterSnapshot",
    { owner: "rds.Cluster", cellOf: (part) => part.view<"rds.ClusterSnapshot">("related").at((p) => p.dbClusterIdentifier) },
  ],
  [
    "neptune.ClusterInstance",
    { owner: "neptune.Cluster", cellOf: (part) => part.view<"neptune.ClusterInstance">("related").at((p) => p.clusterIdentifier) },
  ],
  [
    "neptune.ClusterSnapshot",
    { owner: "neptune.Cluster", cellOf: (part) => part.view<"neptune.ClusterSnapshot">("related").at((p) => p.dbClusterIdentifier) },
  ],
  [
    "docdb.ClusterInstance",
    { owner: "docdb.Cluster", cellOf: (part) => part.view<"docdb.ClusterInstance">("related").at((p) => p.clusterIdentifier) },
  ],
  ["lb.Listener", { owner: "lb.LoadBalancer", cellOf: (part) => part.view<"lb.Listener">("related").at((p) => p.loadBalancerArn) }],
  [
    "ec2.SecurityGroupRule",
    { owner: "ec2.SecurityGroup", cellOf: (part) => part.view<"ec2.SecurityGroupRule">("related").at((p) => p.securityGroupId) },
  ],
  [
    "vpc.SecurityGroupIngressRule",
    { owner: "ec2.SecurityGroup", cellOf: (part) => part.view<"vpc.SecurityGroupIngressRule">("related").at((p) => p.securityGroupId) },
  ],
  [
    "vpc.SecurityGroupEgressRule",
    { owner: "ec2.SecurityGroup", cellOf: (part) => part.view<"vpc.SecurityGroupEgressRule">("related").at((p) => p.securityGroupId) },
  ],
  ["apigateway.Stage", { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.Stage">("related").at((p) => p.restApi) }],
  ["apigateway.Method", { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.Method">("related").at((p) => p.restApi) }],
  [
    "apigateway.Integration",
    { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.Integration">("related").at((p) => p.restApi) },
  ],
  ["apigatewayv2.Stage", { owner: "apigatewayv2.Api", cellOf: (part) => part.view<"apigatewayv2.Stage">("related").at((p) => p.apiId) }],
  ["apigatewayv2.Route", { owner: "apigatewayv2.Api", cellOf: (part) => part.view<"apigatewayv2.Route">("related").at((p) => p.apiId) }],
  [
    "apigatewayv2.Integration",
    { owner: "apigatewayv2.Api", cellOf: (part) => part.view<"apigatewayv2.Integration">("related").at((p) => p.apiId) },
  ],
  [
    "cognito.UserPoolClient",
    { owner: "cognito.UserPool", cellOf: (part) => part.view<"cognito.UserPoolClient">("related").at((p) => p.userPoolId) },
  ],
  [
    "elb.ListenerPolicy",
    { owner: "elb.LoadBalancer", cellOf: (part) => part.view<"elb.ListenerPolicy">("related").at((p) => p.loadBalancerName) },
  ],
  ["appsync.ApiCache", { owner: "appsync.GraphQLApi", cellOf: (part) => part.view<"appsync.ApiCache">("related").at((p) => p.apiId) }],
  [
    "apigateway.MethodSettings",
    { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.MethodSettings">("related").at((p) => p.restApi) },
  ],
  [
    "apigateway.RestApiPolicy",
    { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.RestApiPolicy">("related").at((p) => p.restApiId) },
  ],
  ["lb.ListenerRule", { owner: "lb.Listener", cellOf: (part) => part.view<"lb.ListenerRule">("related").at((p) => p.listenerArn) }],
  ["ec2.Route", { owner: "ec2.RouteTable", cellOf: (part) => part.view<"ec2.Route">("related").at((p) => p.routeTableId) }],
  [
    "ec2.NetworkAclRule",
    { owner: "ec2.NetworkAcl", cellOf: (part) => part.view<"ec2.NetworkAclRule">("related").at((p) => p.networkAclId) },
  ],
  [
    "ec2.InternetGatewayAttachment",
    { owner: "ec2.Vpc", cellOf: (part) => part.view<"ec2.InternetGatewayAttachment">("related").at((p) => p.vpcId) },
  ],
  [
    "ec2clientvpn.AuthorizationRule",
    {
      owner: "ec2clientvpn.Endpoint",
      cellOf: (part) => part.view<"ec2clientvpn.AuthorizationRule">("related").at((p) => p.clientVpnEndpointId),
    },
  ],
  [
    "ecr.RepositoryPolicy",
    { owner: "ecr.Repository", cellOf: (part) => part.view<"ecr.RepositoryPolicy">("related").at((p) => p.repository) },
  ],
  [
    "vpclattice.Listener",
    { owner: "vpclattice.Service", cellOf: (part) => part.view<"vpclattice.Listener">("related").at((p) => p.serviceIdentifier) },
  ],
  [
    "apigateway.BasePathMapping",
    { owner: "apigateway.RestApi", cellOf: (part) => part.view<"apigateway.BasePathMapping">("related").at((p) => p.restApi) },
  ],
]);

/** The reference to the resource that this one is a part of. */
export function belongsTo(resource: ResourceNode): { readonly cell: Cell<unknown>; readonly kinds: ReadonlySet<string> } | undefined {
  const found = ownership.get(resource.kind);
  return found && { cell: found.cellOf(resource), kinds: new Set([found.owner]) };
}
