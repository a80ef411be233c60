import { all, defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const because = "no digest has been delivered for too long";

export default defineFunctioningRule({
  id: "cloudtrail-delivers-digests",
  title: "Digests of CloudTrail's log files arrive, where validation is on",
  threat: "Log files are changed or deleted, and no digest shows it.",
  remedy:
    "Mend what the error of the digest's delivery names: the bucket policy must let CloudTrail write below AWSLogs/<account>/CloudTrail-Digest/ too.",
  cites: ["164.312(b)", "164.312(c)(1)", "164.312(c)(2)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  observes: ["cloudtrail.Trail"],
  parameters: { maximumDays: integer({ default: 1, minimum: 1, maximum: 1, description: "Longest time without a digest in days." }) },
  // A digest comes every hour, even where nothing happened; the first an hour after validation was switched on, and when that was is told nowhere.
  // Source: AWS CloudTrail User Guide, "CloudTrail digest file structure".
  check: ({ resource, facts, at, parameters }) =>
    when(
      resource
        .at((p) => p.enableLogFileValidation)
        .or(false)
        .is(true),
      () => {
        const digest = facts.at((p) => p.latestDigestDeliveryTime);
        return all(
          facts
            .at((p) => p.latestDigestDeliveryError)
            .shown()
            .or("none")
            .equals("none", "the last digest could not be delivered"),
          digest.state === "absent"
            ? undetermined("no digest has been delivered yet", [digest.evidence("a digest within a day")])
            : lately(digest, at, parameters.maximumDays, because),
        );
      },
    ),
  equivalents: {},
  examples: {
    good: {
      "a digest an hour ago": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", enableLogFileValidation: true },
          { observed: { isLogging: true, latestDigestDeliveryTime: "2026-11-22T11:00:00.000Z" } },
        ),
      "a digest this morning, without an error": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", enableLogFileValidation: true },
          { observed: { isLogging: true, latestDigestDeliveryTime: "2026-11-22T02:00:00.000Z", latestDigestDeliveryError: "" } },
        ),
    },
    bad: {
      "none for three days": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", enableLogFileValidation: true },
          { observed: { isLogging: true, latestDigestDeliveryTime: "2026-11-19T11:00:00.000Z" } },
        ),
      "the last one failed": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", enableLogFileValidation: true },
          {
            observed: { isLogging: true, latestDigestDeliveryTime: "2026-11-22T11:00:00.000Z", latestDigestDeliveryError: "AccessDenied" },
          },
        ),
    },
    unknown: {
      "no digest yet": (s) =>
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogFileValidation: true }, { observed: { isLogging: true } }),
      "the status could not be read": (s) =>
        s.add(
          "cloudtrail.Trail",
          { s3BucketName: "trail-logs", enableLogFileValidation: true },
          { observed: { isLogging: s.later(), latestDigestDeliveryTime: s.later(), latestDigestDeliveryError: s.later() } },
        ),
    },
    notApplicable: {
      "validation is off": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }, { observed: { isLogging: true } }),
    },
  },
});
