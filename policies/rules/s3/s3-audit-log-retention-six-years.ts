import { receivesAuditLogs } from "../../aws/log-delivery";
import { or, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, pass, undetermined, type Verdict, when } from "../../rule";

const because = "audit logs expire before the six years are over";

/** Days after which a lifecycle rule expires objects; a date, or a filter that may leave the logs out, cannot be judged. */
function keeps(days: Cell<number>, date: Cell<string>, narrowed: Ternary, retentionDays: number): Verdict {
  if (date.state !== "absent") return undetermined("when the logs expire depends on a date", [date.evidence(`${retentionDays} days`)]);
  // A refresh writes 0 days beside expiredObjectDeleteMarker; S3 takes no such number, and the provider leaves it out.
  if (days.state === "absent" || days.is(0) === "yes") return pass();
  const verdict = days.shown().atLeast(retentionDays, because);
  return verdict.outcome === "fail" && narrowed !== "no"
    ? undetermined("whether the rule's filter takes in audit logs is not known", verdict.evidence)
    : verdict;
}

export default defineRule({
  id: "s3-audit-log-retention-six-years",
  title: "S3 buckets keep audit logs for six years",
  threat: "When an old breach of ePHI comes to light, the logs that show it are gone.",
  remedy: "Remove the expiration from the bucket's lifecycle rules, or set its days to 2192 or more.",
  cites: ["164.316(b)(2)(i)", "164.312(b)", "164.312(c)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["s3.Bucket"],
  // Only the expiration of current versions is judged: a log is written once, so its noncurrent version is one that has expired already.
  check: (bucket, stack, { settings }) =>
    when(
      receivesAuditLogs(bucket, stack),
      () =>
        stack
          .attached(bucket, "s3.BucketLifecycleConfiguration", (p) => p.bucket)
          .decide({
            present: (lifecycle) =>
              all(
                pass(),
                lifecycle
                  .list((p) => p.rules)
                  .each((rule) =>
                    when(
                      rule.at((r) => r.status).is("Enabled"),
                      () =>
                        keeps(
                          rule.at((r) => r.expiration?.days),
                          rule.at((r) => r.expiration?.date),
                          or(
                            rule.at((r) => r.prefix).present,
                            rule.at((r) => r.filter?.prefix).present,
                            rule.at((r) => r.filter?.tag).present,
                            rule.at((r) => r.filter?.and).present,
                            rule.at((r) => r.filter?.objectSizeGreaterThan).present,
                            rule.at((r) => r.filter?.objectSizeLessThan).present,
                          ),
                          settings.retentionDays,
                        ),
                      pass,
                    ),
                  ),
              ),
            absent: () =>
              all(
                pass(),
                bucket
                  .list((p) => p.lifecycleRules)
                  .each((rule) =>
                    when(
                      rule.at((r) => r.enabled).is(true),
                      () =>
                        keeps(
                          rule.at((r) => r.expiration?.days),
                          rule.at((r) => r.expiration?.date),
                          or(rule.at((r) => r.prefix).present, rule.at((r) => r.tags).present),
                          settings.retentionDays,
                        ),
                      pass,
                    ),
                  ),
              ),
          }),
      () => notApplicable("nothing in the stack delivers audit logs into it"),
    ),
  equivalents: {},
  examples: {
    good: {
      "the bucket of a trail, without expiration": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
      "the bucket of access logs, seven years": (s) => {
        const logs = s.add("s3.Bucket", {});
        const records = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: records.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: logs.out("id"),
          rules: [{ id: "expire", status: "Enabled", expiration: { days: 2557 }, noncurrentVersionExpiration: { noncurrentDays: 30 } }],
        });
        return logs;
      },
      "only delete markers expire": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ id: "markers", status: "Enabled", expiration: { days: 0, expiredObjectDeleteMarker: true } }],
        });
        return bucket;
      },
      "a short expiration that is switched off": (s) => {
        const bucket = s.add("s3.Bucket", { lifecycleRules: [{ enabled: false, expiration: { days: 90 } }] });
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
    },
    bad: {
      "the bucket of access logs, one year": (s) => {
        const logs = s.add("s3.Bucket", {});
        const records = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: records.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: logs.out("id"),
          rules: [{ id: "expire", status: "Enabled", expiration: { days: 365 } }],
        });
        return logs;
      },
      "the bucket of flow logs, 90 days, inline in the older class": (s) => {
        const bucket = s.add("s3.BucketV2", { lifecycleRules: [{ enabled: true, expirations: [{ days: 90 }] }] });
        s.add("ec2.FlowLog", { logDestination: bucket.out("arn"), logDestinationType: "s3", trafficType: "ALL", vpcId: "vpc-0a1b2c3d" });
        return bucket;
      },
      "2190 days, which is less than six years with their leap days": (s) => {
        const bucket = s.add("s3.Bucket", { lifecycleRules: [{ enabled: true, expiration: { days: 2190 } }] });
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
    },
    unknown: {
      "days known later": (s) => {
        const bucket = s.add("s3.Bucket", { lifecycleRules: [{ enabled: true, expiration: { days: s.later() } }] });
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        return bucket;
      },
      "a short expiration of some prefix": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("cloudtrail.Trail", { s3BucketName: bucket.out("id") });
        s.add("s3.BucketLifecycleConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ id: "scratch", status: "Enabled", filter: { prefix: "scratch/" }, expiration: { days: 7 } }],
        });
        return bucket;
      },
    },
    notApplicable: {
      "no audit logs": (s) => s.add("s3.Bucket", { lifecycleRules: [{ enabled: true, expiration: { days: 30 } }] }),
    },
  },
});
