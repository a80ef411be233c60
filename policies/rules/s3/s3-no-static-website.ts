import { and, not, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { decide, defineRule } from "../../rule";

/** What is set to a value known later may turn out to be nothing. */
const isSet = (cell: Cell<unknown>): Ternary => (cell.state === "unknown" ? "unknown" : cell.present);
const because = "the bucket is a website, which S3 serves over plain HTTP only";

export default defineRule({
  id: "s3-no-static-website",
  title: "S3 buckets serve no website",
  threat: "Website endpoints speak plain HTTP only: ePHI can be read and changed on its way.",
  remedy: "Remove the website configuration; serve the bucket through CloudFront with origin access control.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket"],
  // A website that only redirects serves no object. Source: Amazon S3 User Guide, "Website endpoints" (no HTTPS).
  check(bucket, stack) {
    const serves = (website: Cell<unknown>, redirect: Cell<unknown>) => {
      const isWebsite = and(isSet(website), not(isSet(redirect)));
      return decide(not(isWebsite), because, [website.evidence("no website")]);
    };
    return stack
      .attached(bucket, "s3.BucketWebsiteConfiguration", (p) => p.bucket)
      .decide({
        present: (website) =>
          serves(
            website.at((p) => p.indexDocument),
            website.at((p) => p.redirectAllRequestsTo),
          ),
        absent: () =>
          serves(
            bucket.at((p) => p.website),
            bucket.at((p) => p.website?.redirectAllRequestsTo),
          ),
      });
  },
  equivalents: {},
  examples: {
    good: {
      "no website": (s) => s.add("s3.Bucket", {}),
      "a website that only redirects": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketWebsiteConfiguration", {
          bucket: bucket.out("id"),
          redirectAllRequestsTo: { hostName: "clinic.example", protocol: "https" },
        });
        return bucket;
      },
    },
    bad: {
      "a website": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketWebsiteConfiguration", { bucket: bucket.out("id"), indexDocument: { suffix: "index.html" } });
        return bucket;
      },
      "inline in the older class": (s) => s.add("s3.BucketV2", { websites: [{ indexDocument: "index.html" }] }),
    },
    unknown: {
      "website of a bucket known later": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketWebsiteConfiguration", { bucket: s.later(), indexDocument: { suffix: "index.html" } });
        return bucket;
      },
    },
    notApplicable: {
      "public on purpose": (s) =>
        s.add("s3.BucketV2", { tags: { DataClassification: "public" }, websites: [{ indexDocument: "index.html" }] }),
    },
  },
});
