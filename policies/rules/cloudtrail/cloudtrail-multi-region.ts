import { isMultiRegion, orAnotherTrail, recordsAccount } from "../../aws/cloudtrail/account-trail";
import { defineRule } from "../../rule";

export default defineRule({
  id: "cloudtrail-multi-region",
  title: "CloudTrail trails record all Regions",
  threat: "What somebody does in a Region that nobody watches leaves no record.",
  remedy: "Set isMultiRegionTrail to true.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // A trail of one Region, as for the data events of its buckets, is right beside one that records the management events of all Regions.
  check: (trail, stack) => orAnotherTrail(trail, isMultiRegion(trail), stack, recordsAccount),
  equivalents: {
    config: ["multi-region-cloudtrail-enabled"],
    prowler: ["cloudtrail_multi_region_enabled"],
    checkov: ["CKV_AWS_67"],
  },
  examples: {
    good: {
      "all Regions": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true }),
      "the flag as text": (s) => s.addUntyped("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: "true" }),
      "one Region beside a trail of all": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
      },
    },
    bad: {
      "flag left out": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "flag false": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: false }),
      "one Region of an organization": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isOrganizationTrail: true }),
      "beside a trail of all Regions for data events only": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          isMultiRegionTrail: true,
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" });
      },
    },
    unknown: {
      "flag known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: s.later() }),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
