import * as aws from "@pulumi/aws";
import { arnOf, key, policy, prefix, tlsStatements } from "./foundation";

const orders = new aws.sqs.Queue("orders", {
  name: `${prefix}-orders`,
  sqsManagedSseEnabled: false, // sqs-encrypted: switched off, with no key in its place, nor one of the site's own (sqs-customer-key)
});
new aws.sqs.QueuePolicy("orders", { queueUrl: orders.url, policy: policy(...tlsStatements("sqs:*", [arnOf("sqs", `${prefix}-orders`)])) });

// sqs-tls-only: there is no policy
new aws.sqs.Queue("refills", { name: `${prefix}-refills`, kmsMasterKeyId: key.arn });

const fromAlarms = (topic: string) => ({
  Sid: "AlarmsAreSent",
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: arnOf("sns", topic),
  Condition: { ArnLike: { "aws:SourceArn": arnOf("cloudwatch", "alarm:*") } },
});

// sns-encrypted-kms: kmsMasterKeyId is missing, and SNS encrypts nothing by itself
const pages = new aws.sns.Topic("pages", { name: `${prefix}-pages` });
new aws.sns.TopicPolicy("pages", {
  arn: pages.arn,
  policy: policy(...tlsStatements("sns:Publish", [arnOf("sns", `${prefix}-pages`)]), fromAlarms(`${prefix}-pages`)),
});

const notices = new aws.sns.Topic("notices", { name: `${prefix}-notices`, kmsMasterKeyId: key.arn });
new aws.sns.TopicPolicy("notices", {
  arn: notices.arn,
  policy: policy(fromAlarms(`${prefix}-notices`)), // sns-tls-only: the policy says who may publish, and refuses nobody
});
