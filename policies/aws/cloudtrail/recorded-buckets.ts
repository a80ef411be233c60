import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { parseArn } from "../arn";
import { or, type Ternary, ternary } from "../ternary";
import type { AskedResources } from "./recorded-events";

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
