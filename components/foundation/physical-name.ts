import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./location";

/**
 * The name of something in AWS: project, stack and the component's name. Components name what they create, so that policies can name it
 * before it exists, and a preview can judge them. A name that is too long is cut, and keeps a part of its own; one that begins with a digit, as RDS,
 * ElastiCache and OpenSearch take none, gets a letter.
 * @param maximum the longest name that AWS takes, in characters
 */
export function physicalName(name: string, maximum: number): string {
  const whole = `${pulumi.getProject()}-${pulumi.getStack()}-${name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .replace(/^(?=\d)/, "p");
  if (whole.length <= maximum) return whole;
  const own = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, maximum - own.length - 1).replace(/-$/, "")}-${own}`;
}

/** Bucket names have 3 to 63 characters; 12 are the account's, 14 the longest Region's. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const longestBucketPart = 63 - "-".length - 12 - "-".length - 14;

/**
 * The name of a bucket. Bucket names are the world's, so account and Region make ours.
 * @param prefix what AWS asks the name to begin with, as in `aws-waf-logs-`
 */
export function bucketNameOf(name: string, location: Location, prefix = ""): pulumi.Output<string> {
  const own = `${prefix}${physicalName(name, longestBucketPart - prefix.length)}`;
  return pulumi.interpolate`${own}-${location.accountId}-${location.region}`;
}
