import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsManagedPolicyArn, iamArnOf, prefix } from "./naming";
import { forThisAccount, policyDocument, type Statement } from "./policy-documents";

const settings = new pulumi.Config();

function serviceRole(name: string, service: string, condition: Statement["Condition"]): aws.iam.Role {
  return new aws.iam.Role(name, {
    name: `${prefix}-${name}`,
    assumeRolePolicy: policyDocument([
      {
        Sid: "Service",
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(condition && { Condition: condition }),
      },
    ]),
  });
}

// Lambda, CloudTrail and AWS Backup are not known to send a source account when they take a role, and take none of other accounts.
export const intakeFunctionRole = serviceRole("intake-function", "lambda.amazonaws.com", undefined);
export const rotationFunctionRole = serviceRole("rotation-function", "lambda.amazonaws.com", undefined);
export const portalTaskRole = serviceRole("portal-task", "ecs-tasks.amazonaws.com", forThisAccount);
export const portalExecutionRole = serviceRole("portal-execution", "ecs-tasks.amazonaws.com", forThisAccount);
export const flowLogsRole = serviceRole("flow-logs", "vpc-flow-logs.amazonaws.com", forThisAccount);
export const trailRole = serviceRole("trail-to-cloudwatch", "cloudtrail.amazonaws.com", undefined);
export const databaseMonitoringRole = serviceRole("database-monitoring", "monitoring.rds.amazonaws.com", forThisAccount);
export const backupRole = serviceRole("backup", "backup.amazonaws.com", undefined);

/** Roles that people of the organization's identity account take: with a second factor, for an hour. Who may, that account says. */
function personRole(name: string, description: string): aws.iam.Role {
  return new aws.iam.Role(name, {
    name: `${prefix}-${name}`,
    description,
    maxSessionDuration: 3600,
    assumeRolePolicy: policyDocument([
      {
        Sid: "PeopleWithSecondFactor",
        Effect: "Allow",
        Principal: { AWS: iamArnOf("root", settings.require("identityAccount")) },
        Action: "sts:AssumeRole",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
        },
      },
    ]),
  });
}

export const operatorRole = personRole("operator", "Looks at logs, metrics and deployments; sees no ePHI.");
export const breakGlassRole = personRole("break-glass", "Emergency access to records; each use raises an alarm.");

/** A policy of its own, so that it can be read and reviewed apart from its role. */
export function grant(name: string, role: aws.iam.Role, statements: readonly Statement[]): void {
  const policy = new aws.iam.Policy(name, { name: `${prefix}-${name}`, policy: policyDocument(statements) });
  new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn: policy.arn });
}

/** A policy of AWS's own. */
export function grantAwsManaged(name: string, role: aws.iam.Role, policyName: string): void {
  new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn: awsManagedPolicyArn(policyName) });
}

/** The ARN of a role that key and resource policies name; whoever uses it must depend on the role, for KMS wants principals that exist. */
export function roleArnOf(role: aws.iam.Role): pulumi.Output<string> {
  return iamArnOf(pulumi.interpolate`role/${role.name}`);
}

grantAwsManaged("database-monitoring", databaseMonitoringRole, "service-role/AmazonRDSEnhancedMonitoringRole");
grantAwsManaged("backup-of-services", backupRole, "service-role/AWSBackupServiceRolePolicyForBackup");
grantAwsManaged("backup-of-buckets", backupRole, "AWSBackupServiceRolePolicyForS3Backup");
grantAwsManaged("restore-of-services", backupRole, "service-role/AWSBackupServiceRolePolicyForRestores");
grantAwsManaged("restore-of-buckets", backupRole, "AWSBackupServiceRolePolicyForS3Restore");
grantAwsManaged("operator-metrics", operatorRole, "CloudWatchReadOnlyAccess");
