import { managementEvents, recordsEvent } from "../../aws/cloudtrail/recorded-events";
import { some } from "../../aws/ternary";
import { all, defineRule, when } from "../../rule";

export default defineRule({
  id: "cloudtrail-to-cloudwatch",
  title: "CloudTrail delivers management events to CloudWatch Logs",
  threat: "Nobody is alerted while somebody opens a way to ePHI; files in a bucket are read when it is too late.",
  remedy: "Set cloudWatchLogsGroupArn to the log group's ARN followed by :*, and cloudWatchLogsRoleArn to a role that may write to it.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // Alarms watch management events. A trail for data events alone may be too loud for CloudWatch Logs, and its events are read with Athena.
  check: (trail) =>
    when(
      some(managementEvents, (event) => recordsEvent(trail, event)),
      () =>
        all(
          trail.at((p) => p.cloudWatchLogsGroupArn).isSet("no log group is set", "the ARN of a log group"),
          trail.at((p) => p.cloudWatchLogsRoleArn).isSet("no role for the log group is set", "the ARN of a role"),
        ),
    ),
  equivalents: {
    config: ["cloud-trail-cloud-watch-logs-enabled"],
    cdkNag: ["HIPAA.Security-CloudTrailCloudWatchLogsEnabled"],
    prowler: ["cloudtrail_cloudwatch_logging_enabled"],
    checkov: ["CKV2_AWS_10"],
  },
  examples: {
    good: {
      "group and role of the stack": (s) => {
        const group = s.add("cloudwatch.LogGroup", {});
        const role = s.add("iam.Role", { assumeRolePolicy: "{}" });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          cloudWatchLogsGroupArn: group.out("arn"),
          cloudWatchLogsRoleArn: role.out("arn"),
        });
      },
      "group and role by name": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*",
          cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/trail-to-logs",
        }),
    },
    bad: {
      neither: (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "no role": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:trail:*",
        }),
      "management and data events without a group": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
    },
    unknown: {
      "selectors known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", eventSelectors: s.later() }),
    },
    notApplicable: {
      "data events only": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3::Object"] },
              ],
            },
          ],
        }),
    },
  },
});
