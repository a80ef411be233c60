import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";
import { keyUse } from "../foundation/key-use";
import { arn, bucketArn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, type Statement, trustOfServiceWithoutSource } from "../foundation/policy-document";

export interface DeliveryRoleSettings {
  readonly location: Location;
  readonly bucket: pulumi.Input<string>;
  /** The ARN of the data stream that records come from, where they do. */
  readonly sourceArn?: pulumi.Input<string>;
  /** The log group of what could not be delivered. */
  readonly logPath: string;
  readonly tags: Tags;
}

export interface DeliveryRole {
  readonly arn: pulumi.Output<string>;
  /** What the stream must wait for, or Firehose finds a role that may do nothing. */
  readonly policy: aws.iam.RolePolicy;
}

/**
 * The role with which Firehose reads its source and writes to one bucket, and no other.
 * Source: Amazon Data Firehose Developer Guide, "Controlling access with Amazon Data Firehose", "Grant Firehose access to an Amazon S3 destination".
 */
export function deliveryRole(parent: pulumi.ComponentResource, name: string, settings: DeliveryRoleSettings): DeliveryRole {
  const { location, sourceArn } = settings;
  const bucket = bucketArn(location, settings.bucket);
  const objects = bucketArn(location, pulumi.interpolate`${settings.bucket}/*`);
  const role = new aws.iam.Role(
    name,
    { name: physicalName(name, 64), assumeRolePolicy: trustOfServiceWithoutSource("firehose"), tags: settings.tags },
    { parent, deleteBeforeReplace: true },
  );
  const statements: Statement[] = [
    {
      Sid: "FindBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: bucket,
    },
    { Sid: "WriteObjects", Effect: "Allow", Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], Resource: objects },
    // The bucket has a bucket key, so that KMS is told of the bucket and not of the object.
    keyUse("EncryptObjects", ["kms:Decrypt", "kms:GenerateDataKey"], { location, service: "s3", context: { "aws:s3:arn": bucket } }),
    {
      Sid: "LogFailures",
      Effect: "Allow",
      Action: "logs:PutLogEvents",
      Resource: arn(location, "logs", `log-group:${settings.logPath}:log-stream:*`),
    },
  ];
  if (sourceArn !== undefined) {
    statements.push(
      {
        Sid: "ReadSource",
        Effect: "Allow",
        Action: ["kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"],
        Resource: sourceArn,
      },
      keyUse("DecryptSource", "kms:Decrypt", { location, service: "kinesis", context: { "aws:kinesis:arn": sourceArn } }),
    );
  }
  const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(statements) }, { parent });
  return { arn: role.arn, policy };
}
