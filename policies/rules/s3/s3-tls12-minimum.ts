import { judgePolicy } from "../../aws/iam/judge-policy";
import { bucketResources, minimumTlsDenied } from "../../aws/iam/transport-denial";
import type { Cell } from "../../cell";
import { decide, defineRule, fail } from "../../rule";
import { UNKNOWN } from "../../unknown";

const because = "requests over TLS versions below 1.2 are not denied";
const wanted = "a Deny for everyone where s3:TlsVersion is less than 1.2";

export default defineRule({
  id: "s3-tls12-minimum",
  title: "S3 buckets refuse TLS versions below 1.2",
  threat: "Old TLS versions can be broken: ePHI can be read on its way.",
  remedy:
    'Add to the bucket\'s policy a Deny for Principal "*", Action "s3:*", on the bucket and on its objects, with the condition NumericLessThan s3:TlsVersion "1.2".',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  // Advisory: AWS's endpoints have stopped taking TLS below 1.2 (AWS Security Blog, "TLS 1.2 to become the minimum TLS protocol level
  // for all AWS API endpoints"). The statement documents the bound in the customer's own policy, and lets it be raised.
  level: "advisory",
  applies: "ephi",
  on: ["s3.Bucket"],
  check(bucket, stack) {
    const required = { actions: ["s3:*"], resources: bucketResources(bucket.at((p) => p.bucket).value ?? UNKNOWN) };
    const deniesOldTls = (policy: Cell<unknown>) =>
      policy.state === "absent"
        ? fail(because, [policy.evidence(wanted)])
        : judgePolicy(policy, wanted, (document) =>
            decide(minimumTlsDenied(document, "1.2", required).answer, because, [policy.evidence(wanted)]),
          );
    return stack
      .attached(bucket, "s3.BucketPolicy", (p) => p.bucket)
      .decide({ present: (policy) => deniesOldTls(policy.at((p) => p.policy)), absent: () => deniesOldTls(bucket.at((p) => p.policy)) });
  },
  equivalents: {},
  examples: {
    good: {
      "less than 1.2 denied": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
                Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
              },
            ],
          }),
        });
        return bucket;
      },
      "less than 1.3 denied, inline": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: "s3:*",
              Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
              Condition: { NumericLessThan: { "s3:TlsVersion": 1.3 } },
            },
          }),
        }),
    },
    bad: {
      "only less than 1.1 denied": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
                Condition: { NumericLessThan: { "s3:TlsVersion": "1.1" } },
              },
            ],
          }),
        });
        return bucket;
      },
      "no policy": (s) => s.add("s3.Bucket", { bucket: "records" }),
    },
    unknown: {
      "policy computed from the bucket's ARN": (s) => {
        const bucket = s.add("s3.Bucket", {});
        s.add("s3.BucketPolicy", { bucket: bucket.out("id"), policy: bucket.out("arn") });
        return bucket;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("s3.Bucket", { tags: { DataClassification: "none" } }),
    },
  },
});
