import { negotiatesAtLeast } from "../../aws/tls-policies";
import type { Cell } from "../../cell";
import type { List } from "../../reader";
import { all, defineRule, notApplicable, type Verdict, when } from "../../rule";

const distribution = {
  enabled: true,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};
const behavior = { targetOriginId: "api", allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] };
const origin = { originId: "api", domainName: "api.example.com" };
const ports = { httpPort: 80, httpsPort: 443 };

const readOnly = { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] };
const shared = (originProtocolPolicy: string, viewerProtocolPolicy: string, protocol = "TLSv1.2") => ({
  comment: "clinics",
  enabled: true,
  tenantConfig: {},
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
  defaultCacheBehavior: { targetOriginId: "api", viewerProtocolPolicy, allowedMethods: readOnly },
  origins: [
    { id: "api", domainName: "api.example.com", customOriginConfigs: [{ ...ports, originProtocolPolicy, originSslProtocols: [protocol] }] },
  ],
});

/** Judges one origin's connection; `viewers` is the verdict where it uses what the viewer uses. */
function encrypted(policy: Cell<string>, protocols: List<string>, viewers: () => Verdict): Verdict {
  return all(
    when(policy.is("match-viewer"), viewers, () => policy.shown().equals("https-only", "the origin is reached over plain HTTP")),
    // The protocols do not matter where plain HTTP is all that is spoken: an S3 website endpoint knows nothing else.
    when(policy.is("http-only"), notApplicable, () =>
      protocols.eachValue((protocol) =>
        protocol
          .shown()
          .test((name) => negotiatesAtLeast("cloudfront", name, "1.2"), "TLS 1.2 or higher", "TLS below 1.2 is used with the origin"),
      ),
    ),
  );
}

export default defineRule({
  id: "cloudfront-origin-tls",
  title: "CloudFront reaches its origins over TLS 1.2 or higher",
  threat: "ePHI between CloudFront and the origin crosses the network in plain text or under breakable encryption.",
  remedy:
    'Set originProtocolPolicy to "https-only" and originSslProtocols to ["TLSv1.2"]; in place of an S3 website endpoint use the bucket with an origin access control.',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudfront.Distribution", "cloudfront.MultitenantDistribution", "cloudfront.VpcOrigin"],
  check(resource) {
    const single = resource.as("cloudfront.Distribution");
    if (single) {
      const because = "the origin is reached over plain HTTP when the viewer uses it";
      const viewers = () =>
        all(
          single
            .at((p) => p.defaultCacheBehavior.viewerProtocolPolicy)
            .shown()
            .noneOf(["allow-all"], because),
          single
            .list((p) => p.orderedCacheBehaviors)
            .each((other) =>
              other
                .at((b) => b.viewerProtocolPolicy)
                .shown()
                .noneOf(["allow-all"], because),
            ),
        );
      return single
        .list((p) => p.origins)
        .each((origin) =>
          when(
            origin.at((o) => o.customOriginConfig).present,
            () =>
              encrypted(
                origin.at((o) => o.customOriginConfig?.originProtocolPolicy),
                origin.list((o) => o.customOriginConfig?.originSslProtocols),
                viewers,
              ),
            // A bucket is reached by what the viewer uses, a VPC origin by what it says itself.
            () => notApplicable("no origin is a custom one"),
          ),
        );
    }
    const multitenant = resource.as("cloudfront.MultitenantDistribution");
    if (multitenant) {
      const because = "the origin is reached over plain HTTP when the viewer uses it";
      const viewers = () =>
        all(
          multitenant
            .at((p) => p.defaultCacheBehavior.viewerProtocolPolicy)
            .shown()
            .noneOf(["allow-all"], because),
          multitenant
            .list((p) => p.cacheBehaviors)
            .each((other) =>
              other
                .at((b) => b.viewerProtocolPolicy)
                .shown()
                .noneOf(["allow-all"], because),
            ),
        );
      return multitenant
        .list((p) => p.origins)
        .each((origin) =>
          origin
            .list((o) => o.customOriginConfigs)
            .each((config) =>
              encrypted(
                config.at((c) => c.originProtocolPolicy),
                config.list((c) => c.originSslProtocols),
                viewers,
              ),
            ),
        );
    }
    const vpcOrigin = resource.as("cloudfront.VpcOrigin");
    if (!vpcOrigin) return notApplicable();
    const policy = vpcOrigin.at((p) => p.vpcOriginEndpointConfig.originProtocolPolicy);
    return encrypted(
      policy,
      vpcOrigin.list((p) => p.vpcOriginEndpointConfig.originSslProtocols.items),
      // The origin does not know who its distributions are, and distributions of other stacks may use it.
      () => policy.shown().equals("https-only", "the origin may be reached over plain HTTP"),
    );
  },
  equivalents: {
    cdkNag: ["CloudFrontDistributionNoOutdatedSSL"],
    prowler: ["cloudfront_distributions_origin_traffic_encrypted"],
    checkov: ["CKV2_AWS_54", "CKV2_AWS_72"],
    pulumi: ["aws-cloudfront-distribution-configure-secure-tls-to-origin", "aws-cloudfront-distribution-enable-tls-to-origin"],
  },
  examples: {
    good: {
      "HTTPS with TLS 1.2": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] } }],
        }),
      "what the viewer uses, who uses HTTPS": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] } }],
        }),
      "VPC origin": (s) =>
        s.add("cloudfront.VpcOrigin", {
          vpcOriginEndpointConfig: {
            ...ports,
            name: "api",
            arn: s.later(),
            originProtocolPolicy: "https-only",
            originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
          },
        }),
      "what the viewer uses, who uses HTTPS, for many tenants": (s) =>
        s.add("cloudfront.MultitenantDistribution", shared("match-viewer", "https-only")),
    },
    bad: {
      "TLS 1.1 among the protocols": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [
            {
              ...origin,
              customOriginConfig: { ...ports, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.1", "TLSv1.2"] },
            },
          ],
        }),
      "what the viewer uses, who may use HTTP": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "allow-all" },
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] } }],
        }),
      "S3 website endpoint": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [
            {
              originId: "api",
              domainName: "reports.s3-website-us-east-1.amazonaws.com",
              customOriginConfig: { ...ports, originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] },
            },
          ],
        }),
      "what the viewer uses, who may use HTTP on another path": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          orderedCacheBehaviors: [{ ...behavior, pathPattern: "/images/*", viewerProtocolPolicy: "allow-all" }],
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: "match-viewer", originSslProtocols: ["TLSv1.2"] } }],
        }),
      "what the viewer uses, who may use HTTP, for many tenants": (s) =>
        s.add("cloudfront.MultitenantDistribution", shared("match-viewer", "allow-all")),
      "what the viewer uses, who may use HTTP on another path, for many tenants": (s) =>
        s.add("cloudfront.MultitenantDistribution", {
          ...shared("match-viewer", "https-only"),
          cacheBehaviors: [
            { targetOriginId: "api", pathPattern: "/images/*", viewerProtocolPolicy: "allow-all", allowedMethods: readOnly },
          ],
        }),
      "plain HTTP for many tenants": (s) => s.add("cloudfront.MultitenantDistribution", shared("http-only", "https-only")),
      "TLS 1.1 for many tenants": (s) => s.add("cloudfront.MultitenantDistribution", shared("https-only", "https-only", "TLSv1.1")),
      "VPC origin by what the viewer uses": (s) =>
        s.add("cloudfront.VpcOrigin", {
          vpcOriginEndpointConfig: {
            ...ports,
            name: "api",
            arn: s.later(),
            originProtocolPolicy: "match-viewer",
            originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
          },
        }),
      "VPC origin with TLS 1.1": (s) =>
        s.add("cloudfront.VpcOrigin", {
          vpcOriginEndpointConfig: {
            ...ports,
            name: "api",
            arn: s.later(),
            originProtocolPolicy: "https-only",
            originSslProtocols: { items: ["TLSv1.1"], quantity: 1 },
          },
        }),
    },
    unknown: {
      "policy known later": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: s.later(), originSslProtocols: ["TLSv1.2"] } }],
        }),
    },
    notApplicable: {
      "bucket as the origin": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https-only" },
          origins: [{ originId: "api", domainName: "reports.s3.us-east-1.amazonaws.com", originAccessControlId: s.later() }],
        }),
      "no ePHI": (s) =>
        s.add("cloudfront.Distribution", {
          ...distribution,
          tags: { DataClassification: "none" },
          defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "allow-all" },
          origins: [{ ...origin, customOriginConfig: { ...ports, originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1"] } }],
        }),
    },
  },
});
