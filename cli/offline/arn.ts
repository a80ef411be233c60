// Ids and ARNs that resources get when they are "created" offline: formed as AWS forms them, made up from the URN.
// Formats: the "Resource types" tables of AWS's Service Authorization Reference; ids as the AWS provider sets them.
import type { Configuration } from "./configuration";
import { hexadecimal, uuid } from "./fingerprint";
import { knownString, type PropertyMap } from "./property-values";
import { partitionOf } from "./regions";

export interface Identity {
  readonly id: string;
  readonly arn: string;
  /** The AWS name: given, made up in Check, or the name in the program with seven digits. */
  readonly name: string;
}

interface Format {
  /** Template of the id; `{arn}` by default. */
  readonly id?: string;
  /** Template of the ARN. */
  readonly arn: string;
  /** The input that holds the AWS name; `name` by default. */
  readonly name?: string;
}

const regional = (service: string, resource: string): string => `arn:{partition}:${service}:{region}:{account}:${resource}`;
const global = (service: string, resource: string): string => `arn:{partition}:${service}::{account}:${resource}`;
const ec2 = (resource: string, prefix: string): Format => ({ id: `${prefix}-{hex17}`, arn: regional("ec2", `${resource}/{id}`) });
const named = (service: string, resource: string, name?: string): Format => ({
  id: "{name}",
  arn: regional(service, resource),
  ...(name === undefined ? {} : { name }),
});
const loadBalancer: Format = { arn: regional("elasticloadbalancing", "loadbalancer/{type}/{name}/{hex16}") };
const listener: Format = { arn: regional("elasticloadbalancing", "listener/app/{name}/{hex16}/{hex16b}") };
const targetGroup: Format = { arn: regional("elasticloadbalancing", "targetgroup/{name}/{hex16}") };
const bucket: Format = { id: "{name}", arn: "arn:{partition}:s3:::{name}", name: "bucket" };

const formats: Readonly<Record<string, Format>> = {
  "aws:acm/certificate:Certificate": { arn: regional("acm", "certificate/{uuid}") },
  "aws:alb/listener:Listener": listener,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:apigateway/restApi:RestApi": { id: "{hex10}", arn: "arn:{partition}:apigateway:{region}::/restapis/{id}" },
  "aws:apigatewayv2/api:Api": { id: "{hex10}", arn: "arn:{partition}:apigateway:{region}::/apis/{id}" },
  "aws:backup/plan:Plan": { id: "{uuid}", arn: regional("backup", "backup-plan:{id}") },
  "aws:backup/vault:Vault": named("backup", "backup-vault:{name}"),
  "aws:cloudfront/distribution:Distribution": { id: "E{HEX13}", arn: global("cloudfront", "distribution/{id}") },
  "aws:cloudtrail/eventDataStore:EventDataStore": { arn: regional("cloudtrail", "eventdatastore/{uuid}") },
  "aws:cloudtrail/trail:Trail": { arn: regional("cloudtrail", "trail/{name}") },
  "aws:cloudwatch/eventRule:EventRule": named("events", "rule/{name}"),
  "aws:cloudwatch/logGroup:LogGroup": named("logs", "log-group:{name}"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", "alarm:{name}"),
  "aws:cognito/userPool:UserPool": { id: "{region}_{hex9}", arn: regional("cognito-idp", "userpool/{id}") },
  "aws:docdb/cluster:Cluster": named("rds", "cluster:{name}", "clusterIdentifier"),
  "aws:docdb/clusterInstance:ClusterInstance": named("rds", "db:{name}", "identifier"),
  "aws:dynamodb/table:Table": named("dynamodb", "table/{name}"),
  "aws:ebs/snapshot:Snapshot": { id: "snap-{hex17}", arn: "arn:{partition}:ec2:{region}::snapshot/{id}" },
  "aws:ebs/volume:Volume": ec2("volume", "vol"),
  "aws:ec2/eip:Eip": ec2("elastic-ip", "eipalloc"),
  "aws:ec2/flowLog:FlowLog": ec2("vpc-flow-log", "fl"),
  "aws:ec2/instance:Instance": ec2("instance", "i"),
  "aws:ec2/internetGateway:InternetGateway": ec2("internet-gateway", "igw"),
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("launch-template", "lt"),
  "aws:ec2/natGateway:NatGateway": ec2("natgateway", "nat"),
  "aws:ec2/networkAcl:NetworkAcl": ec2("network-acl", "acl"),
  "aws:ec2/networkInterface:NetworkInterface": ec2("network-interface", "eni"),
  "aws:ec2/routeTable:RouteTable": ec2("route-table", "rtb"),
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce"),
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ec2("vpc-peering-connection", "pcx"),
  "aws:ec2transitgateway/transitGateway:TransitGateway": ec2("transit-gateway", "tgw"),
  "aws:ecr/repository:Repository": named("ecr", "repository/{name}"),
  "aws:ecs/cluster:Cluster": { arn: regional("ecs", "cluster/{name}") },
  "aws:ecs/service:Service": { arn: regional("ecs", "service/{name}") },
  "aws:ecs/taskDefinition:TaskDefinition": { id: "{name}", arn: regional("ecs", "task-definition/{name}:1"), name: "family" },
  "aws:efs/accessPoint:AccessPoint": { id: "fsap-{hex17}", arn: regional("elasticfilesystem", "access-point/{id}") },
  "aws:efs/fileSystem:FileSystem": { id: "fs-{hex17}", arn: regional("elasticfilesystem", "file-system/{id}") },
  "aws:eks/cluster:Cluster": named("eks", "cluster/{name}"),
  "aws:elasticache/cluster:Cluster": named("elasticache", "cluster:{name}", "clusterId"),
  "aws:elasticache/replicationGroup:ReplicationGroup": named("elasticache", "replicationgroup:{name}", "replicationGroupId"),
  "aws:elasticsearch/domain:Domain": { arn: regional("es", "domain/{name}"), name: "domainName" },
  "aws:elb/loadBalancer:LoadBalancer": named("elasticloadbalancing", "loadbalancer/{name}"),
  "aws:iam/group:Group": { id: "{name}", arn: global("iam", "group{path}{name}") },
  "aws:iam/instanceProfile:InstanceProfile": { id: "{name}", arn: global("iam", "instance-profile{path}{name}") },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": { arn: global("iam", "oidc-provider/{name}"), name: "url" },
  "aws:iam/policy:Policy": { arn: global("iam", "policy{path}{name}") },
  "aws:iam/role:Role": { id: "{name}", arn: global("iam", "role{path}{name}") },
  "aws:iam/samlProvider:SamlProvider": { arn: global("iam", "saml-provider/{name}") },
  "aws:iam/user:User": { id: "{name}", arn: global("iam", "user{path}{name}") },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": { arn: regional("firehose", "deliverystream/{name}") },
  "aws:kinesis/stream:Stream": { arn: regional("kinesis", "stream/{name}") },
  "aws:kms/alias:Alias": named("kms", "{name}"),
  "aws:kms/externalKey:ExternalKey": { id: "{uuid}", arn: regional("kms", "key/{id}") },
  "aws:kms/key:Key": { id: "{uuid}", arn: regional("kms", "key/{id}") },
  "aws:kms/replicaKey:ReplicaKey": { id: "{uuid}", arn: regional("kms", "key/{id}") },
  "aws:lambda/function:Function": named("lambda", "function:{name}"),
  "aws:lambda/layerVersion:LayerVersion": { arn: regional("lambda", "layer:{name}:1"), name: "layerName" },
  "aws:lb/listener:Listener": listener,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:mq/broker:Broker": { id: "b-{uuid}", arn: regional("mq", "broker:{name}:{id}"), name: "brokerName" },
  "aws:msk/cluster:Cluster": { arn: regional("kafka", "cluster/{name}/{uuid}-1"), name: "clusterName" },
  "aws:neptune/cluster:Cluster": named("rds", "cluster:{name}", "clusterIdentifier"),
  "aws:opensearch/domain:Domain": { arn: regional("es", "domain/{name}"), name: "domainName" },
  "aws:rds/cluster:Cluster": named("rds", "cluster:{name}", "clusterIdentifier"),
  "aws:rds/clusterInstance:ClusterInstance": named("rds", "db:{name}", "identifier"),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": named("rds", "cluster-pg:{name}"),
  "aws:rds/instance:Instance": { id: "db-{HEX26}", arn: regional("rds", "db:{name}"), name: "identifier" },
  "aws:rds/parameterGroup:ParameterGroup": named("rds", "pg:{name}"),
  "aws:rds/proxy:Proxy": named("rds", "db-proxy:prx-{hex17}"),
  "aws:rds/subnetGroup:SubnetGroup": named("rds", "subgrp:{name}"),
  "aws:redshift/cluster:Cluster": named("redshift", "cluster:{name}", "clusterIdentifier"),
  "aws:redshift/parameterGroup:ParameterGroup": named("redshift", "parametergroup:{name}"),
  "aws:route53/zone:Zone": { id: "Z{HEX20}", arn: "arn:{partition}:route53:::hostedzone/{id}" },
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:secretsmanager/secret:Secret": { arn: regional("secretsmanager", "secret:{name}-{hex6}") },
  "aws:sfn/stateMachine:StateMachine": { arn: regional("states", "stateMachine:{name}") },
  "aws:sns/topic:Topic": { arn: regional("sns", "{name}") },
  "aws:sqs/queue:Queue": { id: "https://sqs.{region}.{suffix}/{account}/{name}", arn: regional("sqs", "{name}") },
  "aws:ssm/parameter:Parameter": named("ssm", "parameter/{name}"),
  "aws:transfer/server:Server": { id: "s-{hex17}", arn: regional("transfer", "server/{id}") },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("security-group-rule", "sgr"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("security-group-rule", "sgr"),
  "aws:wafv2/webAcl:WebAcl": { id: "{uuid}", arn: regional("wafv2", "regional/webacl/{name}/{id}") },
  "aws:workspaces/workspace:Workspace": { id: "ws-{hex9}", arn: regional("workspaces", "workspace/{id}") },
};

/** Modules of @pulumi/aws whose services call themselves otherwise in ARNs. */
const arnServices: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  amp: "aps",
  apigatewayv2: "apigateway",
  applicationloadbalancing: "elasticloadbalancing",
  appautoscaling: "application-autoscaling",
  cfg: "config",
  cognito: "cognito-idp",
  directoryservice: "ds",
  docdb: "rds",
  ebs: "ec2",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  elb: "elasticloadbalancing",
  emr: "elasticmapreduce",
  lb: "elasticloadbalancing",
  msk: "kafka",
  mskconnect: "kafkaconnect",
  neptune: "rds",
  opensearch: "es",
  sesv2: "ses",
  sfn: "states",
  ssoadmin: "sso",
  vpc: "ec2",
};

/**
 * The identity of a resource that is created offline. It depends on nothing but the arguments.
 *
 * @param given the id, for a resource that is read rather than created
 */
export function identityOf(token: string, inputs: PropertyMap, urn: string, configuration: Configuration, given?: string): Identity {
  const format = formats[token];
  const region = knownString(inputs.region) ?? configuration.region;
  const seed = given ?? urn;
  const name = nameOf(format, inputs, urn, given);
  const values: Record<string, string> = {
    partition: configuration.partition,
    suffix: partitionOf(region).dnsSuffix,
    region,
    account: configuration.accountId,
    name: name.replace(/^https:\/\//, ""),
    path: knownString(inputs.path) ?? "/",
    type: knownString(inputs.loadBalancerType) === "network" ? "net" : "app",
    uuid: uuid(seed),
    hex16b: hexadecimal(`${seed}#`, 16),
  };
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (whole, key: string) => {
      const digits = /^hex(\d+)$/i.exec(key)?.[1];
      if (digits === undefined) return values[key] ?? whole;
      const text = hexadecimal(seed, Number(digits));
      return key.startsWith("HEX") ? text.toUpperCase() : text;
    });

  if (given?.startsWith("arn:")) return { id: given, arn: given, name };
  if (format) {
    const id = given ?? (format.id === undefined ? undefined : fill(format.id));
    values.id = id ?? "";
    const arn = fill(format.arn).replace(/([^:/])\/\//g, "$1/");
    return { id: id ?? arn, arn, name };
  }
  const [module = "", type = ""] = token.split(":")[1]?.split("/") ?? [];
  const id = given ?? knownString(inputs.bucket) ?? knownString(inputs.name) ?? `${type}-${hexadecimal(seed, 17)}`;
  const arn = fill(regional(arnServices[module] ?? module, `${type.toLowerCase()}/${name}`));
  return { id, arn, name };
}

/** The input that holds the AWS name of a resource of this type. */
export function nameInput(token: string): string {
  return formats[token]?.name ?? "name";
}

function nameOf(format: Format | undefined, inputs: PropertyMap, urn: string, given: string | undefined): string {
  const explicit = knownString(inputs[format?.name ?? "name"]) ?? knownString(inputs.bucket);
  if (explicit !== undefined) return explicit;
  if (given !== undefined) return given.split(/[/:]/).at(-1) ?? given;
  return `${urn.split("::").at(-1) ?? "resource"}-${hexadecimal(urn, 7)}`;
}
