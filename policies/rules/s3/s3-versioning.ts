import { or } from "../../aws/ternary";
import { defineRule, pass, when } from "../../rule";

export default defineRule({
  id: "s3-versioning",
  title: "S3 buckets keep versions of their objects",
  threat: "An overwritten or deleted object that holds ePHI is lost, and nobody can show what it was.",
  remedy: 'Add an aws.s3.BucketVersioning for the bucket with versioningConfiguration.status "Enabled".',
  cites: ["164.312(c)(1)", "164.312(c)(2)", "164.312(a)(2)(ii)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketVersioning", (p) => p.bucket)
      .decide({
        present: (versioning) =>
          versioning
            .at((p) => p.versioningConfiguration.status)
            .shown()
            .equals("Enabled", "versioning is not enabled"),
        // S3 enables versioning by itself on a bucket that is created with Object Lock, and refuses to suspend it.
        // Source: Amazon S3 User Guide, "Object Lock considerations", "Enabling Object Lock".
        absent: () =>
          when(
            or(
              bucket.at((p) => p.objectLockEnabled).is(true),
              bucket.at((p) => p.objectLockConfiguration?.objectLockEnabled).is("Enabled"),
            ),
            () => pass("Object Lock keeps versions"),
            () =>
              bucket
                .at((p) => p.versioning?.enabled)
                .or(false)
                .equals(true, "versioning is not enabled"),
          ),
      }),
  equivalents: {
    config: ["s3-bucket-versioning-enabled"],
    cdkNag: ["HIPAA.Security-S3BucketVersioningEnabled"],
    prowler: ["s3_bucket_object_versioning"],
    checkov: ["CKV_AWS_21"],
  },
  examples: {
    good: {
      "separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketVersioning", { bucket: bucket.out("id"), versioningConfiguration: { status: "Enabled" } });
        return bucket;
      },
      "created with Object Lock, which enables versioning": (s) => s.add("s3.Bucket", { objectLockEnabled: true }),
      "created with Object Lock by its older property": (s) =>
        s.add("s3.BucketV2", { objectLockConfiguration: { objectLockEnabled: "Enabled" } }),
      "inline in the older class": (s) => s.add("s3.BucketV2", { versionings: [{ enabled: true }] }),
    },
    bad: {
      "nothing set": (s) => s.add("s3.Bucket", {}),
      suspended: (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketVersioning", { bucket: bucket.out("id"), versioningConfiguration: { status: "Suspended" } });
        return bucket;
      },
      "switched off in the older class": (s) => s.add("s3.BucketV2", { versionings: [{ enabled: false }] }),
    },
    unknown: {
      "status known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketVersioning", { bucket: bucket.out("id"), versioningConfiguration: { status: s.later() } });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "public" } }),
    },
  },
});
