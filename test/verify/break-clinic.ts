// Ten safeguards of stacks/clinic, taken away by the SDK as somebody in a hurry would, and what must be seen of each.
import { CloudTrailClient, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, UpdateContinuousBackupsCommand } from "@aws-sdk/client-dynamodb";
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateLoginProfileCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, DisableKeyRotationCommand, KMSClient } from "@aws-sdk/client-kms";
import { DeleteBucketPolicyCommand, DeletePublicAccessBlockCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { accountId, credentials, region } from "./clinic-account";

const documents = `phiguard-clinic-documents-${accountId}-${region}`;

/** One safeguard taken away. */
export interface Break {
  readonly what: string;
  undo(endpoint: string): Promise<void>;
  /** The rules that fail then and did not before, with the end of the resource's name. */
  readonly fails: readonly string[];
  /** What a refresh says of it, as "type name"; nothing of what is in no program. */
  readonly drift?: string;
}

const reach = (endpoint: string) => ({ endpoint, region, credentials });

export const breaks: readonly Break[] = [
  {
    what: "the trail stops logging",
    async undo(endpoint) {
      await new CloudTrailClient(reach(endpoint)).send(new StopLoggingCommand({ Name: "phiguard-clinic-audit" }));
    },
    fails: [
      "cloudtrail-delivers-log-files phiguard-clinic-audit",
      "cloudtrail-logging-on phiguard-clinic-audit",
      `cloudtrail-present account-${accountId}`,
    ],
    drift: "aws:cloudtrail/trail:Trail audit",
  },
  {
    what: "the documents' public access block is deleted",
    async undo(endpoint) {
      await new S3Client({ ...reach(endpoint), forcePathStyle: true }).send(new DeletePublicAccessBlockCommand({ Bucket: documents }));
    },
    fails: [`s3-bucket-public-access-block ${documents}`],
    drift: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock documents",
  },
  {
    what: "the documents' policy is deleted",
    async undo(endpoint) {
      await new S3Client({ ...reach(endpoint), forcePathStyle: true }).send(new DeleteBucketPolicyCommand({ Bucket: documents }));
    },
    fails: [`s3-tls-only ${documents}`, `s3-tls12-minimum ${documents}`],
    drift: "aws:s3/bucketPolicy:BucketPolicy documents",
  },
  {
    what: "the visits' key is not rotated any more",
    async undo(endpoint) {
      const kms = new KMSClient(reach(endpoint));
      const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: "alias/phiguard-clinic-visits-key-table" }));
      await kms.send(new DisableKeyRotationCommand({ KeyId: key?.KeyId }));
    },
    fails: ["kms-key-rotation key"],
    drift: "aws:kms/key:Key visits-key",
  },
  {
    what: "the listener takes TLS 1.0",
    async undo(endpoint) {
      const elb = new ElasticLoadBalancingV2Client(reach(endpoint));
      const { LoadBalancers: [balancer] = [] } = await elb.send(new DescribeLoadBalancersCommand({ Names: ["phiguard-clinic-portal"] }));
      const { Listeners: listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }));
      const secure = listeners.find(({ Port: port }) => port === 443);
      await elb.send(new ModifyListenerCommand({ ListenerArn: secure?.ListenerArn, SslPolicy: "ELBSecurityPolicy-2016-08" }));
    },
    fails: ["elbv2-tls12-policy listener"],
    drift: "aws:lb/listener:Listener portal-https",
  },
  {
    what: "a user has a password and no second factor",
    async undo(endpoint) {
      const iam = new IAMClient(reach(endpoint));
      await iam.send(new CreateUserCommand({ UserName: "temp" }));
      await iam.send(new CreateLoginProfileCommand({ UserName: "temp", Password: "correct-horse-battery" }));
    },
    fails: [
      "iam-no-console-password temp",
      "iam-no-users temp",
      "iam-user-has-mfa-device temp",
      "iam-user-mfa temp",
      "iam-users-in-groups temp",
    ],
  },
  {
    what: "the application's logs are kept for a week",
    async undo(endpoint) {
      await new CloudWatchLogsClient(reach(endpoint)).send(
        new PutRetentionPolicyCommand({ logGroupName: "/ecs/phiguard-clinic-portal", retentionInDays: 7 }),
      );
    },
    fails: ["log-group-retention-six-years portal"],
    drift: "aws:cloudwatch/logGroup:LogGroup portal",
  },
  {
    what: "the visits cannot be recovered to a point in time",
    async undo(endpoint) {
      await new DynamoDBClient(reach(endpoint)).send(
        new UpdateContinuousBackupsCommand({
          TableName: "phiguard-clinic-visits",
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
        }),
      );
    },
    fails: ["dynamodb-pitr phiguard-clinic-visits"],
    drift: "aws:dynamodb/table:Table visits",
  },
  {
    what: "the load balancer's group lets everybody in to SSH",
    async undo(endpoint) {
      const ec2 = new EC2Client(reach(endpoint));
      const { SecurityGroups: [group] = [] } = await ec2.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: ["phiguard-clinic-portal-load-balancer"] }] }),
      );
      await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: group?.GroupId,
          IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
        }),
      );
    },
    fails: ["sg-no-open-ssh-rdp sg", "sg-open-only-authorized-ports sg"],
    drift: "aws:ec2/securityGroup:SecurityGroup portal",
  },
  {
    what: "the arrivals' key is taken away",
    async undo(endpoint) {
      const sqs = new SQSClient({ ...reach(endpoint), useQueueUrlAsEndpoint: false });
      const { QueueUrl: url } = await sqs.send(new GetQueueUrlCommand({ QueueName: "phiguard-clinic-arrivals" }));
      // moto 5.2.5 forgets a queue's policy wherever attributes come without it.
      const { Attributes: found } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["Policy"] }));
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { KmsMasterKeyId: "", Policy: found?.Policy ?? "" } }));
    },
    fails: ["sqs-customer-key phiguard-clinic-arrivals"],
    drift: "aws:sqs/queue:Queue arrivals",
  },
];
