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
  ["ec2.Subnet", { owner: "ec2.Vpc", cellOf: (part) => part.view<"ec2.Subnet">("related").at((p) => p.vpcId) }],
  ["ec2.NetworkAcl", { owner: "ec2.Vpc", cellOf: (part) => part.view<"ec2.NetworkAcl">("related").at((p) => p.vpcId) }],
  ["ec2.SecurityGroup", { owner: "ec2.Vpc", cellOf: (part) => part.view<"ec2.SecurityGroup">("related").at((p) => p.vpcId) }],
  ["appsync.ApiCache", { owner: "appsync.GraphQLApi", cellOf: (part) => part.view<"appsync.ApiCache">("related").at((p) => p.apiId) }],
]);

/** The reference to the resource that this one is a part of. */
export function belongsTo(resource: ResourceNode): { readonly cell: Cell<unknown>; readonly kinds: ReadonlySet<string> } | undefined {
  const found = ownership.get(resource.kind);
  return found && { cell: found.cellOf(resource), kinds: new Set([found.owner]) };
}
