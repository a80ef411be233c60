import { all, defineRule, notApplicable } from "../../rule";
import accessLogging from "../s3/s3-access-logging";
import publicAccessBlock from "../s3/s3-bucket-public-access-block";
import noForceDestroy from "../s3/s3-no-force-destroy";
import tlsOnly from "../s3/s3-tls-only";
import versioning from "../s3/s3-versioning";

/** Encryption is not among them: CloudTrail encrypts its files with the trail's own key, which is the rule cloudtrail-kms. */
const protections = [publicAccessBlock, versioning, accessLogging, tlsOnly, noForceDestroy];

export default defineRule({
  id: "cloudtrail-bucket-protected",
  title: "The bucket of a CloudTrail trail is protected like one that holds ePHI",
  threat: "Somebody reads, overwrites or deletes the record of who accessed ePHI.",
  remedy:
    "Give the bucket of s3BucketName a public access block, versioning, access logging and a policy that denies plain HTTP, and leave forceDestroy out, however the bucket is classified.",
  cites: ["164.312(b)", "164.312(c)(1)", "164.316(b)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  check: (trail, stack, { settings }) =>
    stack
      .target(
        trail,
        trail.at((p) => p.s3BucketName),
        "s3.Bucket",
      )
      .decide({
        resource: (bucket) => {
          const verdict = all(...protections.map((rule) => rule.check(bucket.node, stack, {}, settings)));
          return { ...verdict, evidence: verdict.evidence.map((evidence) => ({ urn: bucket.urn, ...evidence })) };
        },
        absent: notApplicable,
        outside: () => notApplicable("the bucket is another stack's"),
      }),
  equivalents: {
    prowler: ["cloudtrail_logs_s3_bucket_access_logging_enabled", "cloudtrail_logs_s3_bucket_is_not_publicly_accessible"],
  },
  examples: {
    good: {
      "a bucket with everything": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "clinic-trail", tags: { DataClassification: "internal" } });
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        s.add("s3.BucketVersioning", { bucket: bucket.out("id"), versioningConfiguration: { status: "Enabled" } });
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: "clinic-access-logs", targetPrefix: "trail/" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::clinic-trail", "arn:aws:s3:::clinic-trail/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
      },
      "access to the bucket recorded by the trail itself": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "clinic-trail", versioning: { enabled: true } });
        s.add("s3.BucketPublicAccessBlock", {
          bucket: bucket.out("id"),
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::clinic-trail", "arn:aws:s3:::clinic-trail/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return s.add("cloudtrail.Trail", {
          s3BucketName: bucket.out("id"),
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
      },
    },
    bad: {
      "a bare bucket": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
      },
      "a bucket classified out, destroyed with its objects": (s) => {
        const bucket = s.add("s3.Bucket", { forceDestroy: true, tags: { DataClassification: "internal" } });
        return s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
      },
    },
    unknown: {
      "bucket known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: s.later() }),
    },
    notApplicable: {
      "a bucket of another stack": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
    },
  },
});
