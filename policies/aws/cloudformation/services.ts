import { isUnknown, UNKNOWN } from "../../unknown";
import { block, each, type Folded, firstOf, tagsOf } from "./folded";
import { type Translation, whole } from "./translation";

const queue: Translation = (properties) => [
  whole("sqs.Queue", {
    name: properties.get("QueueName"),
    kmsMasterKeyId: properties.get("KmsMasterKeyId"),
    sqsManagedSseEnabled: properties.get("SqsManagedSseEnabled"),
    tags: tagsOf(properties),
  }),
];

/** One policy may be for several queues or topics: each gets a policy of its own. */
function sharedPolicy(className: "sqs.QueuePolicy" | "sns.TopicPolicy", list: string, property: string): Translation {
  return (properties) => {
    const targets = properties.get(list);
    const all: readonly unknown[] = Array.isArray(targets) ? targets : [targets ?? UNKNOWN];
    return all.map((target, index) => ({
      className,
      part: index === 0 ? "" : String(index),
      inputs: { [property]: target, policy: properties.get("PolicyDocument") },
    }));
  };
}

const key: Translation = (properties) => [
  whole(properties.get("Origin") === "EXTERNAL" ? "kms.ExternalKey" : "kms.Key", {
    customerMasterKeySpec: properties.get("KeySpec"),
    keyUsage: properties.get("KeyUsage"),
    enableKeyRotation: properties.get("EnableKeyRotation"),
    rotationPeriodInDays: properties.get("RotationPeriodInDays"),
    deletionWindowInDays: properties.get("PendingWindowInDays"),
    policy: properties.get("KeyPolicy"),
    [properties.get("Origin") === "EXTERNAL" ? "enabled" : "isEnabled"]: properties.get("Enabled"),
    tags: tagsOf(properties),
  }),
];

const logGroup: Translation = (properties) => [
  whole("cloudwatch.LogGroup", {
    name: properties.get("LogGroupName"),
    kmsKeyId: properties.get("KmsKeyId"),
    retentionInDays: properties.get("RetentionInDays"),
    logGroupClass: properties.get("LogGroupClass"),
    tags: tagsOf(properties),
  }),
];

function fieldSelectors(selector: Folded): unknown {
  return each(selector.list("FieldSelectors"), (field) => ({
    field: field.get("Field"),
    equals: field.get("Equals"),
    notEquals: field.get("NotEquals"),
    startsWiths: field.get("StartsWith"),
    notStartsWiths: field.get("NotStartsWith"),
    endsWiths: field.get("EndsWith"),
    notEndsWiths: field.get("NotEndsWith"),
  }));
}

const trail: Translation = (properties) => [
  whole("cloudtrail.Trail", {
    name: properties.get("TrailName"),
    s3BucketName: properties.get("S3BucketName"),
    enableLogging: properties.get("IsLogging"),
    isMultiRegionTrail: properties.get("IsMultiRegionTrail"),
    isOrganizationTrail: properties.get("IsOrganizationTrail"),
    includeGlobalServiceEvents: properties.get("IncludeGlobalServiceEvents"),
    enableLogFileValidation: properties.get("EnableLogFileValidation"),
    kmsKeyId: properties.get("KMSKeyId"),
    cloudWatchLogsGroupArn: properties.get("CloudWatchLogsLogGroupArn"),
    cloudWatchLogsRoleArn: properties.get("CloudWatchLogsRoleArn"),
    eventSelectors: each(properties.list("EventSelectors"), (selector) => ({
      readWriteType: selector.get("ReadWriteType"),
      includeManagementEvents: selector.get("IncludeManagementEvents"),
      excludeManagementEventSources: selector.get("ExcludeManagementEventSources"),
      dataResources: each(selector.list("DataResources"), (resource) => ({ type: resource.get("Type"), values: resource.get("Values") })),
    })),
    advancedEventSelectors: each(properties.list("AdvancedEventSelectors"), (selector) => ({
      name: selector.get("Name"),
      fieldSelectors: fieldSelectors(selector),
    })),
    tags: tagsOf(properties),
  }),
];

function actions(properties: Folded, name: string): unknown {
  return each(properties.list(name), (action) => ({
    type: action.get("Type"),
    targetGroupArn: action.get("TargetGroupArn"),
    redirect: block(firstOf(action.list("RedirectConfig")), (redirect) => ({
      protocol: redirect.get("Protocol"),
      port: redirect.get("Port"),
      statusCode: redirect.get("StatusCode"),
    })),
  }));
}

const listener: Translation = (properties) => [
  whole("lb.Listener", {
    loadBalancerArn: properties.get("LoadBalancerArn"),
    port: properties.get("Port"),
    protocol: properties.get("Protocol"),
    sslPolicy: properties.get("SslPolicy"),
    defaultActions: actions(properties, "DefaultActions"),
  }),
];

/** A load balancer's settings are a list of keys and values. Source: AWS::ElasticLoadBalancingV2::LoadBalancer, LoadBalancerAttributes. */
function attribute(properties: Folded, name: string): unknown {
  const list = properties.list("LoadBalancerAttributes");
  if (isUnknown(list)) return UNKNOWN;
  const found = list.find((item) => !isUnknown(item) && item.get("Key") === name);
  if (found && !isUnknown(found)) return found.get("Value");
  return list.some((item) => isUnknown(item) || isUnknown(item.get("Key"))) ? UNKNOWN : undefined;
}

const loadBalancer: Translation = (properties) => {
  const logs = attribute(properties, "access_logs.s3.enabled");
  const scheme = properties.get("Scheme");
  return [
    whole("lb.LoadBalancer", {
      name: properties.get("Name"),
      loadBalancerType: properties.get("Type"),
      internal: typeof scheme === "string" ? scheme === "internal" : scheme,
      accessLogs: logs === undefined ? undefined : { enabled: logs, bucket: attribute(properties, "access_logs.s3.bucket") ?? UNKNOWN },
      enableDeletionProtection: attribute(properties, "deletion_protection.enabled"),
      dropInvalidHeaderFields: attribute(properties, "routing.http.drop_invalid_header_fields.enabled"),
      tags: tagsOf(properties),
    }),
  ];
};

const lambda: Translation = (properties) => {
  const variables = properties.get("Environment", "Variables");
  return [
    whole("lambda.Function", {
      name: properties.get("FunctionName"),
      role: properties.get("Role"),
      runtime: properties.get("Runtime"),
      kmsKeyArn: properties.get("KmsKeyArn"),
      environment: variables === undefined ? undefined : { variables },
      tags: tagsOf(properties),
    }),
  ];
};

function addresses(rule: Folded, name: string): unknown {
  const value = rule.get(name);
  return value === undefined ? undefined : [value];
}

const securityGroup: Translation = (properties) => [
  whole("ec2.SecurityGroup", {
    name: properties.get("GroupName"),
    vpcId: properties.get("VpcId"),
    ingress: each(properties.list("SecurityGroupIngress"), (rule) => ({
      protocol: rule.get("IpProtocol"),
      fromPort: rule.get("FromPort"),
      toPort: rule.get("ToPort"),
      cidrBlocks: addresses(rule, "CidrIp"),
      ipv6CidrBlocks: addresses(rule, "CidrIpv6"),
      prefixListIds: addresses(rule, "SourcePrefixListId"),
    })),
    tags: tagsOf(properties),
  }),
];

const securityGroupIngress: Translation = (properties) => [
  whole("vpc.SecurityGroupIngressRule", {
    securityGroupId: properties.get("GroupId"),
    ipProtocol: properties.get("IpProtocol"),
    fromPort: properties.get("FromPort"),
    toPort: properties.get("ToPort"),
    cidrIpv4: properties.get("CidrIp"),
    cidrIpv6: properties.get("CidrIpv6"),
    prefixListId: properties.get("SourcePrefixListId"),
  }),
];

/** Services. Sources: the AWS CloudFormation template reference of each type, and @pulumi/aws 7.48.0's declarations. */
export const services: Readonly<Record<string, Translation>> = {
  "AWS::SQS::Queue": queue,
  "AWS::SQS::QueuePolicy": sharedPolicy("sqs.QueuePolicy", "Queues", "queueUrl"),
  "AWS::SNS::Topic": (p) => [whole("sns.Topic", { name: p.get("TopicName"), kmsMasterKeyId: p.get("KmsMasterKeyId"), tags: tagsOf(p) })],
  "AWS::SNS::TopicPolicy": sharedPolicy("sns.TopicPolicy", "Topics", "arn"),
  "AWS::SNS::Subscription": (p) => [
    whole("sns.TopicSubscription", { protocol: p.get("Protocol"), topic: p.get("TopicArn"), endpoint: p.get("Endpoint") }),
  ],
  "AWS::KMS::Key": key,
  "AWS::KMS::Alias": (p) => [whole("kms.Alias", { name: p.get("AliasName"), targetKeyId: p.get("TargetKeyId") })],
  "AWS::Logs::LogGroup": logGroup,
  "AWS::CloudTrail::Trail": trail,
  "AWS::ElasticLoadBalancingV2::Listener": listener,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": loadBalancer,
  "AWS::Lambda::Function": lambda,
  "AWS::Lambda::Url": (p) => [
    whole("lambda.FunctionUrl", { functionName: p.get("TargetFunctionArn"), authorizationType: p.get("AuthType") }),
  ],
  "AWS::EC2::SecurityGroup": securityGroup,
  "AWS::EC2::SecurityGroupIngress": securityGroupIngress,
};
