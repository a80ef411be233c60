import type { ClassName } from "../../../aws/kinds";
import { declaredBy, type Edge, type End, type Row } from "../edge";

const functions: readonly [ClassName, ...ClassName[]] = ["lambda.Function", "lambda.Alias"];
const origins: readonly [ClassName, ...ClassName[]] = [
  "s3.Bucket",
  "lb.LoadBalancer",
  "elb.LoadBalancer",
  "apigateway.RestApi",
  "apigateway.Stage",
  "apigatewayv2.Api",
  "apigatewayv2.Stage",
  "lambda.Function",
  "lambda.FunctionUrl",
];
const targets: readonly [ClassName, ...ClassName[]] = ["ec2.Instance", "lambda.Function", "lambda.Alias", "lb.LoadBalancer"];

/** `arn:aws:apigateway:us-east-1:sqs:path/111122223333/intake`: API Gateway API Reference, PutIntegration, `uri`. */
function queueInUri(uri: string): string {
  return /^arn:[^:]+:apigateway:[^:]+:sqs:path\/\d+\/([^/?]+)/.exec(uri)?.[1] ?? uri;
}

/** `arn:aws:apigateway:us-east-1:s3:path/letters/{key}` */
function bucketInUri(uri: string): string {
  return /^arn:[^:]+:apigateway:[^:]+:s3:path\/([^/?]+)/.exec(uri)?.[1] ?? uri;
}

/** What comes in by a door goes on to what is behind it, and what that answers goes out by the door. */
function throughDoor(door: End, behind: End): readonly Row[] {
  return [
    [door, "requests", behind, "request"],
    [behind, "answers", door, "answer"],
  ];
}

/**
 * Front doors and what is behind them: requests go in, answers come out. Sources: Amazon API Gateway, Elastic Load Balancing and Amazon CloudFront
 * Developer and User Guides.
 */
export const frontDoorEdges: readonly Edge[] = [
  ...declaredBy("apigateway.Integration", ({ at, within }) => [
    [at((p) => p.restApi, "apigateway.RestApi"), "requests", within((p) => p.uri, queueInUri, "sqs.Queue"), "request"],
    ...throughDoor(
      at((p) => p.restApi, "apigateway.RestApi"),
      within((p) => p.uri, bucketInUri, "s3.Bucket"),
    ),
    ...throughDoor(
      at((p) => p.restApi, "apigateway.RestApi"),
      at((p) => p.uri, ...functions, "sfn.StateMachine", "lb.LoadBalancer"),
    ),
  ]),
  ...declaredBy("apigatewayv2.Integration", ({ at, mentions }) => [
    [
      at((p) => p.apiId, "apigatewayv2.Api"),
      "requests",
      mentions((p) => p.requestParameters, "sqs.Queue", "kinesis.Stream", "sfn.StateMachine", "cloudwatch.EventBus"),
      "request",
    ],
    ...throughDoor(
      at((p) => p.apiId, "apigatewayv2.Api"),
      at((p) => p.integrationUri, ...functions, "lb.Listener"),
    ),
  ]),
  ...declaredBy("appsync.DataSource", ({ at }) => [
    [at((p) => p.dynamodbConfig?.tableName, "dynamodb.Table"), "answers", at((p) => p.apiId, "appsync.GraphQLApi"), "answer"],
    [at((p) => p.apiId, "appsync.GraphQLApi"), "requests", at((p) => p.dynamodbConfig?.tableName, "dynamodb.Table"), "request"],
    [at((p) => p.lambdaConfig?.functionArn, ...functions), "answers", at((p) => p.apiId, "appsync.GraphQLApi"), "answer"],
    [at((p) => p.apiId, "appsync.GraphQLApi"), "requests", at((p) => p.lambdaConfig?.functionArn, ...functions), "request"],
    [at((p) => p.opensearchserviceConfig?.endpoint, "opensearch.Domain"), "answers", at((p) => p.apiId, "appsync.GraphQLApi"), "answer"],
    [
      at((p) => p.relationalDatabaseConfig?.httpEndpointConfig?.dbClusterIdentifier, "rds.Cluster"),
      "answers",
      at((p) => p.apiId, "appsync.GraphQLApi"),
      "answer",
    ],
  ]),
  ...declaredBy("lb.Listener", ({ at, each, eachOfEach }) => [
    ...throughDoor(
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      each(
        (p) => p.defaultActions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
    ),
    ...throughDoor(
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      eachOfEach(
        (p) => p.defaultActions,
        (action) => action.forward?.targetGroups,
        (group) => group.arn,
        "lb.TargetGroup",
      ),
    ),
  ]),
  ...declaredBy("lb.ListenerRule", ({ at, each }) => [
    ...throughDoor(
      at((p) => p.listenerArn, "lb.Listener"),
      each(
        (p) => p.actions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
    ),
  ]),
  ...declaredBy("lb.TargetGroupAttachment", ({ at }) => [
    ...throughDoor(
      at((p) => p.targetGroupArn, "lb.TargetGroup"),
      at((p) => p.targetId, ...targets),
    ),
  ]),
  ...declaredBy("ecs.Service", ({ self, each }) => [
    ...throughDoor(
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      self,
    ),
    // Of a blue/green deployment, whichever group was behind takes the traffic over. Source: Amazon ECS API Reference, AdvancedConfiguration.
    ...throughDoor(
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.advancedConfiguration?.alternateTargetGroupArn,
        "lb.TargetGroup",
      ),
      self,
    ),
    ...throughDoor(
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.elbName,
        "elb.LoadBalancer",
      ),
      self,
    ),
  ]),
  ...declaredBy("ecs.TaskSet", ({ self, each }) => [
    ...throughDoor(
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      self,
    ),
    ...throughDoor(
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.loadBalancerName,
        "elb.LoadBalancer",
      ),
      self,
    ),
  ]),
  ...declaredBy("autoscaling.Group", ({ self, values }) => [
    ...throughDoor(
      values((p) => p.targetGroupArns, "lb.TargetGroup"),
      self,
    ),
  ]),
  ...declaredBy("autoscaling.Attachment", ({ at }) => [
    ...throughDoor(
      at((p) => p.lbTargetGroupArn, "lb.TargetGroup"),
      at((p) => p.autoscalingGroupName, "autoscaling.Group"),
    ),
  ]),
  ...declaredBy("elb.LoadBalancer", ({ self, values }) => [
    ...throughDoor(
      self,
      values((p) => p.instances, "ec2.Instance"),
    ),
  ]),
  ...declaredBy("globalaccelerator.EndpointGroup", ({ self, each }) => [
    [
      each(
        (p) => p.endpointConfigurations,
        (endpoint) => endpoint.endpointId,
        "lb.LoadBalancer",
        "ec2.Instance",
      ),
      "answers",
      self,
      "answer",
    ],
  ]),
  ...declaredBy("cloudfront.Distribution", ({ self, each }) => [
    [
      each(
        (p) => p.origins,
        (origin) => origin.domainName,
        ...origins,
      ),
      "cached answers",
      self,
      "answer",
    ],
    [
      self,
      "requests",
      each(
        (p) => p.origins,
        (origin) => origin.domainName,
        ...origins,
      ),
      "request",
    ],
  ]),
];
