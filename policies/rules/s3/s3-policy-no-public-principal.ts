import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "s3-policy-no-public-principal",
  title: "S3 bucket policies grant nothing to everyone",
  threat: "Everyone on the Internet can list, read or change ePHI.",
  remedy:
    "Name the principals of each Allow, or narrow it with a condition on aws:PrincipalOrgID, aws:SourceAccount, aws:SourceArn, aws:SourceVpce or fixed addresses.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketPolicy", "s3.Bucket"],
  check(resource) {
    const policy = resource.at((p) => p.policy);
    return policy.state === "absent" ? notApplicable("it holds no policy") : grantsNothingToEveryone(policy);
  },
  equivalents: {
    config: ["s3-bucket-public-read-prohibited", "s3-bucket-public-write-prohibited"],
    prowler: ["s3_bucket_policy_public_write_access", "s3_bucket_public_access"],
    checkov: ["CKV_AWS_70"],
  },
  examples: {
    good: {
      "one role": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/records" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
      "everyone of one organization, inline": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: "*",
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::records/*",
              Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            },
          }),
        }),
    },
    bad: {
      everyone: (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::records/*" }],
          }),
        });
      },
      "everyone but one account, in the second statement": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: ["arn:aws:s3:::records", "arn:aws:s3:::records/*"],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
              { Effect: "Allow", NotPrincipal: { AWS: "111122223333" }, Action: "s3:PutObject", Resource: "arn:aws:s3:::records/*" },
            ],
          },
        });
      },
      "everyone who says that he comes from a site, inline": (s) =>
        s.add("s3.BucketV2", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: "*",
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::records/*",
              Condition: { StringLike: { "aws:Referer": "https://clinic.example/*" } },
            },
          }),
        }),
    },
    unknown: {
      "policy computed from the bucket's ARN": (s) => {
        const bucket = s.add("s3.Bucket", {});
        return s.add("s3.BucketPolicy", { bucket: bucket.out("id"), policy: bucket.out("arn") });
      },
    },
    notApplicable: {
      "no policy": (s) => s.add("s3.Bucket", {}),
      "the policy of a bucket that is public on purpose": (s) => {
        const bucket = s.add("s3.Bucket", { bucket: "site", tags: { DataClassification: "public" } });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" }],
          }),
        });
      },
    },
  },
});
