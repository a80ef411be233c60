import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { recordsKey } from "./keys";
import { account, arnOf, bucketArnOf, prefix } from "./naming";
import { forThisAccount, policyDocument, type Statement, tls12Only, tlsOnly } from "./policy-documents";

/** A bucket that is closed to the public and to plain text, and keeps versions; the rest differs from bucket to bucket. */
export function closedBucket(name: string, statements: readonly Statement[], args: aws.s3.BucketArgs = {}): aws.s3.Bucket {
  const bucketName = bucketNameOf(name);
  const bucket = new aws.s3.Bucket(name, { ...args, bucket: bucketName }, { protect: true });
  new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
  new aws.s3.BucketOwnershipControls(name, { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } });
  const closed = new aws.s3.BucketPublicAccessBlock(name, {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const everything = [bucketArnOf(bucket.bucket), pulumi.interpolate`${bucketArnOf(bucket.bucket)}/*`];
  new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.id, policy: policyDocument([tlsOnly("s3:*", everything), tls12Only(everything), ...statements]) },
    { dependsOn: closed },
  );
  return bucket;
}

/** Bucket names are the world's, so the account makes ours. */
export function bucketNameOf(name: string): pulumi.Output<string> {
  return pulumi.interpolate`${prefix}-${name}-${account}`;
}

export function encryptWith(name: string, bucket: aws.s3.Bucket, key: aws.kms.Key): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(name, {
    bucket: bucket.id,
    rules: [
      {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        blockedEncryptionTypes: ["SSE-C"],
      },
    ],
  });
}

/** Objects that nobody can change or delete for seven years: more than the six of 45 CFR 164.316(b)(2)(i), whatever leap years fall in. */
export function lockForSevenYears(name: string, bucket: aws.s3.Bucket): void {
  new aws.s3.BucketObjectLockConfiguration(name, {
    bucket: bucket.id,
    objectLockEnabled: "Enabled",
    rule: { defaultRetention: { mode: "COMPLIANCE", years: 7 } },
  });
}

const sevenYearsInDays = 2557;

// The load balancer's logs and S3's own take neither KMS keys nor a bucket with a default lock, and they hold no ePHI.
const logsArn = bucketArnOf(bucketNameOf("access-logs"));
export const accessLogs = closedBucket(
  "access-logs",
  [
    {
      Sid: "BucketsLogHere",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${logsArn}/s3/*`,
      Condition: forThisAccount,
    },
    {
      Sid: "LoadBalancersLogHere",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${logsArn}/load-balancer/AWSLogs/${account}/*`,
      Condition: { ArnLike: { "aws:SourceArn": arnOf("elasticloadbalancing", "loadbalancer/*") } },
    },
  ],
  { tags: { DataClassification: "internal" } },
);
new aws.s3.BucketServerSideEncryptionConfiguration("access-logs", {
  bucket: accessLogs.id,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
new aws.s3.BucketLifecycleConfiguration("access-logs", {
  bucket: accessLogs.id,
  rules: [
    {
      id: "keep-seven-years",
      status: "Enabled",
      filter: {},
      transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
      expiration: { days: sevenYearsInDays },
      noncurrentVersionExpiration: { noncurrentDays: sevenYearsInDays },
    },
  ],
});

export function logAccess(name: string, bucket: aws.s3.Bucket): void {
  new aws.s3.BucketLogging(name, { bucket: bucket.id, targetBucket: accessLogs.id, targetPrefix: `s3/${name}/` });
}

/** Scans, letters and results: patients' documents. */
export const documents = closedBucket("documents", [], { objectLockEnabled: true, tags: { Purpose: "records" } });
encryptWith("documents", documents, recordsKey);
lockForSevenYears("documents", documents);
logAccess("documents", documents);
new aws.s3.BucketLifecycleConfiguration("documents", {
  bucket: documents.id,
  rules: [
    {
      id: "earlier-versions",
      status: "Enabled",
      filter: {},
      noncurrentVersionTransitions: [{ noncurrentDays: 90, storageClass: "GLACIER_IR" }],
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    },
  ],
});
