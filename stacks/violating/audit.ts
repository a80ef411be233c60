import * as aws from "@pulumi/aws";
import { arnOf, key, logGroup, policy, prefix, serviceTrust } from "./foundation";

const s3BucketName = "clinic-central-audit";

const trailLogs = logGroup("trail");
const role = new aws.iam.Role("trail", { name: `${prefix}-trail`, assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com") });
new aws.iam.RolePolicyAttachment("trail", {
  role: role.name,
  policyArn: new aws.iam.Policy("trail", {
    name: `${prefix}-trail`,
    policy: policy({
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arnOf("logs", `log-group:/${prefix}/trail:log-stream:*`),
    }),
  }).arn,
});
const toCloudWatch = { cloudWatchLogsGroupArn: trailLogs.arn.apply((arn) => `${arn}:*`), cloudWatchLogsRoleArn: role.arn };

// A trail with little but a name, as a tutorial leaves it.
// cloudtrail-multi-region: isMultiRegionTrail is missing
// cloudtrail-log-file-validation: enableLogFileValidation is missing
// cloudtrail-kms: kmsKeyId is missing
// cloudtrail-to-cloudwatch: the log group and the role are missing
// cloudtrail-s3-data-events: it records management events only
new aws.cloudtrail.Trail("starter", { name: `${prefix}-starter`, s3BucketName });

new aws.cloudtrail.Trail("paused", {
  name: `${prefix}-paused`,
  s3BucketName,
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: key.arn,
  ...toCloudWatch,
  enableLogging: false, // cloudtrail-logging-on: paused to save money
  eventSelectors: [
    {
      readWriteType: "WriteOnly", // cloudtrail-s3-data-events: who read ePHI is what must be known
      includeManagementEvents: true,
      dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }],
    },
  ],
});
