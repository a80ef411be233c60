import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { messagesKey } from "./keys";
import { account, arnOf, bucketArnOf, prefix } from "./naming";
import { forThisAccount, policyDocument, type Statement, tlsOnly } from "./policy-documents";
import { documents } from "./storage";

const fourteenDaysInSeconds = 14 * 24 * 60 * 60;

function queue(name: string, statements: readonly Statement[], args: aws.sqs.QueueArgs): aws.sqs.Queue {
  const queueName = `${prefix}-${name}`;
  const created = new aws.sqs.Queue(name, {
    ...args,
    name: queueName,
    kmsMasterKeyId: messagesKey.arn,
    kmsDataKeyReusePeriodSeconds: 300,
    messageRetentionSeconds: fourteenDaysInSeconds,
  });
  new aws.sqs.QueuePolicy(name, {
    queueUrl: created.url,
    policy: policyDocument([tlsOnly("sqs:*", arnOf("sqs", queueName)), ...statements]),
  });
  return created;
}

const intakeQueueArn = arnOf("sqs", `${prefix}-intake`);
export const failedIntake = queue("intake-failed", [], {});
/** What the function that changes secrets could not finish. */
export const failedRotations = queue("rotation-failed", [], {});
export const failedRotationsArn = arnOf("sqs", `${prefix}-rotation-failed`);
/** One message for each document that arrives. */
export const intakeQueue = queue(
  "intake",
  [
    {
      Sid: "DocumentsArrive",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: intakeQueueArn,
      Condition: { StringEquals: { "aws:SourceAccount": account }, ArnEquals: { "aws:SourceArn": bucketArnOf(documents.bucket) } },
    },
  ],
  {
    visibilityTimeoutSeconds: 360,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failedIntake.arn, maxReceiveCount: 5 }),
  },
);
export { intakeQueueArn };

new aws.s3.BucketNotification("documents", {
  bucket: documents.id,
  queues: [{ queueArn: intakeQueue.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "incoming/" }],
});

const alertsName = `${prefix}-alerts`;
const alertsArn = arnOf("sns", alertsName);
/** What the security officer must hear of: alarms, which hold no ePHI, since e-mail carries them. */
export const alerts = new aws.sns.Topic("alerts", {
  name: alertsName,
  kmsMasterKeyId: messagesKey.arn,
  tags: { DataClassification: "internal" },
});
new aws.sns.TopicPolicy("alerts", {
  arn: alerts.arn,
  policy: policyDocument([
    tlsOnly("sns:Publish", alertsArn),
    {
      Sid: "AlarmsAreSent",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Resource: alertsArn,
      Condition: forThisAccount,
    },
  ]),
});
new aws.sns.TopicSubscription("security-officer", {
  topic: alerts.arn,
  protocol: "email",
  endpoint: new pulumi.Config().require("securityContact"),
});
