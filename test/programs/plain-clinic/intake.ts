import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { appointments } from "./database";
import { image } from "./images";
import { secretsKey } from "./keys";
import { logGroup } from "./log-groups";
import { intakeQueue, intakeQueueArn } from "./messaging";
import { arnOf, bucketArnOf, prefix } from "./naming";
import { applicationSubnets, functionGroup } from "./network";
import { grant, intakeFunctionRole } from "./roles";
import { documents } from "./storage";

const functionName = `${prefix}-intake`;
const logs = logGroup("intake-function", `/aws/lambda/${functionName}`);

grant("intake-function", intakeFunctionRole, [
  {
    Sid: "TakeMessages",
    Effect: "Allow",
    Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
    Resource: intakeQueueArn,
  },
  {
    Sid: "FileDocuments",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: pulumi.interpolate`${bucketArnOf(documents.bucket)}/*`,
  },
  {
    Sid: "NoteAppointments",
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
    Resource: arnOf("dynamodb", pulumi.interpolate`table/${appointments.name}`),
  },
  {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: arnOf("logs", `log-group:/aws/lambda/${functionName}:*`),
  },
  {
    Sid: "JoinTheNetwork",
    Effect: "Allow",
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  },
]);

const intake = new aws.lambda.Function(
  "intake",
  {
    name: functionName,
    description: "Files documents that arrive",
    role: intakeFunctionRole.arn,
    packageType: "Image",
    imageUri: image("intake"),
    architectures: ["arm64"],
    timeout: 60,
    memorySize: 1024,
    reservedConcurrentExecutions: 10,
    kmsKeyArn: secretsKey.arn,
    environment: { variables: { DOCUMENTS: documents.bucket, APPOINTMENTS: appointments.name } },
    vpcConfig: { subnetIds: applicationSubnets.map((subnet) => subnet.id), securityGroupIds: [functionGroup.id] },
    loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    tracingConfig: { mode: "Active" },
  },
  { dependsOn: logs },
);

new aws.lambda.EventSourceMapping("intake", {
  eventSourceArn: intakeQueue.arn,
  functionName: intake.name,
  batchSize: 10,
  functionResponseTypes: ["ReportBatchItemFailures"],
  scalingConfig: { maximumConcurrency: 10 },
});
