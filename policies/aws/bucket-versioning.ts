import type { Resource } from "../graph/resource";
import type { Stack } from "../graph/stack";
import { every, or, type Ternary } from "./ternary";

/** Whether a bucket keeps versions: by a BucketVersioning, which wins, inline, or because it is made with Object Lock, which enables versioning. */
export function isVersioned(bucket: Resource<"s3.Bucket">, stack: Stack): Ternary {
  const { certain, possible, complete } = stack.attached(bucket, "s3.BucketVersioning", (p) => p.bucket);
  if (certain.length > 0) return every(certain, (versioning) => versioning.at((p) => p.versioningConfiguration.status).is("Enabled"));
  if (!complete || possible.length > 0) return "unknown";
  return or(bucket.at((p) => p.versioning?.enabled).is(true), bucket.at((p) => p.objectLockEnabled).is(true));
}
