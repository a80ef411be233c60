import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup } from "./log-groups";
import { prefix } from "./naming";
import { edgeSubnets, loadBalancerGroup, portalPort, vpc } from "./network";
import { portalClient, signInDomain, staff } from "./people";
import { accessLogs } from "./storage";

const settings = new pulumi.Config();
const domainName = settings.require("domainName");
const hostedZoneId = settings.require("hostedZoneId");
/** Seconds after which somebody who left the screen signs in again. */
const signInSeconds = 15 * 60;

const certificate = new aws.acm.Certificate("portal", { domainName, validationMethod: "DNS", keyAlgorithm: "EC_prime256v1" });
const proof = certificate.domainValidationOptions.apply((options) => options[0]);
const proofRecord = new aws.route53.Record("portal-certificate", {
  zoneId: hostedZoneId,
  name: proof.apply((option) => option?.resourceRecordName ?? ""),
  type: proof.apply((option) => option?.resourceRecordType ?? "CNAME"),
  records: [proof.apply((option) => option?.resourceRecordValue ?? "")],
  ttl: 300,
});
const validated = new aws.acm.CertificateValidation("portal", {
  certificateArn: certificate.arn,
  validationRecordFqdns: [proofRecord.fqdn],
});

const loadBalancer = new aws.lb.LoadBalancer("portal", {
  name: `${prefix}-portal`,
  loadBalancerType: "application",
  internal: false,
  subnets: edgeSubnets.map((subnet) => subnet.id),
  securityGroups: [loadBalancerGroup.id],
  enableDeletionProtection: true,
  dropInvalidHeaderFields: true,
  idleTimeout: 60,
  accessLogs: { enabled: true, bucket: accessLogs.bucket, prefix: "load-balancer" },
  connectionLogs: { enabled: true, bucket: accessLogs.bucket, prefix: "load-balancer" },
});

export const portalTargets = new aws.lb.TargetGroup("portal", {
  name: `${prefix}-portal`,
  vpcId: vpc.id,
  targetType: "ip",
  protocol: "HTTPS",
  port: portalPort,
  deregistrationDelay: 30,
  healthCheck: { protocol: "HTTPS", path: "/health", matcher: "200" },
});

export const httpsListener = new aws.lb.Listener("portal-https", {
  loadBalancerArn: loadBalancer.arn,
  protocol: "HTTPS",
  port: 443,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  certificateArn: validated.certificateArn,
  defaultActions: [
    {
      type: "authenticate-cognito",
      order: 1,
      authenticateCognito: {
        userPoolArn: staff.arn,
        userPoolClientId: portalClient.id,
        userPoolDomain: signInDomain.domain,
        sessionTimeout: signInSeconds,
        onUnauthenticatedRequest: "authenticate",
      },
    },
    { type: "forward", order: 2, targetGroupArn: portalTargets.arn },
  ],
});

new aws.lb.Listener("portal-http", {
  loadBalancerArn: loadBalancer.arn,
  protocol: "HTTP",
  port: 80,
  defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
});

new aws.route53.Record("portal", {
  zoneId: hostedZoneId,
  name: domainName,
  type: "A",
  aliases: [{ name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true }],
});

const managedGroups = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet"];
const firewall = new aws.wafv2.WebAcl("portal", {
  name: `${prefix}-portal`,
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: managedGroups.map((name, priority) => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName: name },
  })),
  visibilityConfig: { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName: "portal" },
});
new aws.wafv2.WebAclAssociation("portal", { resourceArn: loadBalancer.arn, webAclArn: firewall.arn });
// WAF takes only log groups whose names start so.
const firewallLogs = logGroup("firewall", `aws-waf-logs-${prefix}`);
new aws.wafv2.WebAclLoggingConfiguration("portal", {
  resourceArn: firewall.arn,
  logDestinationConfigs: [firewallLogs.arn],
  redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
});

export const portalAddress = `https://${domainName}`;
