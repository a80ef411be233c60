import { hasEffect, someStatement } from "../../aws/iam/answer";
import type { PatternElement } from "../../aws/iam/document";
import { coversAllOf, deniesEveryone } from "../../aws/iam/element";
import { judgePolicy } from "../../aws/iam/judge-policy";
import { and, not, or, some, type Ternary, ternary } from "../../aws/ternary";
import { decide, defineRule, notApplicable } from "../../rule";

const wanted = "no Deny of everything for everyone";

/** Whether a Resource takes in the bucket itself or all of its objects; a Deny for the objects under one prefix closes that prefix alone. */
function takesInBucket(resources: PatternElement | undefined): Ternary {
  if (resources === undefined) return "unknown";
  const named = or(
    some(resources.known, (arn) => ternary(/^[^/]*(?:\/\*+)?$/.test(arn))),
    resources.open ? "unknown" : "no",
  );
  return resources.negated ? not(named) : named;
}

export default defineRule({
  id: "s3-policy-no-lockout",
  title: "S3 bucket policies lock nobody out for good",
  threat: "In an emergency nobody but the account's root user can reach ePHI, or mend the policy.",
  remedy: 'Give the Deny of "s3:*" a Condition, or narrow its Principal or Action.',
  cites: ["164.312(a)(2)(ii)", "164.308(a)(7)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketPolicy", "s3.Bucket"],
  check(resource) {
    const policy = resource.at((p) => p.policy);
    if (policy.state === "absent") return notApplicable("it holds no policy");
    return judgePolicy(policy, wanted, (document) => {
      const { answer } = someStatement(document, (statement) =>
        and(
          hasEffect(statement, "Deny"),
          deniesEveryone(statement.principal),
          coversAllOf(statement.actions, "s3:*", false),
          takesInBucket(statement.resources),
          statement.conditionsOpen ? "unknown" : ternary(statement.conditions.length === 0),
        ),
      );
      return decide(not(answer), "a statement denies everything to everyone, without a condition", [policy.evidence(wanted)]);
    });
  },
  equivalents: { checkov: ["CKV_AWS_93"] },
  examples: {
    good: {
      "denies plain HTTP": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        }),
      "denies everyone everything under one prefix": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::records/quarantine/*" }],
          }),
        }),
      "denies everyone one action": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::records" }],
          }),
        });
      },
    },
    bad: {
      "denies everyone everything but what is under one prefix": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", NotResource: "arn:aws:s3:::records/public/*" }],
          }),
        }),
      "denies everyone everything": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::records" }],
          }),
        });
      },
      "denies everyone everything, inline": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: { AWS: "*" }, Action: ["*"], Resource: ["arn:aws:s3:::records/*"] }],
          },
        }),
    },
    unknown: {
      "policy known later": (s) => s.add("s3.Bucket", { policy: s.later() }),
    },
    notApplicable: {
      "no policy": (s) => s.add("s3.Bucket", {}),
      "no ePHI": (s) =>
        s.add("s3.Bucket", {
          bucket: "site",
          tags: { DataClassification: "none" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::site/*" }],
          }),
        }),
    },
  },
});
