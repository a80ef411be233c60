import { recordsAccount } from "../../aws/cloudtrail/account-trail";
import { defineAccountRule, fail } from "../../rule";

export default defineAccountRule({
  id: "cloudtrail-present",
  title: "A CloudTrail trail records the management events of all Regions",
  threat: "Nobody can reconstruct who changed what guards ePHI, or when.",
  remedy:
    "Add an aws.cloudtrail.Trail with isMultiRegionTrail true that leaves enableLogging, includeGlobalServiceEvents and the management events on. An organization's trail counts where this stack does not own the baseline.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(5)(ii)(C)", "164.308(a)(6)(ii)", "164.312(e)(2)(i)"],
  severity: "critical",
  level: "mandatory",
  // One trail must do it all: two trails that each leave out a part would have to be read together to follow one event.
  check: (stack) => stack.some("cloudtrail.Trail", recordsAccount, () => fail("the account's baseline has no CloudTrail trail")),
  equivalents: {
    config: ["cloudtrail-enabled", "multi-region-cloudtrail-enabled"],
    prowler: ["cloudtrail_multi_region_enabled", "cloudtrail_multi_region_enabled_logging_management_events"],
    checkov: ["CKV_AWS_67"],
  },
  examples: {
    good: {
      "multi-Region trail": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
        return undefined;
      },
      "beside a trail of one Region for data events": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, isOrganizationTrail: true });
        return undefined;
      },
      "management events in advanced selectors": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          isMultiRegionTrail: true,
          advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }],
        });
        return undefined;
      },
    },
    bad: {
      "no trail": () => undefined,
      "a CloudTrail Lake store only": (s) => {
        s.add("cloudtrail.EventDataStore", { multiRegionEnabled: true });
        return undefined;
      },
      "one Region": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" });
        return undefined;
      },
      "writes only": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          isMultiRegionTrail: true,
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "readOnly", equals: ["false"] },
              ],
            },
          ],
        });
        return undefined;
      },
    },
    unknown: {
      "Regions known later": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: s.later() });
        return undefined;
      },
      "selectors known later": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true, eventSelectors: s.later() });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
