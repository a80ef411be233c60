import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, type Check, objectOf, text } from "../foundation/checks";
import type { Tags } from "../foundation/classification";
import { keyUse } from "../foundation/key-use";
import { bucketArn, type Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { policyDocument, trustOfServiceWithoutSource } from "../foundation/policy-document";

/** Where a bucket's objects are copied to. S3 takes the transfer between Regions, and the storage there. */
export interface Replication {
  /** The ARN of the bucket that takes the copies; it keeps versions. A DataBucket in another Region gives it as `arn`. It has Object Lock where this one has. */
  bucketArn: pulumi.Input<string>;
  /** The ARN of the KMS key of the copies, in the Region of that bucket. A DataBucket gives it as `keyArn`. */
  keyArn: pulumi.Input<string>;
  /** The Region of that bucket, as in "us-west-2". */
  region: string;
}

/** The check of the argument `replication`. */
export const replicationArgument: Check = objectOf<Replication>({
  bucketArn: arnOf("s3"),
  keyArn: arnOf("kms"),
  region: text({ matching: /^[a-z]{2}(-[a-z]+)+-\d$/, described: "a Region, as in us-west-2" }),
});

export interface ReplicationSource {
  readonly location: Location;
  readonly bucket: aws.s3.Bucket;
  readonly bucketName: pulumi.Output<string>;
  /** The name as it is told when the bucket keeps versions, without which S3 takes no replication. */
  readonly readyName: pulumi.Output<string>;
  /** Whether the bucket retains objects. */
  readonly locked: boolean;
  readonly tags: Tags;
}

/**
 * Copies every object under its key into another bucket, and keeps deletions out of it: 45 CFR 164.308(a)(7)(ii)(B).
 * Source: Amazon S3 User Guide, "Setting up permissions for live replication", "Replicating encrypted objects" and "Object Lock considerations" (what replication of locked
 * objects needs).
 */
export function replicate(parent: pulumi.ComponentResource, name: string, source: ReplicationSource, args: Replication): void {
  const { location, bucket, bucketName } = source;
  const roleName = physicalName(`${name}-replication`, 64);
  const role = new aws.iam.Role(
    `${name}-replication`,
    { name: roleName, assumeRolePolicy: trustOfServiceWithoutSource("s3"), tags: source.tags },
    { parent, deleteBeforeReplace: true },
  );
  const objects = bucketArn(location, pulumi.interpolate`${bucketName}/*`);
  const policy = new aws.iam.RolePolicy(
    `${name}-replication`,
    {
      role: role.name,
      policy: policyDocument([
        {
          Sid: "ReadConfiguration",
          Effect: "Allow",
          Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          Resource: bucketArn(location, bucketName),
        },
        {
          Sid: "ReadVersions",
          Effect: "Allow",
          Action: [
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionTagging",
            ...(source.locked ? ["s3:GetObjectRetention", "s3:GetObjectLegalHold"] : []),
          ],
          Resource: objects,
        },
        {
          Sid: "WriteCopies",
          Effect: "Allow",
          Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
          Resource: pulumi.interpolate`${args.bucketArn}/*`,
        },
        keyUse("DecryptHere", "kms:Decrypt", { location, service: "s3", context: { "aws:s3:arn": bucketArn(location, bucketName) } }),
        keyUse("EncryptThere", "kms:Encrypt", { location, region: args.region, service: "s3", context: { "aws:s3:arn": args.bucketArn } }),
      ]),
    },
    { parent },
  );
  new aws.s3.BucketReplicationConfig(
    name,
    {
      bucket: source.readyName,
      role: role.arn,
      rules: [
        {
          id: "everything",
          status: "Enabled",
          filter: {},
          // A deletion here leaves the copy there.
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: args.bucketArn,
            storageClass: "STANDARD_IA",
            encryptionConfiguration: { replicaKmsKeyId: args.keyArn },
          },
        },
      ],
    },
    { parent, dependsOn: policy, deletedWith: bucket },
  );
}
