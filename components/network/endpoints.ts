import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { arnIn, bucketArn, type Location } from "../foundation/location";
import { type Condition, policyDocument, type Statement } from "../foundation/policy-document";

/**
 * The services that containers and functions need before they do anything: images, logs, keys, secrets and credentials.
 * Source: Amazon ECS Developer Guide, "Amazon ECS interface VPC endpoints"; Amazon ECR User Guide, "Amazon ECR interface VPC endpoints".
 */
export const defaultEndpoints: readonly string[] = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sts"];

export interface Endpoints {
  readonly interfaces: readonly (readonly [string, aws.ec2.VpcEndpoint])[];
  readonly parts: readonly pulumi.Resource[];
}

export interface EndpointsArgs {
  readonly location: Location;
  readonly vpc: aws.ec2.Vpc;
  readonly services: readonly string[];
  readonly trustedAccounts: readonly string[];
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly routeTableIds: readonly pulumi.Output<string>[];
  readonly securityGroupId: pulumi.Output<string>;
  readonly tags: Tags;
}

/**
 * The ways from the network to AWS that do not cross the Internet: 45 CFR 164.312(e)(1). S3 and DynamoDB by gateways, which cost nothing; each of the
 * others by an interface in every private subnet. Through all of them only this account's identities pass, and those of accounts that it trusts.
 * Answers the interfaces by the names of their services, and all that there is.
 */
export function endpoints(parent: pulumi.ComponentResource, name: string, args: EndpointsArgs): Endpoints {
  const { location, vpc } = args;
  const gateways = ["s3", "dynamodb"].map(
    (service) =>
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId: vpc.id,
          serviceName: serviceName(location, service),
          vpcEndpointType: "Gateway",
          routeTableIds: [...args.routeTableIds],
          policy: policyDocument(gatewayStatements(service, args)),
          tags: { ...args.tags, Name: `${name}-${service}` },
        },
        { parent },
      ),
  );
  const interfaces = args.services.map((service): [string, aws.ec2.VpcEndpoint] => [
    service,
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        serviceName: serviceName(location, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...args.subnetIds],
        securityGroupIds: [args.securityGroupId],
        policy: policyDocument([/(?:^|\.)execute-api$/.test(service) ? forOwnApis(args) : forOwn(args)]),
        tags: { ...args.tags, Name: `${name}-${service}` },
      },
      { parent },
    ),
  ]);
  return { interfaces, parts: [...gateways, ...interfaces.map(([, endpoint]) => endpoint)] };
}

/**
 * The services whose endpoints have another name in China than elsewhere, `cn.com.amazonaws.cn-north-1.sqs`.
 * Source: what DescribeVpcEndpointServices answers there, as AWS's Cloud Development Kit records it (aws-ec2, `InterfaceVpcEndpointAwsService`).
 */
const prefixedInChina: ReadonlySet<string> = new Set([
  "athena",
  "autoscaling",
  "backup",
  "batch",
  "cloudformation",
  "ebs",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "elasticache",
  "elasticfilesystem",
  "execute-api",
  "kinesis-streams",
  "lambda",
  "monitoring",
  "rds",
  "redshift",
  "redshift-data",
  "sagemaker.api",
  "sagemaker.runtime",
  "securityhub",
  "sqs",
  "states",
  "sts",
  "transfer",
  "xray",
]);

/** The name of an endpoint service; a whole name stays as it is. */
function serviceName(location: Location, service: string): pulumi.Input<string> {
  if (/^(?:cn\.)?com\.amazonaws\./.test(service)) return service;
  return pulumi.all([location.partition, location.region]).apply(([partition, region]) => {
    const prefix = partition === "aws-cn" && prefixedInChina.has(service) ? "cn." : "";
    return `${prefix}com.amazonaws.${region}.${service}`;
  });
}

/** Identities of this account and of those that it trusts. */
function ownIdentities({ location, trustedAccounts }: EndpointsArgs): Condition {
  return { StringEquals: { "aws:PrincipalAccount": [location.accountId, ...trustedAccounts] } };
}

function forOwn(args: EndpointsArgs): Statement {
  return {
    Sid: "OwnIdentities",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: ownIdentities(args),
  };
}

/**
 * Who calls an API with a token has no identity of AWS's, and would be stopped by a condition on it: so that here it is the APIs that have to be the account's own.
 * Source: API Gateway Developer Guide, "Use VPC endpoint policies for private APIs in API Gateway".
 */
function forOwnApis({ location, trustedAccounts }: EndpointsArgs): Statement {
  return {
    Sid: "OwnApis",
    Effect: "Allow",
    Principal: "*",
    Action: "execute-api:Invoke",
    Resource: [location.accountId, ...trustedAccounts].map((accountId) => arnIn(location, accountId, "execute-api", "*")),
  };
}

/** Into S3 and DynamoDB data could be written by the bulk: so not only who, but also where to is limited. */
function gatewayStatements(service: string, args: EndpointsArgs): Statement[] {
  const { location, trustedAccounts } = args;
  const own: Statement = {
    Sid: "OwnIdentitiesAndStores",
    Effect: "Allow",
    Principal: "*",
    Action: `${service}:*`,
    Resource: "*",
    Condition: {
      StringEquals: {
        "aws:PrincipalAccount": [location.accountId, ...trustedAccounts],
        "aws:ResourceAccount": [location.accountId, ...trustedAccounts],
      },
    },
  };
  if (service !== "s3") return [own];
  return [
    own,
    {
      Sid: "LayersOfImages",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      // Amazon ECR keeps the layers of images here, in a bucket of AWS's. Source: Amazon ECR User Guide, "Minimum Amazon S3 bucket permissions for Amazon ECR".
      Resource: bucketArn(location, pulumi.interpolate`prod-${location.region}-starport-layer-bucket/*`),
    },
  ];
}
