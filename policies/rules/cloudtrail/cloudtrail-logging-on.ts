import { includesGlobalServices, isLogging, orAnotherTrail, recordsAccount } from "../../aws/cloudtrail/account-trail";
import { all, defineRule } from "../../rule";

export default defineRule({
  id: "cloudtrail-logging-on",
  title: "CloudTrail trails are switched on and record global services",
  threat: "A trail that is switched off, or blind to IAM, records nothing of how somebody gained access to ePHI.",
  remedy: "Leave enableLogging and includeGlobalServiceEvents out, or set both to true.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(5)(ii)(C)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // Global services once are enough: beside the account's trail a second one leaves them out to keep its files free of duplicates.
  check: (trail, stack) => all(isLogging(trail), orAnotherTrail(trail, includesGlobalServices(trail), stack, recordsAccount)),
  fix: () => ({ enableLogging: true, includeGlobalServiceEvents: true }),
  equivalents: { config: ["cloudtrail-enabled"], checkov: ["CKV_AWS_251"] },
  examples: {
    good: {
      "on by default": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "on by name": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogging: true, includeGlobalServiceEvents: true }),
      "global services in the account's trail": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", includeGlobalServiceEvents: false });
      },
    },
    bad: {
      "switched off": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogging: false }),
      "switched off beside another trail": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogging: false });
      },
      "without global services": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", includeGlobalServiceEvents: false }),
    },
    unknown: {
      "flag known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", enableLogging: s.later() }),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
