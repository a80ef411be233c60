import type { ClassName } from "../../../aws/kinds";
import { declaredBy, type Edge } from "../edge";

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

/**
 * Front doors and what is behind them: requests go in, answers come out. Sources: Amazon API Gateway, Elastic Load Balancing and Amazon CloudFront
 * Developer and User Guides.
 */
export const frontDoorEdges: readonly Edge[] = [
  ...declaredBy("apigateway.Integration", ({ at, within }) => [
    [at((p) => p.restApi, "apigateway.RestApi"), "requests", within((p) => p.uri, queueInUri, "sqs.Queue"), "request"],
    [at((p) => p.restApi, "apigateway.RestApi"), "requests", within((p) => p.uri, bucketInUri, "s3.Bucket"), "request"],
    [within((p) => p.uri, bucketInUri, "s3.Bucket"), "answers", at((p) => p.restApi, "apigateway.RestApi"), "answer"],
    [
      at((p) => p.restApi, "apigateway.RestApi"),
      "requests",
      at((p) => p.uri, ...functions, "sfn.StateMachine", "lb.LoadBalancer"),
      "request",
    ],
    [
      at((p) => p.uri, ...functions, "sfn.StateMachine", "lb.LoadBalancer"),
      "answers",
      at((p) => p.restApi, "apigateway.RestApi"),
      "answer",
    ],
  ]),
  ...declaredBy("apigatewayv2.Integration", ({ at, mentions }) => [
    [
      at((p) => p.apiId, "apigatewayv2.Api"),
      "requests",
      mentions((p) => p.requestParameters, "sqs.Queue", "kinesis.Stream", "sfn.StateMachine", "cloudwatch.EventBus"),
      "request",
    ],
    [at((p) => p.apiId, "apigatewayv2.Api"), "requests", at((p) => p.integrationUri, ...functions, "lb.Listener"), "request"],
    [at((p) => p.integrationUri, ...functions, "lb.Listener"), "answers", at((p) => p.apiId, "apigatewayv2.Api"), "answer"],
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
    [
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      "requests",
      each(
        (p) => p.defaultActions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
      "request",
    ],
    [
      each(
        (p) => p.defaultActions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
      "answers",
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      "answer",
    ],
    [
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      "requests",
      eachOfEach(
        (p) => p.defaultActions,
        (action) => action.forward?.targetGroups,
        (group) => group.arn,
        "lb.TargetGroup",
      ),
      "request",
    ],
    [
      eachOfEach(
        (p) => p.defaultActions,
        (action) => action.forward?.targetGroups,
        (group) => group.arn,
        "lb.TargetGroup",
      ),
      "answers",
      at((p) => p.loadBalancerArn, "lb.LoadBalancer"),
      "answer",
    ],
  ]),
  ...declaredBy("lb.ListenerRule", ({ at, each }) => [
    [
      at((p) => p.listenerArn, "lb.Listener"),
      "requests",
      each(
        (p) => p.actions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
      "request",
    ],
    [
      each(
        (p) => p.actions,
        (action) => action.targetGroupArn,
        "lb.TargetGroup",
      ),
      "answers",
      at((p) => p.listenerArn, "lb.Listener"),
      "answer",
    ],
  ]),
  ...declaredBy("lb.TargetGroupAttachment", ({ at }) => [
    [at((p) => p.targetGroupArn, "lb.TargetGroup"), "requests", at((p) => p.targetId, ...targets), "request"],
    [at((p) => p.targetId, ...targets), "answers", at((p) => p.targetGroupArn, "lb.TargetGroup"), "answer"],
  ]),
  ...declaredBy("ecs.Service", ({ self, each }) => [
    [
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      "requests",
      self,
      "request",
    ],
    [
      self,
      "answers",
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      "answer",
    ],
    // Of a blue/green deployment, whichever group was behind takes the traffic over. Source: Amazon ECS API Reference, AdvancedConfiguration.
    [
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.advancedConfiguration?.alternateTargetGroupArn,
        "lb.TargetGroup",
      ),
      "requests",
      self,
      "request",
    ],
    [
      self,
      "answers",
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.advancedConfiguration?.alternateTargetGroupArn,
        "lb.TargetGroup",
      ),
      "answer",
    ],
    [
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.elbName,
        "elb.LoadBalancer",
      ),
      "requests",
      self,
      "request",
    ],
    [
      self,
      "answers",
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.elbName,
        "elb.LoadBalancer",
      ),
      "answer",
    ],
  ]),
  ...declaredBy("ecs.TaskSet", ({ self, each }) => [
    [
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      "requests",
      self,
      "request",
    ],
    [
      self,
      "answers",
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.targetGroupArn,
        "lb.TargetGroup",
      ),
      "answer",
    ],
    [
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.loadBalancerName,
        "elb.LoadBalancer",
      ),
      "requests",
      self,
      "request",
    ],
    [
      self,
      "answers",
      each(
        (p) => p.loadBalancers,
        (balancer) => balancer.loadBalancerName,
        "elb.LoadBalancer",
      ),
      "answer",
    ],
  ]),
  ...declaredBy("autoscaling.Group", ({ self, values }) => [
    [values((p) => p.targetGroupArns, "lb.TargetGroup"), "requests", self, "request"],
    [self, "answers", values((p) => p.targetGroupArns, "lb.TargetGroup"), "answer"],
  ]),
  ...declaredBy("autoscaling.Attachment", ({ at }) => [
    [at((p) => p.lbTargetGroupArn, "lb.TargetGroup"), "requests", at((p) => p.autoscalingGroupName, "autoscaling.Group"), "request"],
    [at((p) => p.autoscalingGroupName, "autoscaling.Group"), "answers", at((p) => p.lbTargetGroupArn, "lb.TargetGroup"), "answer"],
  ]),
  ...declaredBy("elb.LoadBalancer", ({ self, values }) => [
    [self, "requests", values((p) => p.instances, "ec2.Instance"), "request"],
    [values((p) => p.instances, "ec2.Instance"), "answers", self, "answer"],
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
