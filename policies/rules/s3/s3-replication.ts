import { isInBackupPlan } from "../../aws/backup-selection";
import { isMarked } from "../../aws/marking-tags";
import { any, defineRule, list, missing, notApplicable, when } from "../../rule";

const because = "the bucket is neither replicated nor backed up";

export default defineRule({
  id: "s3-replication",
  title: "S3 buckets marked for disaster recovery are replicated or backed up",
  threat: "When a region or an account is lost, the only copy of ePHI is lost with it.",
  remedy: "Add an aws.s3.BucketReplicationConfig for the bucket with an enabled rule, or name the bucket's ARN in an aws.backup.Selection.",
  cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  parameters: {
    recoveredByTags: list({
      default: ["DisasterRecovery=required"],
      description: "Tags, as key=value, that mark a bucket whose objects must survive the loss of a region or an account.",
    }),
  },
  // S3 keeps objects in several zones and versions keep overwritten ones, so a second copy is asked for only where the site's plan does.
  check: (bucket, stack, { parameters }) =>
    when(
      isMarked(parameters.recoveredByTags, (key) => bucket.at((p) => p.tags?.[key])),
      () =>
        any(
          stack
            .attached(bucket, "s3.BucketReplicationConfig", (p) => p.bucket)
            .decide({
              present: (replication) =>
                replication
                  .list((p) => p.rules)
                  .some(
                    (rule) =>
                      rule
                        .at((r) => r.status)
                        .shown()
                        .equals("Enabled", "no replication rule is enabled"),
                    () => missing(replication, because, "a rule"),
                  ),
              absent: () =>
                bucket
                  .list((p) => p.replicationConfiguration?.rules)
                  .some(
                    (rule) =>
                      rule
                        .at((r) => r.status)
                        .shown()
                        .equals("Enabled", "no replication rule is enabled"),
                    () => missing(bucket, because, "a BucketReplicationConfig or a backup"),
                  ),
            }),
          isInBackupPlan({ resource: bucket, kind: "s3.Bucket", arns: "arn:aws:s3:::*" }, stack),
        ),
      () => notApplicable("no tag marks it for disaster recovery"),
    ),
  equivalents: {
    config: ["s3-bucket-replication-enabled"],
    cdkNag: ["HIPAA.Security-S3BucketReplicationEnabled"],
    prowler: ["s3_bucket_cross_region_replication"],
    checkov: ["CKV_AWS_144"],
    pulumi: ["aws-s3-bucket-enable-replication-configuration", "aws-s3-bucket-configure-replication-configuration"],
  },
  examples: {
    good: {
      replicated: (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DisasterRecovery: "required" } });
        s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::records-copy" } }],
        });
        return bucket;
      },
      "backed up": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DisasterRecovery: "required" } });
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          resources: [bucket.out("arn")],
        });
        return bucket;
      },
      "backed up by a tag": (s) => {
        s.add("backup.Selection", {
          planId: "plan",
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
        });
        return s.add("s3.Bucket", { tags: { DisasterRecovery: "required", Backup: "daily" } });
      },
      "inline, from the older class": (s) =>
        s.add("s3.BucketV2", {
          tags: { DisasterRecovery: "required" },
          replicationConfigurations: [
            {
              role: "arn:aws:iam::111122223333:role/replication",
              rules: [{ status: "Enabled", destinations: [{ bucket: "arn:aws:s3:::records-copy" }] }],
            },
          ],
        }),
    },
    bad: {
      neither: (s) => s.add("s3.Bucket", { tags: { DisasterRecovery: "required" } }),
      "a rule that is switched off": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DisasterRecovery: "required" } });
        s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: "Disabled", destination: { bucket: "arn:aws:s3:::records-copy" } }],
        });
        return bucket;
      },
      "inline, switched off, from the older class": (s) =>
        s.add("s3.BucketV2", {
          tags: { DisasterRecovery: "required" },
          replicationConfigurations: [
            {
              role: "arn:aws:iam::111122223333:role/replication",
              rules: [{ status: "Disabled", destinations: [{ bucket: "arn:aws:s3:::records-copy" }] }],
            },
          ],
        }),
    },
    unknown: {
      "status known later": (s) => {
        const bucket = s.add("s3.Bucket", { tags: { DisasterRecovery: "required" } });
        s.add("s3.BucketReplicationConfig", {
          bucket: bucket.out("id"),
          role: "arn:aws:iam::111122223333:role/replication",
          rules: [{ status: s.later(), destination: { bucket: "arn:aws:s3:::records-copy" } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "not marked": (s) => s.add("s3.Bucket", {}),
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DisasterRecovery: "required", DataClassification: "none" } }),
    },
  },
});
