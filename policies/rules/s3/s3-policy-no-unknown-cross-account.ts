import { judgePolicy } from "../../aws/iam/judge-policy";
import { letsInTrustedOnly } from "../../aws/iam/trusted-accounts";
import { decide, defineRule, list, notApplicable } from "../../rule";

const wanted = "accounts of the list";

export default defineRule({
  id: "s3-policy-no-unknown-cross-account",
  title: "S3 bucket policies let in known accounts only",
  threat: "An account of somebody without a business associate agreement reads ePHI.",
  remedy: "Remove the account from the policy, or add it to trustedAccounts once its agreement is signed.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["s3.BucketPolicy", "s3.Bucket"],
  parameters: {
    trustedAccounts: list({
      default: [],
      description:
        "Ids of the accounts that may be let in: the site's own and its business associates'. The rule speaks only where the list is set.",
    }),
  },
  // Which account is the site's own a preview does not show, so the list names it too.
  check(resource, _, { parameters }) {
    const policy = resource.at((p) => p.policy);
    if (parameters.trustedAccounts.length === 0) return notApplicable("no list of trusted accounts is configured");
    if (policy.state === "absent") return notApplicable("it holds no policy");
    return judgePolicy(policy, wanted, (document) => {
      const answer = letsInTrustedOnly(document, { accounts: parameters.trustedAccounts, organizations: [] });
      return decide(answer, "the policy lets in an account that is not on the list of trusted ones", [policy.evidence(wanted)]);
    });
  },
  equivalents: { prowler: ["s3_bucket_cross_account_access"] },
  examples: {
    good: {
      "an account of the list": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
      "an origin access identity of CloudFront": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1A2B3C4D5E6F7" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
      "a service": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
    },
    bad: {
      "another account": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:role/app" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
      "another account by id, beside a known one": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        const bucket = s.add("s3.Bucket", { bucket: "records" });
        return s.add("s3.BucketPolicy", {
          bucket: bucket.out("id"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: ["111122223333", "444455556666"] },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
    },
    unknown: {
      "a user by a canonical id": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::records/*",
              },
            ],
          }),
        });
      },
      "policy known later": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", { policy: s.later() });
      },
    },
    notApplicable: {
      "no list is configured": (s) =>
        s.add("s3.Bucket", {
          bucket: "records",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::records/*" },
            ],
          }),
        }),
      "no ePHI": (s) => {
        s.parameters({ trustedAccounts: ["111122223333"] });
        return s.add("s3.Bucket", {
          bucket: "site",
          tags: { DataClassification: "none" },
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:role/app" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::site/*",
              },
            ],
          }),
        });
      },
    },
  },
});
