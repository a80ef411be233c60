import { any, defineRule, missing, pass } from "../../rule";

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
  id: "cloudfront-logging",
  title: "CloudFront logs the requests of viewers",
  threat: "Nobody can tell who fetched ePHI through the distribution, and when.",
  remedy: "Set loggingConfig.bucket, or add an aws.cloudwatch.LogDeliverySource for the distribution with a delivery.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution"],
  check: (distribution, stack) =>
    any(
      ...[distribution.as("cloudfront.Distribution")?.at((p) => p.loggingConfig?.bucket)]
        .filter((bucket) => bucket !== undefined)
        .map((bucket) => bucket.isSet("viewers' requests are not logged", "a log bucket")),
      distribution
        .at((p) => p.defaultCacheBehavior.realtimeLogConfigArn)
        .isSet("viewers' requests are not logged", "a real-time log configuration"),
      stack
        .attached(distribution, "cloudwatch.LogDeliverySource", (p) => p.resourceArn)
        .some(
          // A source alone sends nothing: CloudWatch Logs API Reference, CreateDelivery.
          (source) =>
            stack
              .attached(source, "cloudwatch.LogDelivery", (p) => p.deliverySourceName)
              .some(
                () => pass(),
                () => missing(source, "viewers' requests are not logged", "an aws.cloudwatch.LogDelivery"),
              ),
          () => missing(distribution, "viewers' requests are not logged", "an aws.cloudwatch.LogDeliverySource"),
        ),
    ),
  equivalents: {
    cdkNag: ["CloudFrontDistributionAccessLogging"],
    prowler: ["cloudfront_distributions_logging_enabled"],
    checkov: ["CKV_AWS_86"],
    pulumi: ["aws-cloudfront-distribution-configure-access-logging", "aws-cloudfront-distribution-enable-access-logging"],
  },
  examples: {
    good: {
      "log bucket": (s) => s.add("cloudfront.Distribution", { ...distribution, loggingConfig: { bucket: "logs.s3.amazonaws.com" } }),
      "standard logging of the newer kind": (s) => {
        const logged = s.add("cloudfront.Distribution", distribution);
        const source = s.add("cloudwatch.LogDeliverySource", { logType: "ACCESS_LOGS", resourceArn: logged.out("arn") });
        s.add("cloudwatch.LogDelivery", { deliverySourceName: source.out("name"), deliveryDestinationArn: s.later() });
        return logged;
      },
    },
    bad: {
      "nothing set": (s) => s.add("cloudfront.Distribution", distribution),
      "log source without a delivery": (s) => {
        const distributed = s.add("cloudfront.Distribution", distribution);
        s.add("cloudwatch.LogDeliverySource", { logType: "ACCESS_LOGS", resourceArn: distributed.out("arn") });
        return distributed;
      },
      "bucket left out": (s) => s.add("cloudfront.Distribution", { ...distribution, loggingConfig: { includeCookies: false } }),
      "for many tenants, nothing set": (s) => s.addUntyped("cloudfront.MultitenantDistribution", { comment: "clinics", enabled: true }),
    },
    unknown: {
      "log source of something known later": (s) => {
        const source = s.add("cloudwatch.LogDeliverySource", { logType: "ACCESS_LOGS", resourceArn: s.later() });
        s.add("cloudwatch.LogDelivery", { deliverySourceName: source.out("name"), deliveryDestinationArn: s.later() });
        return s.add("cloudfront.Distribution", distribution);
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cloudfront.Distribution", { ...distribution, tags: { DataClassification: "public" } }),
    },
  },
});
