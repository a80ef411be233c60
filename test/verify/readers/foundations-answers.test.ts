// What phiguard verify makes of answers of S3, CloudTrail, KMS, IAM, CloudWatch Logs, DynamoDB and queues that emulators do not give.
import {
  type AdvancedFieldSelector,
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeTableCommand, DynamoDBClient, GetResourcePolicyCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetAccountAuthorizationDetailsCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  type KeyState,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms";
import { GetBucketEncryptionCommand, GetBucketOwnershipControlsCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { nameManagedKeys } from "../../../cli/verify/managed-keys";
import { cloudtrailReader } from "../../../cli/verify/readers/cloudtrail";
import { dynamodbReader } from "../../../cli/verify/readers/dynamodb";
import { iamReader } from "../../../cli/verify/readers/iam";
import { kmsReader } from "../../../cli/verify/readers/kms";
import { logsReader } from "../../../cli/verify/readers/logs";
import { s3Reader } from "../../../cli/verify/readers/s3";
import { snsReader } from "../../../cli/verify/readers/sns";
import { sqsReader } from "../../../cli/verify/readers/sqs";
import { verdictOn } from "../live";
import { readBy } from "./read-by";

const where = { accountId: "111122223333", region: "us-west-2" };
const { accountId, region } = where;

function refusal(name: string): Error {
  return Object.assign(new Error(name), { name });
}

function document(principal: unknown): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: "*", Resource: "*" }] });
}

/** The key that AWS manages for a service. */
const managed = "99999999-8888-7777-6666-555555555555";
const arnOfKey = (id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;

describe("with answers written by hand, since no emulator has it", () => {
  const s3 = mockClient(S3Client);
  const cloudtrail = mockClient(CloudTrailClient);
  const kms = mockClient(KMSClient);
  const iam = mockClient(IAMClient);
  const logs = mockClient(CloudWatchLogsClient);
  const dynamodb = mockClient(DynamoDBClient);
  const sqs = mockClient(SQSClient);
  const sns = mockClient(SNSClient);
  const all = [s3, cloudtrail, kms, iam, logs, dynamodb, sqs, sns];
  beforeEach(() => {
    for (const mock of all) mock.reset();
    s3.onAnyCommand().resolves({});
    cloudtrail.onAnyCommand().resolves({});
    kms.onAnyCommand().resolves({});
    iam.onAnyCommand().resolves({});
    logs.onAnyCommand().resolves({});
    dynamodb.onAnyCommand().resolves({});
    sqs.onAnyCommand().resolves({});
    sns.onAnyCommand().resolves({});
  });
  afterAll(() => {
    for (const mock of all) mock.restore();
  });

  describe("S3", () => {
    beforeEach(() => {
      s3.on(ListBucketsCommand).resolves({ Buckets: [{ Name: "letters", BucketRegion: region }] });
    });
    const encryptedBy = (KMSMasterKeyID: string) =>
      s3.on(GetBucketEncryptionCommand).resolves({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID } }],
        },
      });

    test("a bucket without ownership controls is one whose ACLs count", async () => {
      s3.on(GetBucketOwnershipControlsCommand).rejects(refusal("OwnershipControlsNotFoundError"));
      expect(verdictOn((await readBy(where, s3Reader)).run, "s3-acls-disabled", "letters")).toBe("fail");
      s3.on(GetBucketOwnershipControlsCommand).rejects(refusal("AccessDenied"));
      expect(verdictOn((await readBy(where, s3Reader)).run, "s3-acls-disabled", "letters")).toBe("undetermined");
      s3.on(GetBucketOwnershipControlsCommand).resolves({ OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] } });
      expect(verdictOn((await readBy(where, s3Reader)).run, "s3-acls-disabled", "letters")).toBe("pass");
    });

    test("a key that is named by its id alone may be AWS's own", async () => {
      const keyOf = async () => {
        const { found, account } = await readBy(where, s3Reader, kmsReader);
        await nameManagedKeys(account, found);
        return JSON.stringify(found.resources.find(({ type }) => type.includes("bucketServerSideEncryption"))?.inputs.rules);
      };
      kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: managed, KeyArn: arnOfKey(managed) }] });
      kms.on(ListAliasesCommand).resolves({ Aliases: [{ AliasName: "alias/aws/s3", TargetKeyId: managed }] });
      kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: managed, KeyManager: "AWS" } });
      encryptedBy(managed);
      expect(await keyOf()).toContain('"kmsMasterKeyId":"alias/aws/s3"');
      encryptedBy("alias/letters");
      expect(await keyOf()).toContain('"kmsMasterKeyId":"alias/letters"');
    });
  });

  describe("CloudTrail", () => {
    const TrailARN = `arn:aws:cloudtrail:${region}:${accountId}:trail/audit`;
    const recordedBy = async (...more: readonly AdvancedFieldSelector[]) => {
      cloudtrail.on(DescribeTrailsCommand).resolves({ trailList: [{ Name: "audit", TrailARN, HomeRegion: region }] });
      cloudtrail.on(GetTrailStatusCommand).resolves({ IsLogging: true });
      cloudtrail.on(GetEventSelectorsCommand).resolves({
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: "eventCategory", Equals: ["Data"] },
              { Field: "resources.type", Equals: ["AWS::S3::Object"] },
              ...more,
            ],
          },
        ],
      });
      return verdictOn((await readBy(where, cloudtrailReader)).run, "cloudtrail-s3-data-events", TrailARN);
    };

    test("a selector of the beginnings and ends of names records only these", async () => {
      expect(await recordedBy()).toBe("pass");
      expect(await recordedBy({ Field: "eventName", StartsWith: ["Put"] })).toBe("fail");
      expect(await recordedBy({ Field: "eventName", EndsWith: ["Acl"] })).toBe("fail");
      expect(await recordedBy({ Field: "eventName", NotStartsWith: ["Get"] })).toBe("fail");
      expect(await recordedBy({ Field: "resources.ARN", StartsWith: ["arn:aws:s3:::letters/"] })).toBe("undetermined");
    });
  });

  describe("KMS", () => {
    const described = (KeyState: KeyState) =>
      kms.on(DescribeKeyCommand).resolves({
        KeyMetadata: { KeyId: "kept", KeyManager: "CUSTOMER", KeyState, KeySpec: "SYMMETRIC_DEFAULT", Origin: "AWS_KMS" },
      });

    test("a key that waits for its deletion says that it does not rotate, and one that is updated is not disabled", async () => {
      const arn = arnOfKey("kept");
      kms.on(ListKeysCommand).resolves({ Keys: [{ KeyId: "kept", KeyArn: arn }] });
      kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false });
      described("PendingDeletion");
      const leaving = (await readBy(where, kmsReader)).run;
      expect(verdictOn(leaving, "kms-key-rotation", arn)).toBe("undetermined");
      expect(verdictOn(leaving, "kms-key-enabled", arn)).toBe("fail");
      described("Updating");
      expect(verdictOn((await readBy(where, kmsReader)).run, "kms-key-enabled", arn)).toBe("undetermined");
      described("Disabled");
      expect(verdictOn((await readBy(where, kmsReader)).run, "kms-key-rotation", arn)).toBe("fail");
    });
  });

  describe("IAM", () => {
    test("how long sessions of Identity Center's roles last, their permission set says", async () => {
      const role = (path: string, RoleName: string) => ({
        Path: path,
        RoleName,
        Arn: `arn:aws:iam::${accountId}:role${path}${RoleName}`,
        MaxSessionDuration: 43_200,
      });
      const roles = [role("/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Nurse_0123456789abcdef"), role("/", "nurse")];
      const [ofIdentityCenter, own] = roles.map(({ Arn }) => Arn);
      const AssumeRolePolicyDocument = encodeURIComponent(
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Federated: `arn:aws:iam::${accountId}:saml-provider/staff` },
              Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
            },
          ],
        }),
      );
      iam.on(ListRolesCommand).resolves({ Roles: roles.map((one) => ({ ...one, RoleId: "AROA", CreateDate: new Date() })) });
      iam.on(GetAccountAuthorizationDetailsCommand).resolves({
        RoleDetailList: roles.map(({ MaxSessionDuration: _, ...one }) => ({ ...one, AssumeRolePolicyDocument })),
      });
      const { run } = await readBy(where, iamReader);
      expect(verdictOn(run, "iam-role-session-duration", ofIdentityCenter ?? "")).toBe("undetermined");
      expect(verdictOn(run, "iam-role-session-duration", own ?? "")).toBe("fail");
    });
  });

  describe("CloudWatch Logs", () => {
    const group = `arn:aws:logs:${region}:${accountId}:log-group:visits`;
    const ofGroups = { policyScope: "RESOURCE" } as const;
    beforeEach(() => {
      logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [] });
    });

    test("policies of single log groups are listed by their scope", async () => {
      logs.on(DescribeResourcePoliciesCommand, ofGroups).resolves({
        resourcePolicies: [{ policyScope: "RESOURCE", resourceArn: group, policyDocument: document("*") }],
      });
      expect(verdictOn((await readBy(where, logsReader)).run, "log-group-not-public", group)).toBe("fail");
    });

    test("where these cannot be listed, that is open, and does not block", async () => {
      logs.on(DescribeResourcePoliciesCommand, ofGroups).rejects(refusal("InvalidParameterException"));
      const { found, run } = await readBy(where, logsReader);
      expect(verdictOn(run, "log-group-not-public", "of log groups")).toBe("undetermined");
      expect(found.unlisted).toEqual([]);
    });
  });

  describe("DynamoDB", () => {
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/visits`;
    const stream = `${arn}/stream/2026-01-01T00:00:00.000`;
    beforeEach(() => {
      dynamodb.on(ListTablesCommand).resolves({ TableNames: ["visits"] });
      dynamodb.on(GetResourcePolicyCommand).rejects(refusal("PolicyNotFoundException"));
      dynamodb.on(GetResourcePolicyCommand, { ResourceArn: stream }).resolves({ Policy: document("*") });
    });
    const table = (StreamEnabled: boolean) => ({
      Table: { TableArn: arn, LatestStreamArn: stream, StreamSpecification: { StreamEnabled } },
    });

    test("a stream has a policy of its own, while it is on", async () => {
      dynamodb.on(DescribeTableCommand).resolves(table(true));
      expect(verdictOn((await readBy(where, dynamodbReader)).run, "dynamodb-resource-policy-not-public", stream)).toBe("fail");
      dynamodb.on(DescribeTableCommand).resolves(table(false));
      expect(verdictOn((await readBy(where, dynamodbReader)).run, "dynamodb-resource-policy-not-public", stream)).toBe("not-applicable");
    });

    test("a table that is being deleted is left out", async () => {
      dynamodb.on(DescribeTableCommand).resolves({ Table: { TableArn: arn, TableStatus: "DELETING" } });
      const { found } = await readBy(where, dynamodbReader);
      expect(found.resources.filter(({ type }) => type.startsWith("aws:dynamodb/"))).toEqual([]);
    });
  });

  test("queues and topics may name a key by its id alone", async () => {
    sqs.on(ListQueuesCommand).resolves({ QueueUrls: [`https://sqs.${region}.amazonaws.com/${accountId}/visits`] });
    sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { KmsMasterKeyId: managed } });
    sns.on(ListTopicsCommand).resolves({ Topics: [{ TopicArn: `arn:aws:sns:${region}:${accountId}:visits` }] });
    sns.on(GetTopicAttributesCommand).resolves({ Attributes: { KmsMasterKeyId: managed } });
    const { found } = await readBy(where, sqsReader, snsReader);
    const keys = found.resources.flatMap(({ inputs }) => inputs.kmsMasterKeyId ?? []);
    expect(keys).toEqual([arnOfKey(managed), arnOfKey(managed)]);
  });
});
