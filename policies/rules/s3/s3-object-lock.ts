import { receivesTrail, receivesWhatLocksRefuse } from "../../aws/log-delivery";
import { isMarked } from "../../aws/marking-tags";
import { and, not, or } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { defineRule, list, notApplicable, when } from "../../rule";

/** A default retention has a mode and a period; S3 takes neither without the other. */
const retains = (mode: Cell<string>) => mode.shown().oneOf(["GOVERNANCE", "COMPLIANCE"], "Object Lock retains no objects by default");

export default defineRule({
  id: "s3-object-lock",
  title: "S3 buckets of audit logs, backups and records retain their objects by Object Lock",
  threat: "An intruder or an insider removes the trace of what was done to ePHI, or its last copy.",
  remedy:
    "Add an aws.s3.BucketObjectLockConfiguration for the bucket with rule.defaultRetention.mode and days or years; the bucket needs versioning.",
  cites: ["164.312(c)(1)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(B)", "164.312(c)(2)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["s3.Bucket"],
  parameters: {
    retainedByTags: list({
      default: ["Purpose=audit-logs", "Purpose=backups", "Purpose=records"],
      description: "Tags, as key=value, that mark a bucket whose objects nobody may overwrite or delete.",
    }),
  },
  // A bucket for working data is not asked: retention would keep it from doing its work, and from deleting ePHI when it is due.
  check(bucket, stack, { parameters }) {
    const marked = isMarked(parameters.retainedByTags, (key) => bucket.at((p) => p.tags?.[key]));
    return when(
      and(or(marked, receivesTrail(bucket, stack)), not(receivesWhatLocksRefuse(bucket, stack))),
      () =>
        stack
          .attached(bucket, "s3.BucketObjectLockConfiguration", (p) => p.bucket)
          .decide({
            present: (lock) => retains(lock.at((p) => p.rule?.defaultRetention.mode)),
            absent: () => retains(bucket.at((p) => p.objectLockConfiguration?.rule?.defaultRetention.mode)),
          }),
      () => notApplicable("it is no store of audit logs, backups or records, or it receives what AWS cannot write under Object Lock"),
    );
  },
  equivalents: {
    config: ["s3-bucket-default-lock-enabled"],
    cdkNag: ["S3BucketDefaultLockEnabled"],
    prowler: ["s3_bucket_object_lock"],
    checkov: ["CKV_AWS_143"],
  },
  examples: {
    good: {
      "the bucket of a trail": (s) => {
        const bucket = s.add("s3.Bucket", { objectLockEnabled: true });
        s.add("s3.BucketObjectLockConfiguration", {
          bucket: bucket.out("id"),
          rule: { defaultRetention: { mode: "COMPLIANCE", years: 6 } },
        });
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
      "marked by a tag, inline in the older class": (s) =>
        s.add("s3.BucketV2", {
          tags: { Purpose: "backups" },
          objectLockConfiguration: { objectLockEnabled: "Enabled", rules: [{ defaultRetentions: [{ mode: "GOVERNANCE", days: 35 }] }] },
        }),
    },
    bad: {
      "the bucket of a trail, with Object Lock that retains nothing by itself": (s) => {
        const bucket = s.add("s3.Bucket", { objectLockEnabled: true });
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
      "marked by a tag": (s) => s.add("s3.BucketV2", { tags: { Purpose: "backups" } }),
      "marked by a tag of the site": (s) => {
        s.parameters({ retainedByTags: ["store=worm"] });
        return s.add("s3.Bucket", { tags: { store: "worm" } });
      },
    },
    unknown: {
      "mode known later": (s) => {
        const bucket = s.add("s3.Bucket", { objectLockEnabled: true, tags: { Purpose: "records" } });
        s.add("s3.BucketObjectLockConfiguration", { bucket: bucket.out("id"), rule: { defaultRetention: { mode: s.later(), years: 6 } } });
        return bucket;
      },
    },
    notApplicable: {
      "working data": (s) => s.add("s3.Bucket", { tags: { DataClassification: "ephi" } }),
      "AWS Config delivers into it, which Object Lock refuses": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        s.add("cfg.DeliveryChannel", { s3BucketName: bucket.out("id") });
        return bucket;
      },
    },
  },
});
