// An emulated account with 2,000 resources in 25 services, by the SDK: as plain as each service lets one be made.
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import { APIGatewayClient, CreateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client, CreateApiCommand } from "@aws-sdk/client-apigatewayv2";
import { BackupClient, CreateBackupVaultCommand } from "@aws-sdk/client-backup";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CognitoIdentityProviderClient, CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateSecurityGroupCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreateTargetGroupCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateReplicationGroupCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateDomainCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateClusterCommand, RedshiftClient } from "@aws-sdk/client-redshift";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { credentials, region } from "../verify/clinic-account";

export const servicesFilled = 25;
export const resourcesFilled = 2_000;

/** 80 of each, but no more than AWS's own quotas allow; the queues make up for what is missing. */
const usual = 80;
const others: Readonly<Record<string, number>> = { firehose: 40, sqs: 120 };

/** The smallest zip archive there is: no file in it. */
const emptyArchive = Buffer.from("504b0506000000000000000000000000000000000000", "hex");
const role = "arn:aws:iam::123456789012:role/role-0";
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** Fills the account that an emulator has at an address on this machine. @param told is called with each service that is filled */
export async function fillAccount(endpoint: string, told: (service: string) => void): Promise<void> {
  const shared = { endpoint, region, credentials };
  const s3 = new S3Client({ ...shared, forcePathStyle: true });
  const iam = new IAMClient(shared);
  const kms = new KMSClient(shared);
  const logs = new CloudWatchLogsClient(shared);
  const dynamodb = new DynamoDBClient(shared);
  const sqs = new SQSClient(shared);
  const sns = new SNSClient(shared);
  const ec2 = new EC2Client(shared);
  const rds = new RDSClient(shared);
  const elb = new ElasticLoadBalancingV2Client(shared);
  const lambda = new LambdaClient(shared);
  const secrets = new SecretsManagerClient(shared);
  const efs = new EFSClient(shared);
  const cache = new ElastiCacheClient(shared);
  const search = new OpenSearchClient(shared);
  const redshift = new RedshiftClient(shared);
  const ssm = new SSMClient(shared);
  const firehose = new FirehoseClient(shared);
  const cognito = new CognitoIdentityProviderClient(shared);
  const backup = new BackupClient(shared);
  const cloudwatch = new CloudWatchClient(shared);
  const acm = new ACMClient(shared);
  const cloudfront = new CloudFrontClient(shared);
  const rest = new APIGatewayClient(shared);
  const http = new ApiGatewayV2Client(shared);
  const make: Readonly<Record<string, (number: number) => Promise<unknown>>> = {
    iam: (n) => iam.send(new CreateRoleCommand({ RoleName: `role-${n}`, AssumeRolePolicyDocument: trust })),
    s3: (n) => s3.send(new CreateBucketCommand({ Bucket: `bench-bucket-${n}` })),
    kms: (n) => kms.send(new CreateKeyCommand({ Description: `key ${n}` })),
    logs: (n) => logs.send(new CreateLogGroupCommand({ logGroupName: `/bench/${n}` })),
    dynamodb: (n) =>
      dynamodb.send(
        new CreateTableCommand({
          TableName: `table-${n}`,
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          BillingMode: "PAY_PER_REQUEST",
        }),
      ),
    sqs: (n) => sqs.send(new CreateQueueCommand({ QueueName: `queue-${n}` })),
    sns: (n) => sns.send(new CreateTopicCommand({ Name: `topic-${n}` })),
    ec2: (n) => ec2.send(new CreateSecurityGroupCommand({ GroupName: `group-${n}`, Description: "bench" })),
    rds: (n) =>
      rds.send(
        new CreateDBInstanceCommand({
          DBInstanceIdentifier: `database-${n}`,
          Engine: "postgres",
          DBInstanceClass: "db.t3.medium",
          AllocatedStorage: 20,
          MasterUsername: "records",
          ManageMasterUserPassword: true,
        }),
      ),
    elbv2: (n) => elb.send(new CreateTargetGroupCommand({ Name: `target-${n}`, TargetType: "lambda" })),
    lambda: (n) =>
      lambda.send(
        new CreateFunctionCommand({
          FunctionName: `function-${n}`,
          Role: role,
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Code: { ZipFile: emptyArchive },
        }),
      ),
    secretsmanager: (n) => secrets.send(new CreateSecretCommand({ Name: `secret-${n}`, SecretString: "{}" })),
    efs: (n) => efs.send(new CreateFileSystemCommand({ CreationToken: `files-${n}` })),
    elasticache: (n) =>
      cache.send(new CreateReplicationGroupCommand({ ReplicationGroupId: `cache-${n}`, ReplicationGroupDescription: "bench" })),
    opensearch: (n) => search.send(new CreateDomainCommand({ DomainName: `search-${n}` })),
    redshift: (n) =>
      redshift.send(
        new CreateClusterCommand({
          ClusterIdentifier: `warehouse-${n}`,
          NodeType: "ra3.large",
          MasterUsername: "records",
          MasterUserPassword: `Passw0rd-${n}`,
        }),
      ),
    ssm: (n) => ssm.send(new PutParameterCommand({ Name: `/bench/${n}`, Value: "{}", Type: "SecureString" })),
    firehose: (n) =>
      firehose.send(
        new CreateDeliveryStreamCommand({
          DeliveryStreamName: `delivery-${n}`,
          ExtendedS3DestinationConfiguration: { RoleARN: role, BucketARN: "arn:aws:s3:::bench-bucket-0" },
        }),
      ),
    cognito: (n) => cognito.send(new CreateUserPoolCommand({ PoolName: `pool-${n}` })),
    backup: (n) => backup.send(new CreateBackupVaultCommand({ BackupVaultName: `vault-${n}` })),
    cloudwatch: (n) =>
      cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName: `alarm-${n}`,
          MetricName: "Errors",
          Namespace: "AWS/Lambda",
          Statistic: "Sum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
        }),
      ),
    acm: (n) => acm.send(new RequestCertificateCommand({ DomainName: `host-${n}.clinic.example` })),
    cloudfront: (n) =>
      cloudfront.send(
        new CreateDistributionCommand({
          DistributionConfig: {
            CallerReference: `distribution-${n}`,
            Comment: "bench",
            Enabled: true,
            Origins: {
              Quantity: 1,
              Items: [{ Id: "origin", DomainName: "bench-bucket-0.s3.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }],
            },
            DefaultCacheBehavior: {
              TargetOriginId: "origin",
              ViewerProtocolPolicy: "redirect-to-https",
              ForwardedValues: { QueryString: false, Cookies: { Forward: "none" } },
              MinTTL: 0,
            },
          },
        }),
      ),
    apigateway: (n) => rest.send(new CreateRestApiCommand({ name: `rest-${n}` })),
    apigatewayv2: (n) => http.send(new CreateApiCommand({ Name: `http-${n}`, ProtocolType: "HTTP" })),
  };
  for (const [service, makeOne] of Object.entries(make)) {
    // One after the other: the emulator answers one request at a time anyway.
    for (let number = 0; number < (others[service] ?? usual); number++) await makeOne(number);
    told(service);
  }
}
