import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./classification";
import { bucketArn, type Location } from "./location";
import { onceThere } from "./once-there";
import { policyDocument, refuseOldTls, refusePlainText, type Statement } from "./policy-document";

export interface ClosedBucketArgs {
  readonly location: Location;
  /** The bucket's name, known in a preview. */
  readonly bucketName: pulumi.Output<string>;
  readonly tags: Tags;
  /** The ARN of the key of its objects; left out, S3's own keys (SSE-S3). */
  readonly keyArn?: pulumi.Input<string>;
  /** Whether Pulumi may destroy the bucket with its objects. */
  readonly forceDestroy: boolean;
  /** How long nobody can change or delete an object, where the bucket keeps records. */
  readonly lock?: { readonly mode: string; readonly days: number };
  readonly statements: readonly Statement[];
  readonly lifecycleRules: aws.types.input.s3.BucketLifecycleConfigurationRule[];
}

/** A bucket, and what others are told of it. */
export interface ClosedBucket {
  readonly bucket: aws.s3.Bucket;
  /**
   * The bucket's name, which others get only when its policy and its versions are there: Elastic Load Balancing, flow logs, CloudTrail and AWS Config try to write as soon as
   * they are told the name, and replication and signed code need versions.
   */
  readonly name: pulumi.Output<string>;
  /** The bucket's ARN, as {@link name}. */
  readonly arn: pulumi.Output<string>;
}

/** Multipart uploads that nobody ends cost as much as objects, and no listing shows them. */
const abandonedUploads = { daysAfterInitiation: 7 };

/**
 * A bucket that is closed to the public, to plain HTTP, to TLS below 1.2, to ACLs and to keys that callers bring, and that keeps versions.
 * All of it serves 45 CFR 164.312(a)(1), (a)(2)(iv), (c)(1) and (e)(1).
 */
export function closedBucket(parent: pulumi.ComponentResource, name: string, args: ClosedBucketArgs): ClosedBucket {
  const { location, bucketName, keyArn, lock, forceDestroy } = args;
  const bucket = new aws.s3.Bucket(
    name,
    { bucket: bucketName, tags: args.tags, forceDestroy, objectLockEnabled: lock !== undefined },
    { parent, protect: !forceDestroy },
  );
  const child = { parent, deletedWith: bucket };
  const versioning = new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } }, child);
  new aws.s3.BucketOwnershipControls(name, { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } }, child);
  const closed = new aws.s3.BucketPublicAccessBlock(
    name,
    { bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    child,
  );
  const everything = [bucketArn(location, bucketName), bucketArn(location, pulumi.interpolate`${bucketName}/*`)];
  const policy = new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: policyDocument([refusePlainText("s3:*", everything), refuseOldTls(everything), ...args.statements]) },
    // S3 lets no two calls change a bucket's policy and its public access block at once.
    { ...child, dependsOn: closed },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          applyServerSideEncryptionByDefault:
            keyArn === undefined ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
          // One data key for many objects: KMS is asked, and paid, up to 99 % less often.
          ...(keyArn !== undefined && { bucketKeyEnabled: true }),
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    child,
  );
  if (lock) {
    new aws.s3.BucketObjectLockConfiguration(
      name,
      { bucket: bucket.id, objectLockEnabled: "Enabled", rule: { defaultRetention: { mode: lock.mode, days: lock.days } } },
      { ...child, dependsOn: versioning },
    );
  }
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: args.lifecycleRules.map((rule) => ({ filter: {}, abortIncompleteMultipartUpload: abandonedUploads, ...rule })),
    },
    { ...child, dependsOn: versioning },
  );
  // Whoever changes or deletes what is here is seen: EventBridge gets the bucket's events, at no cost until a rule takes them.
  new aws.s3.BucketNotification(name, { bucket: bucket.id, eventbridge: true }, child);
  const ready = onceThere(bucket.bucket, [versioning, policy]);
  return { bucket, name: ready, arn: bucketArn(location, ready) };
}
