import { isMarked } from "../../aws/marking-tags";
import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { any, decide, defineRule, fail, list, missing, notApplicable, pass, undetermined, type Verdict, when } from "../../rule";

const because = "the bucket is neither replicated nor backed up";

/** A backup selection takes resources by ARN, by tag, or by conditions on tags. Source: AWS Backup Developer Guide, "Assigning resources to a backup plan". */
function selects(selection: Resource<"backup.Selection">, bucket: Resource<"s3.Bucket">, stack: Stack): Verdict {
  const listed = selection.list((p) => p.resources);
  const arns: readonly Cell<unknown>[] = listed.state === "unknown" ? [listed.cell] : listed.cells;
  const conditions = selection.at((p) => p.conditions);
  return any(
    ...arns.map((arn) =>
      stack.target(selection, arn, "s3.Bucket").decide({
        resource: (found) => (found.urn === bucket.urn ? pass : fail)(because, [arn.evidence("the bucket's ARN")]),
        absent: () => fail(because, [arn.evidence("the bucket's ARN")]),
        outside: () => arn.test((text) => /^(\*|arn:[^:]+:s3:::\*)$/.test(String(text)), "the bucket's ARN", because),
      }),
    ),
    selection
      .list((p) => p.selectionTags)
      .some((tag) => {
        const key = tag.at((t) => t.key);
        const value = tag.at((t) => t.value);
        const matches = key.ask((name) => value.ask((text) => bucket.at((p) => p.tags?.[name]).is(text)));
        return decide(matches, because, [key.evidence("a tag of the bucket")]);
      }),
    conditions.state === "absent"
      ? notApplicable()
      : undetermined("whether the backup selection's conditions take in the bucket is not known", [conditions.evidence("the bucket")]),
  );
}

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
          stack.some("backup.Selection", (selection) => selects(selection, bucket, stack), notApplicable),
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
    },
  },
});
