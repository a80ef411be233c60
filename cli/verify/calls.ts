/** Every call that verify can make. Nothing else is ever sent with the account's credentials; a test holds the table to commands that only read. */
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as s3control from "@aws-sdk/client-s3-control";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { Clients } from "./clients";

export type Service = keyof Clients;

/** One kind of call: its command, and the IAM action that allows it. */
export interface ReadCall<Input, Output> {
  readonly service: Service;
  /** The API's name of it, `GetBucketPolicy`. */
  readonly command: string;
  /** What IAM calls the permission: not always the command's name, `s3:ListAllMyBuckets` for ListBuckets. */
  readonly action: string;
  send(clients: Clients, input: Input): Promise<Output>;
}

function read<Input, Command, Output>(
  service: Service,
  action: string,
  Command: new (input: NonNullable<Input>) => Command,
  send: (clients: Clients, command: Command) => Promise<Output>,
): ReadCall<NonNullable<Input>, Output> {
  return {
    service,
    command: Command.name.replace(/Command$/, ""),
    action,
    send: (clients, input) => send(clients, new Command(input)),
  };
}

/** Source of the actions: AWS Service Authorization Reference, "Actions, resources, and condition keys" of each service. */
export const calls = {
  callerIdentity: read("sts", "sts:GetCallerIdentity", sts.GetCallerIdentityCommand, (c, command) => c.sts.send(command)),

  buckets: read("s3", "s3:ListAllMyBuckets", s3.ListBucketsCommand, (c, command) => c.s3.send(command)),
  bucketAcl: read("s3", "s3:GetBucketAcl", s3.GetBucketAclCommand, (c, command) => c.s3.send(command)),
  bucketEncryption: read("s3", "s3:GetEncryptionConfiguration", s3.GetBucketEncryptionCommand, (c, command) => c.s3.send(command)),
  bucketLifecycle: read("s3", "s3:GetLifecycleConfiguration", s3.GetBucketLifecycleConfigurationCommand, (c, command) =>
    c.s3.send(command),
  ),
  bucketLogging: read("s3", "s3:GetBucketLogging", s3.GetBucketLoggingCommand, (c, command) => c.s3.send(command)),
  bucketNotification: read("s3", "s3:GetBucketNotification", s3.GetBucketNotificationConfigurationCommand, (c, command) =>
    c.s3.send(command),
  ),
  bucketObjectLock: read("s3", "s3:GetBucketObjectLockConfiguration", s3.GetObjectLockConfigurationCommand, (c, command) =>
    c.s3.send(command),
  ),
  bucketOwnership: read("s3", "s3:GetBucketOwnershipControls", s3.GetBucketOwnershipControlsCommand, (c, command) => c.s3.send(command)),
  bucketPolicy: read("s3", "s3:GetBucketPolicy", s3.GetBucketPolicyCommand, (c, command) => c.s3.send(command)),
  bucketPublicAccessBlock: read("s3", "s3:GetBucketPublicAccessBlock", s3.GetPublicAccessBlockCommand, (c, command) => c.s3.send(command)),
  bucketReplication: read("s3", "s3:GetReplicationConfiguration", s3.GetBucketReplicationCommand, (c, command) => c.s3.send(command)),
  bucketTags: read("s3", "s3:GetBucketTagging", s3.GetBucketTaggingCommand, (c, command) => c.s3.send(command)),
  bucketVersioning: read("s3", "s3:GetBucketVersioning", s3.GetBucketVersioningCommand, (c, command) => c.s3.send(command)),
  bucketWebsite: read("s3", "s3:GetBucketWebsite", s3.GetBucketWebsiteCommand, (c, command) => c.s3.send(command)),
  accountPublicAccessBlock: read("s3control", "s3:GetAccountPublicAccessBlock", s3control.GetPublicAccessBlockCommand, (c, command) =>
    c.s3control.send(command),
  ),

  keys: read("kms", "kms:ListKeys", kms.ListKeysCommand, (c, command) => c.kms.send(command)),
  key: read("kms", "kms:DescribeKey", kms.DescribeKeyCommand, (c, command) => c.kms.send(command)),
  keyPolicy: read("kms", "kms:GetKeyPolicy", kms.GetKeyPolicyCommand, (c, command) => c.kms.send(command)),
  keyRotation: read("kms", "kms:GetKeyRotationStatus", kms.GetKeyRotationStatusCommand, (c, command) => c.kms.send(command)),
  keyTags: read("kms", "kms:ListResourceTags", kms.ListResourceTagsCommand, (c, command) => c.kms.send(command)),
  keyAliases: read("kms", "kms:ListAliases", kms.ListAliasesCommand, (c, command) => c.kms.send(command)),

  trails: read("cloudtrail", "cloudtrail:DescribeTrails", cloudtrail.DescribeTrailsCommand, (c, command) => c.cloudtrail.send(command)),
  trailStatus: read("cloudtrail", "cloudtrail:GetTrailStatus", cloudtrail.GetTrailStatusCommand, (c, command) =>
    c.cloudtrail.send(command),
  ),
  trailSelectors: read("cloudtrail", "cloudtrail:GetEventSelectors", cloudtrail.GetEventSelectorsCommand, (c, command) =>
    c.cloudtrail.send(command),
  ),
  trailInsights: read("cloudtrail", "cloudtrail:GetInsightSelectors", cloudtrail.GetInsightSelectorsCommand, (c, command) =>
    c.cloudtrail.send(command),
  ),
  trailTags: read("cloudtrail", "cloudtrail:ListTags", cloudtrail.ListTagsCommand, (c, command) => c.cloudtrail.send(command)),

  identities: read("iam", "iam:GetAccountAuthorizationDetails", iam.GetAccountAuthorizationDetailsCommand, (c, command) =>
    c.iam.send(command),
  ),
  roles: read("iam", "iam:ListRoles", iam.ListRolesCommand, (c, command) => c.iam.send(command)),
  loginProfile: read("iam", "iam:GetLoginProfile", iam.GetLoginProfileCommand, (c, command) => c.iam.send(command)),
  accessKeys: read("iam", "iam:ListAccessKeys", iam.ListAccessKeysCommand, (c, command) => c.iam.send(command)),
  passwordPolicy: read("iam", "iam:GetAccountPasswordPolicy", iam.GetAccountPasswordPolicyCommand, (c, command) => c.iam.send(command)),

  logGroups: read("logs", "logs:DescribeLogGroups", logs.DescribeLogGroupsCommand, (c, command) => c.logs.send(command)),
  logGroupTags: read("logs", "logs:ListTagsForResource", logs.ListTagsForResourceCommand, (c, command) => c.logs.send(command)),
  logSubscriptions: read("logs", "logs:DescribeSubscriptionFilters", logs.DescribeSubscriptionFiltersCommand, (c, command) =>
    c.logs.send(command),
  ),
  logPolicies: read("logs", "logs:DescribeResourcePolicies", logs.DescribeResourcePoliciesCommand, (c, command) => c.logs.send(command)),

  tables: read("dynamodb", "dynamodb:ListTables", dynamodb.ListTablesCommand, (c, command) => c.dynamodb.send(command)),
  table: read("dynamodb", "dynamodb:DescribeTable", dynamodb.DescribeTableCommand, (c, command) => c.dynamodb.send(command)),
  tableBackups: read("dynamodb", "dynamodb:DescribeContinuousBackups", dynamodb.DescribeContinuousBackupsCommand, (c, command) =>
    c.dynamodb.send(command),
  ),
  tablePolicy: read("dynamodb", "dynamodb:GetResourcePolicy", dynamodb.GetResourcePolicyCommand, (c, command) => c.dynamodb.send(command)),
  tableTags: read("dynamodb", "dynamodb:ListTagsOfResource", dynamodb.ListTagsOfResourceCommand, (c, command) => c.dynamodb.send(command)),

  queues: read("sqs", "sqs:ListQueues", sqs.ListQueuesCommand, (c, command) => c.sqs.send(command)),
  queue: read("sqs", "sqs:GetQueueAttributes", sqs.GetQueueAttributesCommand, (c, command) => c.sqs.send(command)),
  queueTags: read("sqs", "sqs:ListQueueTags", sqs.ListQueueTagsCommand, (c, command) => c.sqs.send(command)),

  topics: read("sns", "sns:ListTopics", sns.ListTopicsCommand, (c, command) => c.sns.send(command)),
  topic: read("sns", "sns:GetTopicAttributes", sns.GetTopicAttributesCommand, (c, command) => c.sns.send(command)),
  topicTags: read("sns", "sns:ListTagsForResource", sns.ListTagsForResourceCommand, (c, command) => c.sns.send(command)),
  subscriptions: read("sns", "sns:ListSubscriptionsByTopic", sns.ListSubscriptionsByTopicCommand, (c, command) => c.sns.send(command)),
} as const;
