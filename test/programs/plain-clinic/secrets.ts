import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { image } from "./images";
import { secretsKey } from "./keys";
import { logGroup } from "./log-groups";
import { alerts, failedRotations, failedRotationsArn } from "./messaging";
import { account, arnOf, prefix } from "./naming";
import { applicationSubnets, functionGroup } from "./network";
import { grant, rotationFunctionRole } from "./roles";

const laboratoryName = `${prefix}/laboratory-interface`;
/** Secrets Manager ends each name with six characters of its own. */
export const laboratoryArn = arnOf("secretsmanager", `secret:${laboratoryName}-??????`);

/** What the portal shows the laboratory's interface; a function changes it every month on both sides. */
export const laboratory = new aws.secretsmanager.Secret("laboratory-interface", {
  name: laboratoryName,
  description: "The laboratory's interface",
  kmsKeyId: secretsKey.arn,
  recoveryWindowInDays: 30,
});

const functionName = `${prefix}-rotation`;
const rotationLogs = logGroup("rotation-function", `/aws/lambda/${functionName}`);
grant("rotation-function", rotationFunctionRole, [
  {
    Sid: "RotateTheSecret",
    Effect: "Allow",
    Action: [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    Resource: laboratoryArn,
  },
  { Sid: "KeepFailures", Effect: "Allow", Action: "sqs:SendMessage", Resource: failedRotationsArn },
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
const rotation = new aws.lambda.Function(
  "rotation",
  {
    name: functionName,
    description: "Changes the laboratory's interface secret",
    role: rotationFunctionRole.arn,
    packageType: "Image",
    imageUri: image("rotation"),
    architectures: ["arm64"],
    timeout: 60,
    memorySize: 256,
    reservedConcurrentExecutions: 1,
    kmsKeyArn: secretsKey.arn,
    environment: { variables: { LOG_LEVEL: "info" } },
    vpcConfig: { subnetIds: applicationSubnets.map((subnet) => subnet.id), securityGroupIds: [functionGroup.id] },
    deadLetterConfig: { targetArn: failedRotations.arn },
    loggingConfig: { logFormat: "JSON", logGroup: rotationLogs.name },
    tracingConfig: { mode: "Active" },
  },
  { dependsOn: rotationLogs },
);
// A rotation that failed is something that the security officer must hear of; what failed stays in the queue, since e-mail carries the alarm.
new aws.cloudwatch.MetricAlarm("rotation-failed", {
  name: `${prefix}-rotation-failed`,
  namespace: "AWS/SQS",
  metricName: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: failedRotations.name },
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  period: 300,
  evaluationPeriods: 1,
  treatMissingData: "notBreaching",
  alarmActions: [alerts.arn],
});
const invoked = new aws.lambda.Permission("rotation", {
  function: rotation.name,
  action: "lambda:InvokeFunction",
  principal: "secretsmanager.amazonaws.com",
  sourceAccount: account,
  sourceArn: laboratory.arn,
});
new aws.secretsmanager.SecretRotation(
  "laboratory-interface",
  { secretId: laboratory.id, rotationLambdaArn: rotation.arn, rotationRules: { automaticallyAfterDays: 30 } },
  { dependsOn: invoked },
);

/** Where the database is: known only once it is there, so the containers look it up. */
export function parameter(name: string, value: pulumi.Input<string>): pulumi.Output<string> {
  const path = `/${prefix}/${name}`;
  new aws.ssm.Parameter(name, { name: path, type: "SecureString", keyId: secretsKey.arn, value });
  return arnOf("ssm", `parameter${path}`);
}
