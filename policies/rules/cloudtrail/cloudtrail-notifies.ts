import { managementEvents, recordsEvents } from "../../aws/cloudtrail/recorded-events";
import { any, defineRule, when } from "../../rule";

export default defineRule({
  id: "cloudtrail-notifies",
  title: "CloudTrail's files or events reach somebody",
  threat: "Files pile up in a bucket, and an incident is found when it is over.",
  remedy: "Set snsTopicName, or deliver the events to CloudWatch Logs with cloudWatchLogsGroupArn and alarm on them.",
  cites: ["164.308(a)(6)(ii)"],
  severity: "low",
  // A hint: alarms on events are EventBridge's too, which sees them without the trail's doing.
  level: "advisory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  check: (trail) =>
    when(recordsEvents(trail, managementEvents), () =>
      any(
        trail.at((p) => p.snsTopicName).isSet("nobody is notified", "a topic"),
        trail.at((p) => p.cloudWatchLogsGroupArn).isSet("nobody is notified", "a log group"),
      ),
    ),
  equivalents: { checkov: ["CKV_AWS_252"] },
  examples: {
    good: {
      "a topic": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", snsTopicName: "trail" }),
      "a log group": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*",
        }),
    },
    bad: {
      neither: (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "data events besides, nobody told": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
    },
    unknown: {
      "selectors known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", eventSelectors: s.later() }),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
