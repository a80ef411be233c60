import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, arnOf, iamArnOf, prefix, region } from "./naming";
import { policyDocument, type Statement } from "./policy-documents";
import { backupRole, breakGlassRole, intakeFunctionRole, portalTaskRole, roleArnOf, rotationFunctionRole } from "./roles";

const use = ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** The account keeps the say over its key; who may use it is in the other statements. */
const accountOwnsKey: Statement = {
  Sid: "AccountOwnsKey",
  Effect: "Allow",
  Principal: { AWS: iamArnOf("root") },
  Action: "kms:*",
  Resource: "*",
};

/** Lets roles use the key, but only by way of the services that keep data under it. */
function rolesThroughServices(roles: readonly aws.iam.Role[], services: readonly string[]): Statement {
  return {
    Sid: "RolesThroughServices",
    Effect: "Allow",
    Principal: { AWS: roles.map(roleArnOf) },
    Action: use,
    Resource: "*",
    Condition: { StringEquals: { "kms:ViaService": services.map((service) => pulumi.interpolate`${service}.${region}.amazonaws.com`) } },
  };
}

function serviceOfThisAccount(sid: string, services: string[]): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: services },
    Action: use,
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}

function key(name: string, description: string, statements: readonly Statement[], roles: aws.iam.Role[] = []): aws.kms.Key {
  const created = new aws.kms.Key(
    name,
    { description, enableKeyRotation: true, deletionWindowInDays: 30, policy: policyDocument([accountOwnsKey, ...statements]) },
    { dependsOn: roles },
  );
  new aws.kms.Alias(name, { name: `alias/${prefix}/${name}`, targetKeyId: created.keyId });
  return created;
}

const recordReaders = [portalTaskRole, intakeFunctionRole, breakGlassRole, backupRole];
export const recordsKey = key(
  "records",
  "Documents, tables, databases and their backups",
  [rolesThroughServices(recordReaders, ["s3", "dynamodb", "rds", "ecr", "ecs", "backup", "lambda"])],
  recordReaders,
);

const messengers = [portalTaskRole, intakeFunctionRole, rotationFunctionRole];
export const messagesKey = key(
  "messages",
  "Queues and topics",
  [
    rolesThroughServices(messengers, ["sqs", "sns"]),
    serviceOfThisAccount("ServicesThatSend", ["s3.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"]),
  ],
  messengers,
);

const secretReaders = [portalTaskRole, rotationFunctionRole];
export const secretsKey = key(
  "secrets",
  "Secrets, parameters and functions' settings",
  [rolesThroughServices(secretReaders, ["secretsmanager", "ssm", "lambda"])],
  secretReaders,
);

export const logsKey = key("logs", "Log groups", [
  {
    Sid: "CloudWatchLogs",
    Effect: "Allow",
    Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
    Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf("logs", "log-group:*") } },
  },
]);

/** The name of the trail: its key, its bucket and its role name it before it exists. */
export const trailName = `${prefix}-audit`;
export const trailArn = arnOf("cloudtrail", `trail/${trailName}`);

export const auditKey = key("audit", "The trail and its bucket", [
  {
    Sid: "TrailEncrypts",
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceArn": trailArn } },
  },
]);
