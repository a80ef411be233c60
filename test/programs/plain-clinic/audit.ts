import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { auditKey, trailArn, trailName } from "./keys";
import { logGroup } from "./log-groups";
import { alerts } from "./messaging";
import { account, arnOf, bucketArnOf, prefix } from "./naming";
import { breakGlassRole, grant, trailRole } from "./roles";
import { bucketNameOf, closedBucket, documents, encryptWith, lockForSevenYears, logAccess } from "./storage";

const fromTheTrail = { StringEquals: { "aws:SourceArn": trailArn } };
const bucketArn = bucketArnOf(bucketNameOf("audit"));
const bucket = closedBucket(
  "audit",
  [
    {
      Sid: "TrailLooksAtBucket",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: fromTheTrail,
    },
    {
      Sid: "TrailWrites",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${account}/*`,
      Condition: fromTheTrail,
    },
  ],
  { objectLockEnabled: true, tags: { Purpose: "audit-logs" } },
);
encryptWith("audit", bucket, auditKey);
lockForSevenYears("audit", bucket);
logAccess("audit", bucket);
new aws.s3.BucketLifecycleConfiguration("audit", {
  bucket: bucket.id,
  rules: [{ id: "older-than-a-quarter", status: "Enabled", filter: {}, transitions: [{ days: 90, storageClass: "GLACIER_IR" }] }],
});

const logPath = `/aws/cloudtrail/${prefix}`;
const trailLogs = logGroup("trail", logPath);
grant("trail-to-cloudwatch", trailRole, [
  {
    Sid: "WriteTrail",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: arnOf("logs", `log-group:${logPath}:log-stream:*`),
  },
]);

// Whoever tries to change what the trail wrote is seen by the organization's own rules.
new aws.s3.BucketNotification("audit", { bucket: bucket.id, eventbridge: true });

/** Events about data: one selector for each store that holds ePHI. */
function dataEvents(name: string, resourceType: string): aws.types.input.cloudtrail.TrailAdvancedEventSelector {
  return {
    name,
    fieldSelectors: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: [resourceType] },
    ],
  };
}

export const trail = new aws.cloudtrail.Trail(
  "audit",
  {
    name: trailName,
    s3BucketName: bucket.bucket,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    enableLogging: true,
    enableLogFileValidation: true,
    kmsKeyId: auditKey.arn,
    cloudWatchLogsGroupArn: pulumi.interpolate`${trailLogs.arn}:*`,
    cloudWatchLogsRoleArn: trailRole.arn,
    advancedEventSelectors: [
      { name: "Management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      dataEvents("Objects", "AWS::S3::Object"),
      dataEvents("Tables", "AWS::DynamoDB::Table"),
      dataEvents("Functions", "AWS::Lambda::Function"),
    ],
  },
  // The bucket's policy must be there before the trail asks for it.
  { dependsOn: [bucket, documents], protect: true },
);

/** What somebody must look at when it happens, found in the trail. */
const watched: Readonly<Record<string, { readonly description: string; readonly pattern: pulumi.Input<string> }>> = {
  "root-use": {
    description: "The account's root user did something",
    pattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  },
  "failed-sign-in": {
    description: "Somebody failed to sign in to the console",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
  },
  "sign-in-without-second-factor": {
    description: "Somebody signed in to the console without a second factor",
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
  },
  "audit-tampering": {
    description: "Somebody changed or stopped the audit trail",
    pattern:
      "{ ($.eventName = StopLogging) || ($.eventName = DeleteTrail) || ($.eventName = UpdateTrail) || ($.eventName = PutEventSelectors) || ($.eventName = PutBucketPolicy) || ($.eventName = DeleteBucketPolicy) }",
  },
  "key-deletion": {
    description: "Somebody disabled a key or scheduled its deletion",
    pattern: "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }",
  },
  "permission-changes": {
    description: "Somebody changed permissions, or was refused",
    pattern:
      '{ ($.eventName = PutRolePolicy) || ($.eventName = AttachRolePolicy) || ($.eventName = CreatePolicyVersion) || ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  },
  "break-glass": {
    description: "Somebody took the role for emergencies",
    pattern: pulumi.interpolate`{ ($.eventName = AssumeRole) && ($.requestParameters.roleArn = "*/${breakGlassRole.name}") }`,
  },
};

const namespace = `${prefix}/audit`;
for (const [name, { description, pattern }] of Object.entries(watched)) {
  const filter = new aws.cloudwatch.LogMetricFilter(name, {
    name: `${prefix}-${name}`,
    logGroupName: trailLogs.name,
    pattern,
    metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
  });
  new aws.cloudwatch.MetricAlarm(name, {
    name: `${prefix}-${name}`,
    alarmDescription: description,
    namespace: filter.metricTransformation.namespace,
    metricName: filter.metricTransformation.name,
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
    alarmActions: [alerts.arn],
  });
}
