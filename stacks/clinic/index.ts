// The back end of a clinic: a portal for its staff, patients' documents, visits and records, and what guards them. Everything that is not said here is
// decided by the components: keys, TLS, logs of six years, backups, alarms.
import {
  AuditTrail,
  BackupVault,
  DataBucket,
  Database,
  Function as LambdaFunction,
  LoadBalancer,
  Network,
  Queue,
  Service,
  Table,
  UserPool,
} from "@phiguard/components";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const settings = new pulumi.Config();
const domainName = settings.require("domainName");
const imageTag = settings.require("imageTag");
const { region } = aws.getRegionOutput();
const { accountId } = aws.getCallerIdentityOutput();
const registry = pulumi.interpolate`${accountId}.dkr.ecr.${region}.amazonaws.com`;

const network = new Network("clinic", { endpoints: ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sqs", "sts"] });
const backup = new BackupVault("backups");

// Where ePHI rests.
const documents = new DataBucket("documents");
const visits = new Table("visits", { hashKey: "patient", rangeKey: "day", backup });
const records = new Database("records", { engine: "postgres", network, backup });

// Who signs in, and what they see.
const staff = new UserPool("staff", { userPoolClients: [{ name: "portal", callbackUrls: [`https://${domainName}/oauth2/idpresponse`] }] });
const entrance = new LoadBalancer("portal", {
  network,
  domain: { name: domainName, hostedZoneId: settings.require("hostedZoneId") },
  allowedRanges: settings.requireObject<string[]>("clinicNetworks"),
  signIn: { userPoolArn: staff.arn, clientId: pulumi.output(staff.clientIds).apply(({ portal = "" }) => portal), domain: staff.domain },
});
new Service("portal", {
  network,
  image: pulumi.interpolate`${registry}/clinic/portal:${imageTag}`,
  loadBalancer: entrance,
  reaches: [{ securityGroupId: records.securityGroupId, port: 5432 }],
  environment: { DOCUMENTS: documents.bucket, VISITS: visits.tableName, RECORDS: records.endpoint },
  permissions: [
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [pulumi.interpolate`${documents.arn}/*`] },
    { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], resources: [visits.arn] },
  ],
});

// A document arrives, and is filed.
const arrived = new aws.cloudwatch.EventRule("arrived", {
  name: "document-arrived",
  description: "A document arrived in the bucket",
  eventPattern: pulumi.jsonStringify({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [documents.bucket] } },
  }),
});
const arrivals = new Queue("arrivals", {
  // Written out, since a preview does not know the rule's ARN yet, and would have to leave the queue's policy undetermined.
  senders: [{ service: "events", sourceArn: pulumi.interpolate`arn:aws:events:${region}:${accountId}:rule/document-arrived` }],
  visibilityTimeoutSeconds: 360,
});
new aws.cloudwatch.EventTarget("arrived", { rule: arrived.name, arn: arrivals.arn });
const intake = new LambdaFunction("intake", {
  network,
  image: pulumi.interpolate`${registry}/clinic/intake:${imageTag}`,
  timeoutSeconds: 60,
  permissions: [
    { actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources: [arrivals.arn] },
    { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${documents.arn}/*`] },
    { actions: ["dynamodb:PutItem"], resources: [visits.arn] },
  ],
});
new aws.lambda.EventSourceMapping("arrivals", { eventSourceArn: arrivals.arn, functionName: intake.functionName });

// Who did what.
const audit = new AuditTrail("audit", { notify: [settings.require("securityContact")] });

export const address = `https://${domainName}`;
export const documentBucket = documents.bucket;
export const visitTable = visits.tableName;
export const recordDatabase = records.endpoint;
export const reviews = audit.reviewRecords;
