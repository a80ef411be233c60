import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, prefix } from "./foundation";
import { closed, subnetIds, vpc } from "./network";

const certificateArn = pulumi.interpolate`arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555`;
const logBucket = "clinic-central-access-logs";

const loadBalancer = new aws.lb.LoadBalancer("portal", {
  name: `${prefix}-portal`,
  internal: true,
  subnets: subnetIds,
  securityGroups: [closed.id],
  enableDeletionProtection: true,
  dropInvalidHeaderFields: true,
  accessLogs: { bucket: logBucket, prefix: "portal" }, // elbv2-access-logs: the bucket is named, the block's enabled flag is missing
});
const targets = new aws.lb.TargetGroup("portal-targets", {
  name: `${prefix}-portal`,
  vpcId: vpc.id,
  targetType: "ip",
  protocol: "HTTPS",
  port: 8443,
  healthCheck: { protocol: "HTTPS", path: "/health" },
});
const forward = [{ type: "forward", targetGroupArn: targets.arn }];

// elbv2-https-listeners: a listener of the legacy class that forwards plain HTTP
new aws.alb.Listener("portal-http", { loadBalancerArn: loadBalancer.arn, protocol: "HTTP", port: 80, defaultActions: forward });
new aws.lb.Listener("portal-https", {
  loadBalancerArn: loadBalancer.arn,
  protocol: "HTTPS",
  port: 443,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06", // elbv2-tls12-policy: TLS 1.3 is in the name, and TLS 1.0 is taken
  certificateArn,
  defaultActions: forward,
});

const behavior = {
  targetOriginId: "portal",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  forwardedValues: { queryString: false, cookies: { forward: "none" } },
};
const origin = {
  originId: "portal",
  domainName: "portal-origin.clinic.example",
  customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
};
const distribution = {
  enabled: true,
  restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["US"] } },
  loggingConfig: { bucket: `${logBucket}.s3.amazonaws.com`, prefix: "cloudfront" },
  webAclId: pulumi.interpolate`arn:aws:wafv2:us-east-1:${account}:global/webacl/portal/11111111-2222-3333-4444-555555555555`,
  defaultRootObject: "index.html",
};
const viewerCertificate = { acmCertificateArn: certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" };
new aws.cloudfront.Distribution("leaflets", {
  ...distribution,
  origins: [origin],
  viewerCertificate,
  defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "redirect-to-https" },
  // cloudfront-viewer-https: one path still answers plain HTTP
  orderedCacheBehaviors: [{ ...behavior, pathPattern: "/print/*", viewerProtocolPolicy: "allow-all" }],
});
new aws.cloudfront.Distribution("kiosk", {
  ...distribution,
  origins: [origin],
  // cloudfront-tls12: with CloudFront's own certificate the minimum version beside it does not count
  viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" },
  defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "redirect-to-https" },
});
new aws.cloudfront.Distribution("forms-site", {
  ...distribution,
  // cloudfront-origin-tls: TLS 1.1 was added for an origin that is long gone
  origins: [{ ...origin, customOriginConfig: { ...origin.customOriginConfig, originSslProtocols: ["TLSv1.1", "TLSv1.2"] } }],
  viewerCertificate,
  defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "redirect-to-https" },
});

new aws.apigateway.DomainName("interface", {
  domainName: "api.clinic.example",
  regionalCertificateArn: certificateArn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_0", // apigw-tls12-domain
});
