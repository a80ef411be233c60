// An emulated account with a trail whose events are in a log group, and what happened in it.
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";

export const region = "us-east-1";
/** The emulator takes the key for the account. */
export const accountId = "123456789012";
export const credentials = { accessKeyId: accountId, secretAccessKey: "a-secret-of-the-test" };
export const role = `arn:aws:iam::${accountId}:role/break-glass`;
export const logGroup = "/aws/cloudtrail/audit";

/** What a log holds that nobody may see in a table. */
export const hiddenInLogs = "session-token-of-somebody";

export async function makeAccount(endpoint: string): Promise<void> {
  const client = { endpoint, region, credentials };
  const logs = new CloudWatchLogsClient(client);
  await logs.send(new CreateLogGroupCommand({ logGroupName: logGroup }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: logGroup, logStreamName: "trail" }));
  await logs.send(
    new PutLogEventsCommand({
      logGroupName: logGroup,
      logStreamName: "trail",
      logEvents: [{ timestamp: Date.now() - 60_000, message: JSON.stringify({ eventName: "GetObject", sessionToken: hiddenInLogs }) }],
    }),
  );
  await new S3Client({ ...client, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "audit-trail" }));
  await new CloudTrailClient(client).send(
    new CreateTrailCommand({
      Name: "audit",
      S3BucketName: "audit-trail",
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}:*`,
      CloudWatchLogsRoleArn: `arn:aws:iam::${accountId}:role/delivery`,
    }),
  );
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: logGroup, retentionInDays: 30 }));
  const kms = new KMSClient(client);
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new DisableKeyCommand({ KeyId: key?.KeyId ?? "" }));
  await new IAMClient(client).send(
    new CreateRoleCommand({
      RoleName: "break-glass",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "sts:AssumeRole" }],
      }),
    }),
  );
}

/** Takes the role. ministack records the name of such a call where the address has it and its parameters where the body has them; the SDK writes all into the body. */
export async function takeRole(endpoint: string): Promise<void> {
  const parameters = new URLSearchParams({ Action: "AssumeRole", Version: "2011-06-15", RoleArn: role, RoleSessionName: "dana" });
  const credential = `${accountId}/20261122/${region}/sts/aws4_request`;
  const answer = await fetch(`${endpoint}/?${parameters.toString()}`, {
    method: "POST",
    body: parameters,
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${"0".repeat(64)}` },
  });
  if (!answer.ok) throw new Error(`the role could not be taken: ${answer.status}`);
}
