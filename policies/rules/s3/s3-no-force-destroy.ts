import { defineRule } from "../../rule";

export default defineRule({
  id: "s3-no-force-destroy",
  title: "S3 buckets are not destroyed with their objects",
  threat: "One wrong pulumi destroy deletes all ePHI in the bucket, all versions included.",
  remedy: "Remove forceDestroy or set it to false.",
  cites: ["164.312(c)(1)", "164.308(a)(7)(ii)(A)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.Bucket", "s3.DirectoryBucket"],
  check: (bucket) =>
    bucket
      .at((p) => p.forceDestroy)
      .or(false)
      .equals(false, "the bucket may be destroyed with its objects"),
  fix: () => ({ forceDestroy: false }),
  equivalents: {},
  examples: {
    good: {
      "nothing set": (s) => s.add("s3.Bucket", {}),
      "switched off": (s) => s.add("s3.BucketV2", { forceDestroy: false }),
    },
    bad: {
      "switched on": (s) => s.add("s3.BucketV2", { forceDestroy: true }),
      "directory bucket": (s) =>
        s.add("s3.DirectoryBucket", { bucket: "records--use1-az4--x-s3", location: { name: "use1-az4" }, forceDestroy: true }),
    },
    unknown: {
      "known later": (s) => s.add("s3.Bucket", { forceDestroy: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { forceDestroy: true, tags: { DataClassification: "none" } }),
    },
  },
});
