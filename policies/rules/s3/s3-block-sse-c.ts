import { some } from "../../aws/ternary";
import type { List } from "../../reader";
import { decide, defineRule, undetermined } from "../../rule";

function blocksCustomerKeys(types: List<string>) {
  const evidence = [types.cell.evidence('"SSE-C"')];
  if (types.state === "unknown") return undetermined(`${types.cell.path} is not known before deployment`, evidence);
  if (types.state === "absent") return undetermined("whether S3 blocks SSE-C by default depends on when the bucket was made", evidence);
  return decide(
    some(types.cells, (type) => type.is("SSE-C")),
    "objects can be written under keys that callers bring along",
    evidence,
  );
}

export default defineRule({
  id: "s3-block-sse-c",
  title: "S3 buckets refuse objects under keys that callers bring along (SSE-C)",
  threat: "An intruder with write access rewrites ePHI under a key that only he has, and no key policy or log of KMS shows it.",
  remedy: 'Add blockedEncryptionTypes with "SSE-C" to the rule of the bucket\'s aws.s3.BucketServerSideEncryptionConfiguration.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "low",
  // Advisory: what holds where nothing is set depends on the bucket's age, which a program does not show.
  level: "advisory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketServerSideEncryptionConfiguration", (p) => p.bucket)
      .decide({
        present: (configuration) => blocksCustomerKeys(configuration.list((p) => p.rules[0]?.blockedEncryptionTypes)),
        absent: () => blocksCustomerKeys(bucket.list((p) => p.serverSideEncryptionConfiguration?.rule.blockedEncryptionTypes)),
      }),
  equivalents: {},
  examples: {
    good: {
      "blocked in a separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, blockedEncryptionTypes: ["SSE-C"] }],
        });
        return bucket;
      },
      "blocked inline": (s) =>
        s.add("s3.Bucket", {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, blockedEncryptionTypes: ["SSE-C"] },
          },
        }),
    },
    bad: {
      "allowed in a separate resource": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketServerSideEncryptionConfiguration", {
          bucket: bucket.out("id"),
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, blockedEncryptionTypes: ["NONE"] }],
        });
        return bucket;
      },
      "allowed inline": (s) =>
        s.add("s3.Bucket", {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, blockedEncryptionTypes: ["NONE"] },
          },
        }),
    },
    unknown: {
      "nothing set": (s) => s.add("s3.Bucket", {}),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
    },
  },
});
