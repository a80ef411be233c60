import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, input, listOf, optional, referenceTo, text } from "./checks";

// What one component takes from another. A component of the right kind is such an object already, and so is the plain AWS resource:
// `key: recordsKey`, `logs: accessLogs`, `network`. In other languages the properties are given one by one.

/** A customer-managed KMS key: an EncryptionKey, an aws.kms.Key, or the ARN of one. */
export interface KeyReference {
  /** The key's ARN, in the Region of what it encrypts. */
  arn: pulumi.Input<string>;
}

/** A bucket that takes logs: a LogBucket, an aws.s3.Bucket, or the name of one. */
export interface LogDestination {
  /** The bucket's name. */
  bucket: pulumi.Input<string>;
}

/** A VPC and the subnets in it that no route leads to from the Internet: a Network, or its ids. */
export interface NetworkReference {
  /** The VPC's id. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets, in two Availability Zones at least. */
  privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** A backup plan that takes in what it is asked to: a BackupVault, or its parts. */
export interface BackupReference {
  /** The id of the AWS Backup plan. */
  planId: pulumi.Input<string>;
  /** The ARN of the role with which AWS Backup reads and restores. */
  roleArn: pulumi.Input<string>;
}

/** A topic for people who watch: a Topic whose `publishers` have the service that tells, an aws.sns.Topic, or the ARN of one. */
export interface TopicReference {
  /** The topic's ARN. */
  arn: pulumi.Input<string>;
}

/** The check of an argument `key`. */
export const keyArgument: Check = optional(referenceTo<KeyReference>({ arn: arnOf("kms") }));

/** The check of an argument `logs`. */
export const logsArgument: Check = optional(
  referenceTo<LogDestination>({ bucket: input(text({ maximum: 63, matching: /^[a-z0-9][a-z0-9.-]+$/, described: "a bucket's name" })) }),
);

const vpcId = input(text({ matching: /^vpc-[0-9a-f]+$/, described: "the id of a VPC" }));
const subnetId = input(text({ matching: /^subnet-[0-9a-f]+$/, described: "the id of a subnet" }));

/** The check of a required argument `network`; wrap it in `optional` where the component makes one. */
export const networkArgument: Check = referenceTo<NetworkReference>({
  vpcId,
  privateSubnetIds: input(listOf(subnetId, { minimum: 2, described: "a list of subnet ids" })),
});

/** The check of an argument `backup`. */
export const backupArgument: Check = optional(
  referenceTo<BackupReference>({ planId: input(text({ described: "the id of a backup plan" })), roleArn: arnOf("iam") }),
);

/** The check of an argument `alarms`. */
export const alarmsArgument: Check = optional(referenceTo<TopicReference>({ arn: arnOf("sns") }));
