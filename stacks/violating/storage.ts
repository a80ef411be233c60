import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, key, policy, prefix, tlsStatements } from "./foundation";

function bucketName(name: string): pulumi.Output<string> {
  return pulumi.interpolate`${prefix}-${name}-${account}`;
}

function resourcesOf(name: string): pulumi.Output<string>[] {
  const arn = pulumi.interpolate`arn:aws:s3:::${bucketName(name)}`;
  return [arn, pulumi.interpolate`${arn}/*`];
}

const bucket = (name: string, args: aws.s3.BucketArgs = {}) => new aws.s3.Bucket(name, { ...args, bucket: bucketName(name) });

const accessLogs = bucket("access-logs", { tags: { DataClassification: "internal" } });

/** A bucket of whichever class. */
type AnyBucket = Pick<aws.s3.Bucket, "id">;

/** What a bucket with ePHI needs beside itself; each call leaves out, or gets wrong, what its comment says. */
const complete = {
  versioning: (name: string, of: AnyBucket) =>
    new aws.s3.BucketVersioning(name, { bucket: of.id, versioningConfiguration: { status: "Enabled" } }),
  encryption: (name: string, of: AnyBucket) =>
    new aws.s3.BucketServerSideEncryptionConfiguration(name, {
      bucket: of.id,
      rules: [
        {
          bucketKeyEnabled: true,
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    }),
  publicAccess: (name: string, of: AnyBucket) =>
    new aws.s3.BucketPublicAccessBlock(name, {
      bucket: of.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
  policy: (name: string, of: AnyBucket) =>
    new aws.s3.BucketPolicy(name, { bucket: of.id, policy: policy(...tlsStatements("s3:*", resourcesOf(name), "1.2")) }),
  logging: (name: string, of: AnyBucket) =>
    new aws.s3.BucketLogging(name, { bucket: of.id, targetBucket: accessLogs.id, targetPrefix: `${name}/` }),
  lifecycle: (name: string, of: AnyBucket) =>
    new aws.s3.BucketLifecycleConfiguration(name, {
      bucket: of.id,
      rules: [{ id: "earlier", status: "Enabled", noncurrentVersionTransitions: [{ noncurrentDays: 90, storageClass: "GLACIER_IR" }] }],
    }),
  notification: (name: string, of: AnyBucket) => new aws.s3.BucketNotification(name, { bucket: of.id, eventbridge: true }),
};
type Part = keyof typeof complete;

function harden(name: string, of: AnyBucket, without?: Part): void {
  const parts: Part[] = ["versioning", "encryption", "publicAccess", "policy", "logging", "lifecycle", "notification"];
  for (const part of parts) if (part !== without) complete[part](name, of);
}

// The bucket of the others' logs lacks nothing: it takes no KMS keys.
for (const part of ["versioning", "publicAccess", "policy"] as const) complete[part]("access-logs", accessLogs);

// s3-versioning: the separate aws.s3.BucketVersioning is missing
harden("uploads", bucket("uploads"), "versioning");

// s3-access-logging: the separate aws.s3.BucketLogging is missing
harden("claims", bucket("claims"), "logging");

// s3-no-public-acl, and with it s3-acls-disabled: an old program's aws.s3.BucketV2 still has its ACL
const brochures = new aws.s3.BucketV2("brochures", {
  bucket: bucketName("brochures"),
  acl: "public-read",
  tags: { DataClassification: "ephi" },
});
harden("brochures", brochures);

const letters = bucket("letters");
harden("letters", letters, "publicAccess");
// s3-bucket-public-access-block: the two flags that were left out are false, which is weaker than no block at all
new aws.s3.BucketPublicAccessBlock("letters", { bucket: letters.id, blockPublicAcls: true, blockPublicPolicy: true });

const results = bucket("results");
harden("results", results, "policy");
new aws.s3.BucketPolicy("results", {
  bucket: results.id,
  policy: policy(...tlsStatements("s3:*", resourcesOf("results"), "1.2"), {
    Sid: "PatientsDownload",
    Effect: "Allow",
    Principal: { AWS: "*" }, // s3-policy-no-public-principal: the statements above are right, this one lets everybody read
    Action: "s3:GetObject",
    Resource: resourcesOf("results")[1],
  }),
});

const scans = bucket("scans");
harden("scans", scans, "policy");
new aws.s3.BucketPolicy("scans", {
  bucket: scans.id,
  policy: policy(...tlsStatements("s3:*", resourcesOf("scans"), "1.2").slice(1), {
    Sid: "RefusePlainText",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:GetObject", // s3-tls-only: uploads and listings still come in plain text
    Resource: resourcesOf("scans"),
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  }),
});

const faxes = bucket("faxes");
harden("faxes", faxes, "policy");
new aws.s3.BucketPolicy("faxes", {
  bucket: faxes.id,
  policy: policy(...tlsStatements("s3:*", resourcesOf("faxes"), "1.1")), // s3-tls12-minimum (advisory): refuses TLS 1.0 only
});

const referrals = bucket("referrals");
harden("referrals", referrals, "encryption");
new aws.s3.BucketServerSideEncryptionConfigurationV2("referrals", {
  bucket: referrals.id,
  rules: [
    {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, // s3-default-encryption-kms: S3's own keys
      blockedEncryptionTypes: ["SSE-C"],
    },
  ],
});

// s3-object-lock: the lock is switched on, but no aws.s3.BucketObjectLockConfiguration retains anything by default
harden("charts", bucket("charts", { objectLockEnabled: true, tags: { Purpose: "records" } }));
