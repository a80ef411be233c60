import { defineRule } from "../../rule";

const distribution = {
  enabled: true,
  origins: [{ originId: "site", domainName: "site.s3.us-east-1.amazonaws.com" }],
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1", sslSupportMethod: "sni-only" },
  defaultCacheBehavior: {
    targetOriginId: "site",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    viewerProtocolPolicy: "redirect-to-https",
  },
};

export default defineRule({
  id: "cloudfront-waf",
  title: "CloudFront distributions stand behind a web application firewall",
  threat: "Known attacks on web applications reach the application that holds ePHI unfiltered.",
  remedy: "Set webAclId to the ARN of an aws.wafv2.WebAcl of scope CLOUDFRONT.",
  // Advisory: AWS Firewall Manager may associate a web ACL from outside of any program.
  cites: ["164.308(a)(5)(ii)(B)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"],
  check(distribution) {
    const webAcl = distribution.at((p) => p.webAclId);
    return webAcl.isSet("no web ACL is associated", "the ARN of a web ACL");
  },
  equivalents: {
    cdkNag: ["CloudFrontDistributionWAFIntegration"],
    prowler: ["cloudfront_distributions_using_waf"],
    checkov: ["CKV_AWS_68"],
    pulumi: ["aws-cloudfront-distribution-configure-waf"],
  },
  examples: {
    good: {
      "web ACL of the stack": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          webAclId: s
            .add("wafv2.WebAcl", {
              scope: "CLOUDFRONT",
              defaultAction: { block: {} },
              visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "clinic", sampledRequestsEnabled: true },
            })
            .out("arn"),
        }),
      "web ACL known later": (s) => s.add("cloudfront.Distribution", { ...distribution, webAclId: s.later() }),
    },
    bad: {
      "nothing set": (s) => s.add("cloudfront.Distribution", distribution),
      "price class alone": (s) => s.add("cloudfront.Distribution", { ...distribution, priceClass: "PriceClass_100" }),
      "for many tenants, nothing set": (s) => s.addUntyped("cloudfront.MultitenantDistribution", { comment: "clinics", enabled: true }),
    },
    unknown: {
      "classification known later": (s) => s.add("cloudfront.Distribution", { ...distribution, tags: { DataClassification: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudfront.Distribution", { ...distribution, tags: { DataClassification: "public" } }),
    },
  },
});
