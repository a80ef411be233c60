import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { keyUse } from "../foundation/key-use";
import { awsManagedPolicyArn, bucketArn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, trustOfService } from "../foundation/policy-document";
import { conformanceTemplate } from "./conformance-template";

export interface RecordSettings {
  readonly location: Location;
  readonly tags: Tags;
  readonly bucket: pulumi.Output<string>;
  /** What must be there before AWS Config tries to write. */
  readonly awaits: readonly pulumi.Resource[];
}

/** The longest that AWS Config keeps records, in days: seven years. Source: AWS Config API Reference, RetentionConfiguration. */
const longestRetentionInDays = 2557;

/**
 * AWS Config: a recorder of all types, switched on, delivered to a bucket, kept seven years, and a conformance pack that judges what it records.
 * An account has one recorder in each Region. Config delivers by its role, which its managed policy lets read and not write.
 * Source: AWS Config Developer Guide, "Permissions for the IAM Role Assigned to AWS Config", "Permissions for the KMS Key for the AWS Config Delivery Channel".
 */
export function recordConfiguration(parent: pulumi.ComponentResource, name: string, settings: RecordSettings): void {
  const { location, tags, bucket } = settings;
  const options = { parent };
  const own = physicalName(name, 64);
  const role = new aws.iam.Role(
    `${name}-config`,
    { name: physicalName(`${name}-config`, 64), assumeRolePolicy: trustOfService(location, "config"), tags },
    options,
  );
  const mayRead = new aws.iam.RolePolicyAttachment(
    `${name}-config`,
    { role: role.name, policyArn: awsManagedPolicyArn(location, "service-role/AWS_ConfigRole") },
    options,
  );
  const mayWrite = new aws.iam.RolePolicy(
    `${name}-config`,
    {
      role: role.name,
      policy: policyDocument([
        { Sid: "FindBucket", Effect: "Allow", Action: ["s3:GetBucketAcl", "s3:ListBucket"], Resource: bucketArn(location, bucket) },
        {
          Sid: "WriteRecords",
          Effect: "Allow",
          Action: "s3:PutObject",
          Resource: bucketArn(location, pulumi.interpolate`${bucket}/AWSLogs/${location.accountId}/*`),
        },
        // The bucket has a bucket key, so that KMS is told of the bucket and not of the object.
        keyUse("EncryptRecords", ["kms:Decrypt", "kms:GenerateDataKey"], {
          location,
          service: "s3",
          context: { "aws:s3:arn": bucketArn(location, bucket) },
        }),
      ]),
    },
    options,
  );
  const recorder = new aws.cfg.Recorder(
    name,
    { name: own, roleArn: role.arn, recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } },
    options,
  );
  const channel = new aws.cfg.DeliveryChannel(
    name,
    { name: own, s3BucketName: bucket, snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" } },
    { parent, dependsOn: [recorder, mayRead, mayWrite, ...settings.awaits] },
  );
  const recording = new aws.cfg.RecorderStatus(name, { name: recorder.name, isEnabled: true }, { parent, dependsOn: channel });
  new aws.cfg.RetentionConfiguration(name, { retentionPeriodInDays: longestRetentionInDays }, { parent, dependsOn: recorder });
  new aws.cfg.ConformancePack(
    name,
    { name: `hipaa-safeguards-${physicalName(name, 200)}`, templateBody: location.partition.apply(conformanceTemplate) },
    { parent, dependsOn: recording },
  );
}
