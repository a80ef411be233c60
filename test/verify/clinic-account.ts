// A small account, written by the SDK: of each kind one resource that is as the rules ask and one that is not.
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient, UpdateContinuousBackupsCommand } from "@aws-sdk/client-dynamodb";
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteLoginProfileCommand,
  IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

export const region = "us-east-1";
/** moto's account. */
export const accountId = "123456789012";
export const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };

/** What the account holds that has a name only AWS knows. */
export interface ClinicAccount {
  readonly staleKeyArn: string;
  mend(): Promise<void>;
}

const allBlocked = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

function tlsOnly(bucket: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

function takesLogs(bucket: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "logging.s3.amazonaws.com" }, Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/*` },
    ],
  });
}

/** Makes the account. @returns how to mend what is wrong in it */
export async function makeClinic(endpoint: string): Promise<ClinicAccount> {
  const shared = { endpoint, region, credentials };
  const s3 = new S3Client({ ...shared, forcePathStyle: true });
  const kms = new KMSClient(shared);
  const iam = new IAMClient(shared);
  const cloudtrail = new CloudTrailClient(shared);
  const logs = new CloudWatchLogsClient(shared);
  const dynamodb = new DynamoDBClient(shared);
  const sqs = new SQSClient(shared);
  const sns = new SNSClient(shared);

  const kept = (await kms.send(new CreateKeyCommand({ Description: "rotated" }))).KeyMetadata?.Arn ?? "";
  const stale = (await kms.send(new CreateKeyCommand({ Description: "never rotated" }))).KeyMetadata?.Arn ?? "";
  await kms.send(new EnableKeyRotationCommand({ KeyId: kept }));

  const guard = async (Bucket: string) => {
    // AWS sets it for new buckets, moto does not.
    await s3.send(
      new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } }),
    );
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: allBlocked }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: tlsOnly(Bucket) }));
    await s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "clinic-logs", TargetPrefix: Bucket } },
      }),
    );
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: kept }, BucketKeyEnabled: true }],
        },
      }),
    );
  };
  for (const Bucket of ["clinic-logs", "clinic-letters", "clinic-open", "clinic-website"])
    await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: "clinic-logs", Policy: takesLogs("clinic-logs") }));
  await guard("clinic-letters");
  for (const Bucket of ["clinic-logs", "clinic-website"])
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "DataClassification", Value: "internal" }] } }));

  await cloudtrail.send(new CreateTrailCommand({ Name: "audit", S3BucketName: "clinic-logs", IsMultiRegionTrail: true }));

  await iam.send(new CreateUserCommand({ UserName: "nurse" }));
  await iam.send(new CreateLoginProfileCommand({ UserName: "nurse", Password: "correct-horse-battery" }));
  await iam.send(
    new CreateRoleCommand({
      RoleName: "open",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
      }),
    }),
  );

  await logs.send(new CreateLogGroupCommand({ logGroupName: "/clinic/kept", kmsKeyId: kept }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/clinic/kept", retentionInDays: 3653 }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/clinic/short" }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/clinic/short", retentionInDays: 7 }));

  const table = (TableName: string, more: object) =>
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      ...more,
    });
  const recover = (TableName: string) =>
    dynamodb.send(
      new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    );
  await dynamodb.send(
    table("patients", { DeletionProtectionEnabled: true, SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: kept } }),
  );
  await recover("patients");
  await dynamodb.send(table("visits", {}));

  await sqs.send(new CreateQueueCommand({ QueueName: "kept", Attributes: { KmsMasterKeyId: kept } }));
  const open =
    (await sqs.send(new CreateQueueCommand({ QueueName: "open", Attributes: { SqsManagedSseEnabled: "false" } }))).QueueUrl ?? "";
  const topic = (await sns.send(new CreateTopicCommand({ Name: "plain" }))).TopicArn ?? "";
  await sns.send(new CreateTopicCommand({ Name: "kept", Attributes: { KmsMasterKeyId: kept } }));

  return {
    staleKeyArn: stale,
    async mend() {
      await kms.send(new EnableKeyRotationCommand({ KeyId: stale }));
      await guard("clinic-open");
      await cloudtrail.send(new UpdateTrailCommand({ Name: "audit", EnableLogFileValidation: true, KmsKeyId: kept }));
      await cloudtrail.send(new StartLoggingCommand({ Name: "audit" }));
      await iam.send(new DeleteLoginProfileCommand({ UserName: "nurse" }));
      await iam.send(new CreateGroupCommand({ GroupName: "staff" }));
      await iam.send(new AddUserToGroupCommand({ GroupName: "staff", UserName: "nurse" }));
      await iam.send(
        new UpdateAccountPasswordPolicyCommand({
          MinimumPasswordLength: 16,
          RequireLowercaseCharacters: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercaseCharacters: true,
          MaxPasswordAge: 90,
          PasswordReusePrevention: 24,
        }),
      );
      await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/clinic/short", retentionInDays: 3653 }));
      await recover("visits");
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: open, Attributes: { KmsMasterKeyId: kept } }));
      await sns.send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: "KmsMasterKeyId", AttributeValue: kept }));
    },
  };
}
