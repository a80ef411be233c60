import { deniesPlainHttp } from "../../aws/iam/judge-policy";
import { bucketResources } from "../../aws/iam/transport-denial";
import { defineRule } from "../../rule";
import { UNKNOWN } from "../../unknown";

export default defineRule({
  id: "s3-tls-only",
  title: "S3 buckets refuse plain HTTP",
  threat: "S3 answers over plain HTTP too: ePHI can be read and changed on its way.",
  remedy:
    'Give the bucket an aws.s3.BucketPolicy with a Deny for Principal "*", Action "s3:*", on the bucket and on its objects, where aws:SecureTransport is "false".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(c)(2)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check(bucket, stack) {
    const resources = bucketResources(bucket.at((p) => p.bucket).value ?? UNKNOWN);
    const required = { actions: ["s3:*"], resources };
    // S3 keeps one policy a bucket. Of several BucketPolicy resources whichever is written last stays, so all of them must deny.
    return stack
      .attached(bucket, "s3.BucketPolicy", (p) => p.bucket)
      .decide({
        present: (policy) =>
          deniesPlainHttp(
            policy.at((p) => p.policy),
            required,
          ),
        absent: () =>
          deniesPlainHttp(
            bucket.at((p) => p.policy),
            required,
          ),
      });
  },
  equivalents: {
    config: ["s3-bucket-ssl-requests-only"],
    cdkNag: ["HIPAA.Security-S3BucketSSLRequestsOnly"],
    prowler: ["s3_bucket_secure_transport_policy"],
  },
  examples: {
    good: {
      "separate policy": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return bucket;
      },
      "inline, as an object, in AWS GovCloud": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: { AWS: "*" },
                Action: "*",
                Resource: ["arn:aws-us-gov:s3:::records", "arn:aws-us-gov:s3:::records/*"],
                Condition: { BoolIfExists: { "aws:SecureTransport": false } },
              },
            ],
          },
        }),
    },
    bad: {
      "no policy": (s) => s.add("s3.Bucket", { bucket: "records" }),
      "the objects, but not the bucket itself": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return bucket;
      },
      "reads only": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:GetObject",
              Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          }),
        });
        return bucket;
      },
      "two policies, of which the one that is written last stays": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          }),
        });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::111122223333:role/records" },
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::records/*",
            },
          }),
        });
        return bucket;
      },
      "the resources of another bucket": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::images", "arn:aws:s3:::images/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        });
        return bucket;
      },
    },
    unknown: {
      "policy computed from the bucket's ARN": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPolicy", { bucket: bucket.out("id"), policy: bucket.out("arn") });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
    },
  },
});
