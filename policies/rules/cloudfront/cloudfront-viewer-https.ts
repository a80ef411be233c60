import { all, defineRule } from "../../rule";

const distribution = {
  enabled: true,
  origins: [{ originId: "site", domainName: "site.s3.us-east-1.amazonaws.com" }],
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1", sslSupportMethod: "sni-only" },
};
const behavior = { targetOriginId: "site", allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] };

const encrypted = ["https-only", "redirect-to-https"];

export default defineRule({
  id: "cloudfront-viewer-https",
  title: "CloudFront serves viewers over HTTPS only",
  threat: "ePHI that crosses the network in plain HTTP is read and altered on its way.",
  remedy: 'Set viewerProtocolPolicy to "redirect-to-https" or "https-only" in the default and in every other cache behavior.',
  cites: ["164.312(e)(2)(ii)", "164.308(a)(4)(ii)(A)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"],
  check: (distribution) =>
    all(
      distribution
        .at((p) => p.defaultCacheBehavior.viewerProtocolPolicy)
        .shown()
        .oneOf(encrypted, "viewers may use plain HTTP"),
      ...[
        distribution
          .as("cloudfront.Distribution")
          ?.list((p) => p.orderedCacheBehaviors)
          .each((other) =>
            other
              .at((b) => b.viewerProtocolPolicy)
              .shown()
              .oneOf(encrypted, "viewers may use plain HTTP"),
          ),
        distribution
          .as("cloudfront.MultitenantDistribution")
          ?.list((p) => p.cacheBehaviors)
          .each((other) =>
            other
              .at((b) => b.viewerProtocolPolicy)
              .shown()
              .oneOf(encrypted, "viewers may use plain HTTP"),
          ),
      ].filter((verdict) => verdict !== undefined),
    ),
  equivalents: {
    prowler: ["cloudfront_distributions_https_enabled"],
    checkov: ["CKV_AWS_34"],
    pulumi: ["aws-cloudfront-distribution-disallow-unencrypted-traffic"],
  },
  examples: {
    good: {
      "redirects to HTTPS": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "redirect-to-https" },
        }),
      "HTTPS only in every behavior of a multi-tenant distribution": (s) =>
        s.add("cloudfront.MultitenantDistribution", {
          comment: "clinics",
          enabled: true,
          tenantConfig: {},
          viewerCertificate: distribution.viewerCertificate,
          defaultCacheBehavior: {
            targetOriginId: "site",
            allowedMethods: { items: ["GET"], cachedMethods: ["GET"] },
            viewerProtocolPolicy: "https-only",
          },
        }),
    },
    bad: {
      "default behavior allows HTTP": (s) =>
        s.add("cloudfront.Distribution", { ...distribution, defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "allow-all" } }),
      "one of the other behaviors allows HTTP": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          orderedCacheBehaviors: [{ ...behavior, pathPattern: "/reports/*", viewerProtocolPolicy: "allow-all" }],
        }),
    },
    unknown: {
      "policy known later": (s) =>
        s.add("cloudfront.Distribution", { ...distribution, defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "allow-all" },
          tags: { DataClassification: "public" },
        }),
    },
  },
});
