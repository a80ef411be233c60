import { all, defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const because = "nothing has been delivered to CloudWatch Logs for too long";

export default defineFunctioningRule({
  id: "cloudtrail-delivers-to-cloudwatch",
  title: "What CloudTrail records arrives in CloudWatch Logs, where a log group is set",
  threat: "Alarms that wait for events of the trail stay silent while somebody takes ePHI.",
  remedy:
    "Mend what the delivery's error names: the role in cloudWatchLogsRoleArn must be allowed logs:CreateLogStream and logs:PutLogEvents on the log group.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(6)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  observes: ["cloudtrail.Trail"],
  parameters: { maximumDays: integer({ default: 1, minimum: 1, maximum: 1, description: "Longest time without a delivery in days." }) },
  // How long the log group is set is told nowhere, and a trail of few events has nothing to deliver for days: only an error is a sure failure, or
  // log files that went out later than anything went to the log group.
  check: ({ resource, facts, at, parameters: { maximumDays } }) =>
    when(resource.at((p) => p.cloudWatchLogsGroupArn).present, () => {
      const delivered = facts.at((p) => p.latestCloudwatchLogsDeliveryTime);
      const files = facts.at((p) => p.latestDeliveryTime);
      const late = lately(delivered, at, maximumDays, because);
      const filesCome = lately(files, at, maximumDays, because).outcome === "pass";
      return all(
        facts
          .at((p) => p.latestCloudwatchLogsDeliveryError)
          .shown()
          .or("none")
          .equals("none", "the last delivery to CloudWatch Logs failed"),
        late.outcome !== "fail" || (filesCome && delivered.state === "known")
          ? late
          : undetermined(`${because}, and whether there was something to deliver is not known`, late.evidence),
      );
    }),
  equivalents: { prowler: ["cloudtrail_cloudwatch_logging_enabled"] },
  examples: {
    good: {
      "delivered an hour ago": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          { observed: { isLogging: true, latestCloudwatchLogsDeliveryTime: "2026-11-22T11:00:00.000Z" } },
        ),
      "delivered this morning, without an error": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          {
            observed: {
              isLogging: true,
              latestDeliveryTime: "2026-11-22T11:00:00.000Z",
              latestCloudwatchLogsDeliveryTime: "2026-11-22T03:00:00.000Z",
              latestCloudwatchLogsDeliveryError: "",
            },
          },
        ),
    },
    bad: {
      "the last delivery failed": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          {
            observed: {
              isLogging: true,
              latestCloudwatchLogsDeliveryTime: "2026-11-22T11:00:00.000Z",
              latestCloudwatchLogsDeliveryError: "Access denied",
            },
          },
        ),
      "files still come, events do not": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          {
            observed: {
              isLogging: true,
              latestDeliveryTime: "2026-11-22T11:00:00.000Z",
              latestCloudwatchLogsDeliveryTime: "2026-11-12T11:00:00.000Z",
            },
          },
        ),
    },
    unknown: {
      "nothing delivered yet": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          { observed: { isLogging: true, latestDeliveryTime: "2026-11-22T11:00:00.000Z" } },
        ),
      "neither files nor events": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          {
            observed: {
              isLogging: true,
              latestDeliveryTime: "2026-11-12T11:00:00.000Z",
              latestCloudwatchLogsDeliveryTime: "2026-11-12T11:00:00.000Z",
            },
          },
        ),
      "the status could not be read": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:trail:*" },
          { observed: { isLogging: s.later(), latestCloudwatchLogsDeliveryTime: s.later(), latestCloudwatchLogsDeliveryError: s.later() } },
        ),
    },
    notApplicable: {
      "no log group": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }, { observed: { isLogging: true } }),
    },
  },
});
