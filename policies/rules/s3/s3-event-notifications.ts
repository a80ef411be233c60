import { any, defineRule, missing } from "../../rule";

const because = "nothing is notified of the bucket's events";
const isSome = (events: unknown) => Array.isArray(events) && events.length > 0;

export default defineRule({
  id: "s3-event-notifications",
  title: "S3 buckets notify of their events",
  threat: "Nobody learns in time that ePHI is being deleted or replaced.",
  remedy: "Add an aws.s3.BucketNotification for the bucket with eventbridge true, or with a function, a queue or a topic.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(6)(ii)"],
  severity: "low",
  // Advisory: notifications serve applications; the record of who did what is the trail's and the access log's.
  level: "advisory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketNotification", (p) => p.bucket)
      .some(
        (notification) =>
          any(
            notification.at((p) => p.eventbridge).equals(true, because),
            notification.list((p) => p.lambdaFunctions).some((target) => target.at((t) => t.events).test(isSome, "events", because)),
            notification.list((p) => p.queues).some((target) => target.at((t) => t.events).test(isSome, "events", because)),
            notification.list((p) => p.topics).some((target) => target.at((t) => t.events).test(isSome, "events", because)),
          ),
        () => missing(bucket, because, "a BucketNotification"),
      ),
  equivalents: {
    config: ["s3-event-notifications-enabled"],
    prowler: ["s3_bucket_event_notifications_enabled"],
    checkov: ["CKV2_AWS_62"],
  },
  examples: {
    good: {
      "to EventBridge": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", { bucket: bucket.out("id"), eventbridge: true });
        return bucket;
      },
      "to a queue": (s) => {
        const bucket = s.add("s3.Bucket", {});
        const queue = s.add("sqs.Queue", {});
        s.add("s3.BucketNotification", {
          bucket: bucket.out("id"),
          queues: [{ queueArn: queue.out("arn"), events: ["s3:ObjectRemoved:*"] }],
        });
        return bucket;
      },
      "to a function": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", {
          bucket: bucket.out("id"),
          lambdaFunctions: [{ lambdaFunctionArn: s.later(), events: ["s3:ObjectCreated:*"] }],
        });
        return bucket;
      },
      "to a topic": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", { bucket: bucket.out("id"), topics: [{ topicArn: s.later(), events: ["s3:ObjectCreated:*"] }] });
        return bucket;
      },
    },
    bad: {
      "no notification": (s) => s.add("s3.Bucket", {}),
      "a notification to nobody": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", { bucket: bucket.out("id"), eventbridge: false });
        return bucket;
      },
      "a notification of no event": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", { bucket: bucket.out("id"), topics: [{ topicArn: s.later(), events: [] }] });
        return bucket;
      },
    },
    unknown: {
      "known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketNotification", { bucket: bucket.out("id"), eventbridge: s.later() });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
    },
  },
});
