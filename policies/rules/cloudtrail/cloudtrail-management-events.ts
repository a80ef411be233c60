import { orAnotherTrail } from "../../aws/cloudtrail/account-trail";
import { type AskedEvent, managementEvents, recordsEvent, recordsEvents } from "../../aws/cloudtrail/recorded-events";
import type { Resource } from "../../graph/resource";
import { decide, defineRule, undetermined } from "../../rule";

/** Each use of a key on ePHI is such an event, and the one that trails leave out most, for its number. */
const useOfKeys: AskedEvent = { category: "Management", readOnly: true, source: "kms.amazonaws.com", name: "Decrypt" };

function recordsManagement(trail: Resource<"cloudtrail.Trail">) {
  const advanced = trail.list((p) => p.advancedEventSelectors);
  const selectors = advanced.state === "absent" ? trail.list((p) => p.eventSelectors).cell : advanced.cell;
  return decide(recordsEvents(trail, [...managementEvents, useOfKeys]), "management events are left out", [
    selectors.evidence("reads and writes of management events, those of AWS KMS too"),
  ]);
}

export default defineRule({
  id: "cloudtrail-management-events",
  title: "CloudTrail records all management events, those of KMS too",
  threat: "Nobody can tell who looked at the configuration that guards ePHI, or who used its keys.",
  remedy:
    'Leave readWriteType and includeManagementEvents out, and do not put "kms.amazonaws.com" into excludeManagementEventSources; in advancedEventSelectors, leave readOnly and eventSource out.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(5)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // A trail for data events alone is right beside one that records the management events, which is another stack's where that owns the account's baseline.
  check: (trail, stack, { settings }) => {
    const verdict = orAnotherTrail(trail, recordsManagement(trail), stack, recordsManagement);
    const dataAlone = [...managementEvents, useOfKeys].every((event) => recordsEvent(trail, event) === "no");
    return verdict.outcome === "fail" && dataAlone && !settings.accountBaseline
      ? undetermined("whether a trail of another stack records the management events is not known", verdict.evidence)
      : verdict;
  },
  equivalents: { prowler: ["cloudtrail_multi_region_enabled_logging_management_events"] },
  examples: {
    good: {
      "no selectors": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "data events besides": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ readWriteType: "All", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
      "another trail for management events": (s) => {
        s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
      },
      "the Data API of RDS left out": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "eventSource", notEquals: ["rdsdata.amazonaws.com"] },
              ],
            },
          ],
        }),
    },
    bad: {
      "KMS left out": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }],
        }),
      "writes only": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", eventSelectors: [{ readWriteType: "WriteOnly" }] }),
      "data events only, in the stack that owns the account's baseline": (s) => {
        s.settings({ accountBaseline: true });
        return s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
      },
      "KMS left out in advanced selectors": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Management"] },
                { field: "eventSource", notEquals: ["kms.amazonaws.com"] },
              ],
            },
          ],
        }),
    },
    unknown: {
      "data events only, in a stack that does not own the baseline": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
      "selectors known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", eventSelectors: s.later() }),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
