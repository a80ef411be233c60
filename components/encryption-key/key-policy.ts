import * as pulumi from "@pulumi/pulumi";
import { arn, iamArn, type Location, regionalServiceName, servicePrincipal } from "../foundation/location";
import { type Condition, forThisAccount, policyDocument, type Statement } from "../foundation/policy-document";

interface KeyPolicyArgs {
  readonly administrators?: readonly pulumi.Input<string>[];
  readonly users?: readonly pulumi.Input<string>[];
  readonly through?: readonly string[];
  readonly services?: readonly string[];
}

/** All that an administrator does, and nothing that reads data: no kms:Decrypt, and no kms:CreateGrant, which could hand it out. */
const administration = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:Put*",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];
const use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * The key's policy: administrators and users apart, and each service for this account only.
 * Source: AWS KMS Developer Guide, "Default key policy" (key administrators, key users) and "Least-privilege permissions".
 */
export function keyPolicy(args: KeyPolicyArgs, location: Location): pulumi.Output<string> {
  const account = iamArn(location, "root");
  const users = { AWS: args.users ?? account };
  const byWayOf = args.through?.map((service) => regionalServiceName(location, service));
  const throughServices: Condition = byWayOf === undefined ? {} : { StringEquals: { "kms:ViaService": byWayOf } };
  return policyDocument([
    { Sid: "Administer", Effect: "Allow", Principal: { AWS: args.administrators ?? account }, Action: administration, Resource: "*" },
    { Sid: "Use", Effect: "Allow", Principal: users, Action: use, Resource: "*", ...withCondition(throughServices) },
    {
      Sid: "ServicesTakeGrants",
      Effect: "Allow",
      Principal: users,
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: "*",
      // Services that keep data for long, as RDS does, work by grants; nobody else gets one.
      Condition: { ...throughServices, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    ...(args.services ?? []).flatMap((service) => (service === "fargate" ? usedByFargate(location) : usedByService(service, location))),
  ]);
}

function withCondition(condition: Condition): { readonly Condition?: Condition } {
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}

function usedByService(service: string, location: Location): Statement[] {
  const words = service.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const conditions = forServiceHere(service, location);
  return conditions.map((condition, index) => ({
    Sid: `Service${words}${conditions.length === 1 ? "" : index + 1}`,
    Effect: "Allow",
    Principal: { Service: servicePrincipal(location, service) },
    Action: use,
    Resource: "*",
    Condition: condition,
  }));
}

/**
 * Fargate makes a data key for each task, and hands decryption to the task's host by a grant.
 * Source: Amazon ECS Developer Guide, "Create an encryption key for Fargate ephemeral storage for Amazon ECS".
 */
function usedByFargate(location: Location): Statement[] {
  const Principal = { Service: servicePrincipal(location, "fargate") };
  const ofThisAccount = { "kms:EncryptionContext:aws:ecs:clusterAccount": location.accountId };
  return [
    {
      Sid: "ServiceFargate",
      Effect: "Allow",
      Principal,
      Action: "kms:GenerateDataKeyWithoutPlaintext",
      Resource: "*",
      Condition: { StringEquals: ofThisAccount },
    },
    {
      Sid: "ServiceFargateGrants",
      Effect: "Allow",
      Principal,
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { StringEquals: ofThisAccount, "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" } },
    },
  ];
}

/** Services that use a key only to publish to topics. */
const tellPeople: ReadonlySet<string> = new Set(["backup", "cloudwatch", "events.rds"]);

/**
 * How a service's call is told to be for this account: one of these holds. CloudWatch Logs and CloudTrail say it in the encryption context; for
 * CloudWatch's alarms and EventBridge SNS and SQS say it there, and the conditions on the source that other services take would silently stop what
 * EventBridge sends to an encrypted topic.
 * Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS"; CloudTrail User Guide, "Configure AWS KMS key policies for
 * CloudTrail"; CloudFront Developer Guide, "Restrict access to an Amazon S3 origin" (SSE-KMS); SNS Developer Guide, "Managing Amazon SNS encryption keys and costs" (event sources, encryption context); SQS Developer Guide, "Key management".
 */
function forServiceHere(service: string, location: Location): Condition[] {
  if (service === "logs") return [{ ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn(location, "logs", "log-group:*") } }];
  if (service === "cloudtrail") {
    const trails = pulumi.interpolate`arn:${location.partition}:cloudtrail:*:${location.accountId}:trail/*`;
    // Before it takes a key CloudTrail looks at it, and the key of a whole bucket is asked for the bucket: neither tells the trail in an encryption context.
    return [{ StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails } }, { ArnLike: { "aws:SourceArn": trails } }];
  }
  if (service === "cloudfront") {
    const distributions = pulumi.interpolate`arn:${location.partition}:cloudfront::${location.accountId}:distribution/*`;
    return [{ ArnLike: { "aws:SourceArn": distributions } }];
  }
  const topics = { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": arn(location, "sns", "*") } };
  const queues = { ArnLike: { "kms:EncryptionContext:aws:sqs:arn": arn(location, "sqs", "*") } };
  if (tellPeople.has(service)) return [topics];
  if (service === "events") return [topics, queues];
  // SNS uses no key but that of the queues that it delivers to: topics are encrypted for whoever publishes.
  if (service === "sns") return [queues];
  return [forThisAccount(location)];
}
