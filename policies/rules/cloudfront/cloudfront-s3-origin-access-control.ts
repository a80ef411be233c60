import { or, type Ternary, ternary } from "../../aws/ternary";
import type { List } from "../../reader";
import { any, defineRule, notApplicable, when } from "../../rule";

const distribution = {
  enabled: true,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1", sslSupportMethod: "sni-only" },
  defaultCacheBehavior: {
    targetOriginId: "site",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "redirect-to-https",
  },
};
const origin = { originId: "site", domainName: "site.s3.us-east-1.amazonaws.com" };

const shared = {
  enabled: true,
  comment: "records",
  tenantConfig: {},
  viewerCertificate: { cloudfrontDefaultCertificate: true },
  defaultCacheBehavior: {
    targetOriginId: "site",
    allowedMethods: { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
    viewerProtocolPolicy: "redirect-to-https",
  },
};

function holdsBlock<Block>(blocks: List<Block>): Ternary {
  return blocks.state === "unknown" ? "unknown" : ternary(blocks.items.length > 0);
}

export default defineRule({
  id: "cloudfront-s3-origin-access-control",
  title: "CloudFront signs its requests to S3 origins",
  threat: "A bucket that CloudFront reads without a name must be open to everyone, past whatever the distribution checks.",
  remedy:
    "Set originAccessControlId of the origin to an aws.cloudfront.OriginAccessControl and let the bucket policy name the distribution.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"],
  check(resource) {
    const because = "the bucket is read without a name";
    const elsewhere = () => notApplicable("no origin is a bucket");
    const distribution = resource.as("cloudfront.Distribution");
    if (distribution) {
      return distribution
        .list((p) => p.origins)
        .each((origin) =>
          when(
            // An origin that is neither a custom one (an S3 website endpoint is) nor in a VPC is a bucket.
            or(origin.at((o) => o.customOriginConfig).present, origin.at((o) => o.vpcOriginConfig).present),
            elsewhere,
            () =>
              any(
                origin.at((o) => o.originAccessControlId).isSet(because, "an origin access control"),
                // The older way; it cannot read objects under a KMS key, but it closes the bucket as well.
                origin.at((o) => o.s3OriginConfig?.originAccessIdentity).isSet(because, "an origin access identity"),
              ),
          ),
        );
    }
    const shared = resource.as("cloudfront.MultitenantDistribution");
    if (!shared) return notApplicable();
    return shared
      .list((p) => p.origins)
      .each((origin) =>
        when(or(holdsBlock(origin.list((o) => o.customOriginConfigs)), holdsBlock(origin.list((o) => o.vpcOriginConfigs))), elsewhere, () =>
          origin.at((o) => o.originAccessControlId).isSet(because, "an origin access control"),
        ),
      );
  },
  equivalents: {
    cdkNag: ["CloudFrontDistributionS3OriginAccessControl", "CloudFrontDistributionS3OriginAccessIdentity", "S3WebBucketOAIAccess"],
    prowler: ["cloudfront_distributions_s3_origin_access_control", "cloudfront_distributions_s3_origin_non_existent_bucket"],
    checkov: ["CKV2_AWS_46"],
  },
  examples: {
    good: {
      "origin access control": (s) =>
        s.add("cloudfront.Distribution", { ...distribution, origins: [{ ...origin, originAccessControlId: s.later() }] }),
      "origin access control on a distribution for many tenants": (s) =>
        s.add("cloudfront.MultitenantDistribution", {
          ...shared,
          origins: [{ id: "site", domainName: "site.s3.us-east-1.amazonaws.com", originAccessControlId: s.later() }],
        }),
      "origin access identity": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          origins: [{ ...origin, s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E1" } }],
        }),
    },
    bad: {
      "no access control": (s) => s.add("cloudfront.Distribution", { ...distribution, origins: [origin] }),
      "no access control on a distribution for many tenants": (s) =>
        s.add("cloudfront.MultitenantDistribution", {
          ...shared,
          origins: [{ id: "site", domainName: "site.s3.us-east-1.amazonaws.com" }],
        }),
      "one of two origins": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          origins: [
            { ...origin, originAccessControlId: s.later() },
            { originId: "reports", domainName: "reports.s3.us-east-1.amazonaws.com" },
          ],
        }),
    },
    unknown: {
      "origins known later": (s) => s.add("cloudfront.Distribution", { ...distribution, origins: s.later() }),
    },
    notApplicable: {
      "custom origin": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          origins: [
            {
              originId: "site",
              domainName: "api.example.com",
              customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
            },
          ],
        }),
      "no ePHI": (s) => s.add("cloudfront.Distribution", { ...distribution, origins: [origin], tags: { DataClassification: "none" } }),
    },
  },
});
