import type { Cell } from "../../cell";
import type { Referrer } from "../../graph/stack";
import { defineRule, fail, notApplicable, pass, undetermined } from "../../rule";

const because = "the bucket writes its access logs into itself";

export default defineRule({
  id: "s3-log-target-not-self",
  title: "S3 access logs go into another bucket",
  threat: "Whoever may delete ePHI may delete the trace of it too, and each log makes another one.",
  remedy: "Set targetBucket to a bucket that is kept for logs.",
  cites: ["164.312(b)", "164.312(c)(1)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check(bucket, stack) {
    const another = (holder: Referrer, destination: Cell<string>) =>
      stack.target(holder, destination, "s3.Bucket").decide({
        resource: (found) => (found.urn === bucket.urn ? fail : pass)(because, [destination.evidence("another bucket")]),
        absent: () => notApplicable("it writes no access logs"),
        outside: () =>
          bucket.at((p) => p.bucket).state === "unknown"
            ? undetermined("the bucket's own name is not known before deployment", [destination.evidence("another bucket")])
            : pass(because, [destination.evidence("another bucket")]),
      });
    return stack
      .attached(bucket, "s3.BucketLogging", (p) => p.bucket)
      .decide({
        present: (logging) =>
          another(
            logging,
            logging.at((p) => p.targetBucket),
          ),
        absent: () =>
          another(
            bucket,
            bucket.at((p) => p.logging?.targetBucket),
          ),
      });
  },
  equivalents: {},
  examples: {
    good: {
      "another bucket": (s) => {
        const logs = s.add("s3.Bucket", {});
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: logs.out("id"), targetPrefix: "records/" });
        return bucket;
      },
      "another bucket, inline in the older class": (s) => {
        const logs = s.add("s3.BucketV2", {});
        return s.add("s3.BucketV2", { loggings: [{ targetBucket: logs.out("id") }] });
      },
    },
    bad: {
      "the same bucket": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: bucket.out("id"), targetPrefix: "access/" });
        return bucket;
      },
      "the same bucket by name": (s) => s.add("s3.Bucket", { bucket: "records", logging: { targetBucket: "records" } }),
    },
    unknown: {
      "target known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketLogging", { bucket: bucket.out("id"), targetBucket: s.later(), targetPrefix: "records/" });
        return bucket;
      },
    },
    notApplicable: {
      "writes no access logs": (s) => s.add("s3.Bucket", {}),
      "no ePHI": (s) => s.add("s3.Bucket", { bucket: "site", logging: { targetBucket: "site" }, tags: { DataClassification: "none" } }),
    },
  },
});
