import { isVersioned } from "../../aws/bucket-versioning";
import { defineRule, missing, notApplicable, when } from "../../rule";

const because = "the bucket keeps old versions without a lifecycle rule";

export default defineRule({
  id: "s3-lifecycle-for-versions",
  title: "S3 buckets with versioning have a lifecycle rule",
  threat: "Old versions of ePHI pile up unseen, long after they should have been disposed of.",
  remedy: 'Add an aws.s3.BucketLifecycleConfiguration for the bucket with a rule whose status is "Enabled".',
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)"],
  severity: "low",
  // Advisory: how long old versions are kept is the site's decision, and keeping all of them loses nothing.
  level: "advisory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    when(
      isVersioned(bucket, stack),
      () =>
        stack
          .attached(bucket, "s3.BucketLifecycleConfiguration", (p) => p.bucket)
          .decide({
            present: (lifecycle) =>
              lifecycle
                .list((p) => p.rules)
                .some(
                  (rule) =>
                    rule
                      .at((r) => r.status)
                      .shown()
                      .equals("Enabled", "no lifecycle rule is enabled"),
                  () => missing(lifecycle, because, "a rule"),
                ),
            absent: () =>
              bucket
                .list((p) => p.lifecycleRules)
                .some(
                  (rule) => rule.at((r) => r.enabled).equals(true, "no lifecycle rule is enabled"),
                  () => missing(bucket, because, "a BucketLifecycleConfiguration"),
                ),
          }),
      () => notApplicable("it keeps no versions"),
    ),
  equivalents: {
    config: ["s3-version-lifecycle-policy-check"],
    prowler: ["s3_bucket_lifecycle_enabled"],
    checkov: ["CKV2_AWS_61", "CKV_AWS_300"],
  },
  examples: {
    good: {
      "separate resource": (s) => {
        const bucket = s.add("s3.Bucket", { objectLockEnabled: true });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ id: "old-versions", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
        });
        return bucket;
      },
      "inline in the older class": (s) =>
        s.add("s3.BucketV2", {
          versionings: [{ enabled: true }],
          lifecycleRules: [{ enabled: true, noncurrentVersionExpirations: [{ days: 90 }] }],
        }),
    },
    bad: {
      "no rule": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketVersioning", { bucket: bucket.out("id"), versioningConfiguration: { status: "Enabled" } });
        return bucket;
      },
      "a rule that is switched off": (s) =>
        s.add("s3.BucketV2", {
          versionings: [{ enabled: true }],
          lifecycleRules: [{ enabled: false, noncurrentVersionExpirations: [{ days: 90 }] }],
        }),
    },
    unknown: {
      "status known later": (s) => {
        const bucket = s.add("s3.Bucket", { objectLockEnabled: true });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ id: "old-versions", status: s.later(), noncurrentVersionExpiration: { noncurrentDays: 90 } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no versions": (s) => s.add("s3.Bucket", {}),
      "no ePHI": (s) => s.add("s3.BucketV2", { versionings: [{ enabled: true }], tags: { DataClassification: "none" } }),
    },
  },
});
