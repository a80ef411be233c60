import { orAnotherTrail } from "../../aws/cloudtrail/account-trail";
import { everyBucketBut, objectEvents } from "../../aws/cloudtrail/recorded-buckets";
import { recordsEvents } from "../../aws/cloudtrail/recorded-events";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { decide, defineRule, undetermined } from "../../rule";

function recordsObjects(trail: Resource<"cloudtrail.Trail">, stack: Stack) {
  const advanced = trail.list((p) => p.advancedEventSelectors);
  const selectors = advanced.state === "absent" ? trail.list((p) => p.eventSelectors).cell : advanced.cell;
  const evidence = [selectors.evidence("reads and writes of AWS::S3::Object in all buckets")];
  const answer = recordsEvents(trail, objectEvents, everyBucketBut(trail, stack));
  return answer === "unknown"
    ? undetermined("whether the selectors take in every bucket that holds ePHI cannot be told", evidence)
    : decide(answer, "reads and writes of S3 objects are not all recorded", evidence);
}

export default defineRule({
  id: "cloudtrail-s3-data-events",
  title: "CloudTrail records reads and writes of S3 objects",
  threat: "Somebody reads or deletes documents that hold ePHI, and no record says who.",
  remedy:
    'Add an eventSelectors entry with dataResources of type "AWS::S3::Object" and value "arn:aws:s3", or an advancedEventSelectors entry with eventCategory "Data" and resources.type "AWS::S3::Object".',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)", "164.312(a)(2)(i)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["cloudtrail.Trail"],
  // One trail of the stack is enough. A selector of particular buckets is undetermined: whether all ePHI is in them, the stack does not say.
  check: (trail, stack) => orAnotherTrail(trail, recordsObjects(trail, stack), stack, (other) => recordsObjects(other, stack)),
  equivalents: {
    config: ["cloudtrail-s3-dataevents-enabled"],
    prowler: ["cloudtrail_s3_dataevents_read_enabled", "cloudtrail_s3_dataevents_write_enabled"],
  },
  examples: {
    good: {
      "all buckets": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
      "all buckets of another partition": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ readWriteType: "All", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws-us-gov:s3:::"] }] }],
        }),
      "advanced selector": (s) =>
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
      "reads and writes in two selectors": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [
            { readWriteType: "ReadOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
            { readWriteType: "WriteOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
          ],
        }),
      "all but the trail's own bucket": (s) => {
        const logs = s.add("s3.Bucket", {});
        return s.add("cloudtrail.Trail", {
          s3BucketName: logs.out("id"),
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3::Object"] },
                { field: "resources.ARN", notStartsWiths: [logs.out("arn")] },
              ],
            },
          ],
        });
      },
      "in another trail": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ includeManagementEvents: false, dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
      },
    },
    bad: {
      "no selector": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs" }),
      "in another trail that is switched off": (s) => {
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          enableLogging: false,
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        });
        return s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", isMultiRegionTrail: true });
      },
      "writes only": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ readWriteType: "WriteOnly", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
        }),
      "functions only": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::Lambda::Function", values: ["arn:aws:lambda"] }] }],
        }),
      "deletions only": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          advancedEventSelectors: [
            {
              fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: ["AWS::S3::Object"] },
                { field: "eventName", startsWiths: ["Delete"] },
              ],
            },
          ],
        }),
    },
    unknown: {
      "selectors known later": (s) => s.add("cloudtrail.Trail", { s3BucketName: "trail-logs", advancedEventSelectors: s.later() }),
      "particular buckets": (s) =>
        s.add("cloudtrail.Trail", {
          s3BucketName: "trail-logs",
          eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::records/"] }] }],
        }),
    },
    notApplicable: {
      "a CloudTrail Lake store": (s) => s.add("cloudtrail.EventDataStore", {}),
    },
  },
});
