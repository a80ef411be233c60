import { not, or, type Ternary } from "../../aws/ternary";
import { negotiatesAtLeast } from "../../aws/tls-policies";
import type { Resource } from "../../graph/resource";
import { defineRule, fail, when } from "../../rule";

const distribution = {
  enabled: true,
  origins: [{ originId: "site", domainName: "site.s3.us-east-1.amazonaws.com" }],
  restrictions: { geoRestriction: { restrictionType: "none" } },
  defaultCacheBehavior: {
    targetOriginId: "site",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "redirect-to-https",
  },
};
const certificate = { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1", sslSupportMethod: "sni-only" };

/**
 * The provider takes a certificate that is named before the flag of the default one, and the default one where none is named. The tenants of a
 * multi-tenant distribution may bring certificates of their own, so there only the flag tells.
 */
function namesCertificate(distribution: Resource<"cloudfront.Distribution">): Ternary {
  return or(
    distribution.at((p) => p.viewerCertificate.acmCertificateArn).present,
    distribution.at((p) => p.viewerCertificate.iamCertificateId).present,
  );
}

export default defineRule({
  id: "cloudfront-tls12",
  title: "CloudFront negotiates TLS 1.2 or higher with viewers",
  threat: "A connection that falls back to an old TLS version can be read or altered by known attacks.",
  remedy:
    'Use a certificate of your own (viewerCertificate.acmCertificateArn) and set viewerCertificate.minimumProtocolVersion to "TLSv1.2_2021" or newer.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"],
  check(distribution) {
    const byDefault = distribution.at((p) => p.viewerCertificate.cloudfrontDefaultCertificate);
    const single = distribution.as("cloudfront.Distribution");
    return when(
      single ? not(namesCertificate(single)) : byDefault.is(true),
      // CloudFront Developer Guide, "Supported protocols and ciphers": the default certificate sets TLSv1 whatever the minimum says.
      () => fail("CloudFront's default certificate accepts TLS 1.0", [byDefault.evidence("a certificate of your own")]),
      () =>
        distribution
          .at((p) => p.viewerCertificate.minimumProtocolVersion)
          .shown()
          .or("TLSv1")
          .test((name) => negotiatesAtLeast("cloudfront", name, "1.2"), "TLS 1.2 or higher", "TLS below 1.2 is accepted"),
    );
  },
  equivalents: {
    cdkNag: ["CloudFrontDistributionHttpsViewerNoOutdatedSSL"],
    prowler: [
      "cloudfront_distributions_using_deprecated_ssl_protocols",
      "cloudfront_distributions_custom_ssl_certificate",
      "cloudfront_distributions_https_sni_enabled",
    ],
    checkov: ["CKV_AWS_174", "CKV2_AWS_42"],
    pulumi: ["aws-cloudfront-distribution-configure-secure-tls"],
  },
  examples: {
    good: {
      "TLS 1.2": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          viewerCertificate: { ...certificate, minimumProtocolVersion: "TLSv1.2_2021" },
        }),
      "multi-tenant distribution whose tenants bring the certificates": (s) =>
        s.add("cloudfront.MultitenantDistribution", {
          comment: "clinics",
          enabled: true,
          tenantConfig: {},
          defaultCacheBehavior: {
            targetOriginId: "site",
            allowedMethods: { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
            viewerProtocolPolicy: "redirect-to-https",
          },
          viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" },
        }),
      "TLS 1.3": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          viewerCertificate: { ...certificate, minimumProtocolVersion: "TLSv1.3_2025" },
        }),
    },
    bad: {
      "minimum left out": (s) => s.add("cloudfront.Distribution", { ...distribution, viewerCertificate: certificate }),
      "TLS 1.1": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          viewerCertificate: { ...certificate, minimumProtocolVersion: "TLSv1.1_2016" },
        }),
      "no certificate, whatever the minimum": (s) =>
        s.add("cloudfront.Distribution", { ...distribution, viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2021" } }),
      "default certificate, whatever the minimum": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" },
        }),
    },
    unknown: {
      "certificate block known later": (s) => s.add("cloudfront.Distribution", { ...distribution, viewerCertificate: s.later() }),
      "minimum known later": (s) =>
        s.add("cloudfront.Distribution", { ...distribution, viewerCertificate: { ...certificate, minimumProtocolVersion: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          viewerCertificate: { cloudfrontDefaultCertificate: true },
          tags: { DataClassification: "public" },
        }),
    },
  },
});
