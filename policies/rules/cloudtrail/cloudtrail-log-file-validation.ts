import { defineRule } from "../../rule";

export default defineRule({
  id: "cloudtrail-log-file-validation",
  title: "CloudTrail signs its log files",
  threat: "Somebody alters or deletes the record of an access to ePHI, and nobody can tell.",
  remedy: "Set enableLogFileValidation to true.",
  cites: ["164.312(b)", "164.312(c)(1)", "164.312(c)(2)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  check: (trail) =>
    trail
      .at((p) => p.enableLogFileValidation)
      .or(false)
      .equals(true, "log file validation is not enabled"),
  fix: () => ({ enableLogFileValidation: true }),
  equivalents: {
    config: ["cloud-trail-log-file-validation-enabled"],
    cdkNag: ["HIPAA.Security-CloudTrailLogFileValidationEnabled"],
    prowler: ["cloudtrail_log_file_validation_enabled"],
    checkov: ["CKV_AWS_36"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogFileValidation: true }),
      "flag as text": (s) => s.addUntyped("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogFileValidation: "true" }),
    },
    bad: {
      "flag left out": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true }),
      "flag false": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogFileValidation: false }),
    },
    unknown: {
      "flag known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogFileValidation: s.later() }),
    },
    notApplicable: {
      // A Lake store keeps immutable events; it has no log files.
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
