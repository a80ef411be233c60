import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { isUnknown, type Unknown } from "../../unknown";
import { parseArn } from "../arn";
import { or, type Ternary, ternary } from "../ternary";
import type { AskedEvent, AskedResources } from "./recorded-events";

/** A read and writes of objects, for which S3 bears data events. Source: CloudTrail User Guide, "Logging data events". */
export const objectEvents: readonly AskedEvent[] = [
  { category: "Data", readOnly: true, source: "s3.amazonaws.com", name: "GetObject", resourceType: "AWS::S3::Object" },
  { category: "Data", readOnly: false, source: "s3.amazonaws.com", name: "PutObject", resourceType: "AWS::S3::Object" },
  { category: "Data", readOnly: false, source: "s3.amazonaws.com", name: "DeleteObject", resourceType: "AWS::S3::Object" },
];

/**
 * All buckets but the trail's own: recording the deliveries into the log bucket makes every delivery an event of its own.
 *
 * All buckets of the account are named by "arn:aws:s3" or "arn:aws:s3:::", in the partition's spelling; AWS turns the first into the second.
 * Source: CloudTrail API Reference, DataResource; CloudTrail User Guide, "Logging data events" (exclude the trail's bucket to avoid a loop).
 */
export function everyBucketBut(trail: Resource<"cloudtrail.Trail">, stack: Stack): AskedResources {
  const logs = trail.at((p) => p.s3BucketName);
  const logBucket = stack.target(trail, logs, "s3.Bucket").resource;
  return {
    takesIn: (arn) => arn.ask((text): Ternary => (/^arn:[^:]+:s3(:::)?$/.test(text) ? "yes" : "unknown")),
    canLeaveOut: (arn) => {
      const named = stack.target(trail, arn, "s3.Bucket").resource;
      const sameName = arn.ask((text): Ternary => {
        const name = parseArn(text)?.resource.split("/", 1)[0];
        return ternary(name !== undefined && name === logs.value);
      });
      return or(ternary(named !== undefined && named.urn === logBucket?.urn), sameName, "unknown");
    },
  };
}

/**
 * All objects of one bucket: those of every bucket, or "arn:aws:s3:::bucket/"; a longer prefix takes in a part of them.
 * @param bucket the bucket's name; unknown when AWS or Pulumi will choose it
 */
export function allObjectsOf(bucket: string | Unknown): AskedResources {
  return {
    takesIn: (arn) =>
      arn.ask((text): Ternary => {
        if (/^arn:[^:]+:s3(:::)?$/.test(text)) return "yes";
        const [, name, prefix] = /^arn:[^:]+:s3:::([^/]+)\/(.*)$/.exec(text) ?? [];
        if (name === undefined || prefix !== "") return "no";
        return isUnknown(bucket) ? "unknown" : ternary(name === bucket);
      }),
    canLeaveOut: (arn) =>
      arn.ask((text): Ternary => {
        const name = parseArn(text)?.resource.split("/", 1)[0];
        return isUnknown(bucket) || name === undefined ? "unknown" : ternary(name !== bucket);
      }),
  };
}
