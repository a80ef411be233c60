import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { appointments, cluster } from "./database";
import { recordsKey } from "./keys";
import { alerts } from "./messaging";
import { bucketArnOf, prefix } from "./naming";
import { backupRole, breakGlassRole, grant, roleArnOf } from "./roles";
import { documents } from "./storage";

const vault = new aws.backup.Vault("records", { name: `${prefix}-records`, kmsKeyArn: recordsKey.arn }, { protect: true });
new aws.backup.VaultLockConfiguration("records", {
  backupVaultName: vault.name,
  minRetentionDays: 35,
  maxRetentionDays: 2557,
  changeableForDays: 3,
});

const plan = new aws.backup.Plan("records", {
  name: `${prefix}-records`,
  rules: [
    {
      ruleName: "daily",
      targetVaultName: vault.name,
      schedule: "cron(0 5 * * ? *)",
      startWindow: 60,
      completionWindow: 480,
      enableContinuousBackup: true,
      lifecycle: { deleteAfter: 35 },
    },
    {
      // A copy of each day, kept for the seven years that records are.
      ruleName: "long-term",
      targetVaultName: vault.name,
      schedule: "cron(0 7 * * ? *)",
      startWindow: 60,
      completionWindow: 480,
      lifecycle: { deleteAfter: 2557 },
    },
  ],
});

new aws.backup.Selection("records", {
  name: `${prefix}-records`,
  planId: plan.id,
  iamRoleArn: backupRole.arn,
  resources: [documents.arn, appointments.arn, cluster.arn],
});

new aws.cloudwatch.MetricAlarm("failed-backups", {
  name: `${prefix}-failed-backups`,
  alarmDescription: "A backup failed",
  namespace: "AWS/Backup",
  metricName: "NumberOfBackupJobsFailed",
  dimensions: { BackupVaultName: vault.name },
  statistic: "Sum",
  period: 3600,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold: 1,
  treatMissingData: "notBreaching",
  alarmActions: [alerts.arn],
});

// In an emergency: read what there is, and restore what was.
grant("break-glass", breakGlassRole, [
  {
    Sid: "ReadDocuments",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [bucketArnOf(documents.bucket), pulumi.interpolate`${bucketArnOf(documents.bucket)}/*`],
  },
  { Sid: "Restore", Effect: "Allow", Action: ["backup:StartRestoreJob", "backup:DescribeRestoreJob"], Resource: "*" },
  {
    Sid: "HandOverToBackup",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roleArnOf(backupRole),
    Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
  },
]);
