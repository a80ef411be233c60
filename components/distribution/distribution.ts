import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, input, listOf, optional, text } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForCertificate, certificateOf, type Domain, domainArgument, enterAddress } from "../foundation/domain";
import { type Firewall, firewall, firewallArgument } from "../foundation/firewall";
import { locationOf } from "../foundation/location";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { accessLogs } from "./access-logs";
import { type OriginServer, serverArgument, serverOrigin, siteOrigin } from "./origins";
import { responseHeaders } from "./response-headers";

export interface DistributionArgs extends CommonArgs {
  /** The name by which it is reached, and its certificate, which has to be in us-east-1. Serves 45 CFR 164.312(d), (e)(2)(ii). */
  domain: Domain;
  /** The server that answers. Default: a bucket of files is created, which only CloudFront reads. What a server answers is not cached. */
  server?: OriginServer;
  /** Countries from which it is reached, by two letters: "US". Default: all. Serves 45 CFR 164.312(a)(1). */
  allowedCountries?: string[];
  /** Ids of key groups whose signatures on an address or a cookie open it. Default: none, and whoever is let in by the origin. Serves 45 CFR 164.312(d). */
  trustedKeyGroupIds?: pulumi.Input<string>[];
  /** The content security policy that browsers are told where the origin tells none. Default: "default-src 'self'; frame-ancestors 'none'". */
  contentSecurityPolicy?: string;
  /** The web application firewall, which cannot be left out; a web ACL that you bring has the scope CLOUDFRONT. Serves 45 CFR 164.308(a)(5)(ii)(B). */
  firewall?: Firewall;
  /**
   * The KMS key of the files in the bucket; it must let "cloudfront" use it. Does not go with `server`. Default: one is created, 1 USD a month.
   * Serves 45 CFR 164.312(a)(2)(iv).
   */
  key?: KeyReference;
  /** The KMS key of the firewall's logs, in us-east-1; it must let "logs" use it. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  firewallKey?: KeyReference;
  /** The bucket that takes the access logs. Default: a LogBucket is created. Serves 45 CFR 164.312(b). */
  logs?: LogDestination;
  /** Days that the firewall's logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
}

const argumentTable: ArgumentTable<DistributionArgs> = {
  ...commonArguments,
  domain: domainArgument,
  server: serverArgument,
  allowedCountries: optional(
    listOf(text({ matching: /^[A-Z]{2}$/, described: 'a country by two letters, as in "US"' }), {
      minimum: 1,
      described: "a list of countries",
    }),
  ),
  trustedKeyGroupIds: optional(
    listOf(input(text({ maximum: 100, described: "the id of a key group" })), { minimum: 1, described: "a list of key groups" }),
  ),
  contentSecurityPolicy: optional(text({ maximum: 1783, described: "a content security policy" })),
  firewall: firewallArgument,
  key: keyArgument,
  firewallKey: keyArgument,
  logs: logsArgument,
  logRetentionDays: logRetentionArgument,
};

function together(args: DistributionArgs, refuse: Refuse): void {
  askForCertificate(args.domain, refuse);
  if (args.key && args.server) refuse("key", "does not go with server: there are no files to encrypt");
  if (args.firewallKey && args.firewall?.webAclArn !== undefined) {
    refuse("firewallKey", "does not go with firewall.webAclArn, which has logs of its own");
  }
  if (args.server?.name === args.domain.name)
    refuse("server.name", "must be another one than domain.name, or requests would go in circles");
}

/**
 * Certificates, firewalls and log deliveries of CloudFront live in this Region, wherever the rest of the program is.
 * Source: CloudFront Developer Guide, "Requirements for using SSL/TLS certificates with CloudFront"; AWS WAF Developer Guide, "Amazon CloudFront distributions".
 */
const edgeRegion = "us-east-1";

/**
 * A CloudFront distribution that speaks TLS 1.2 or higher on both sides: it reads a bucket by signed requests, or a server over HTTPS, behind a firewall, with
 * security headers and a log line for each request. Serves 45 CFR 164.312(a)(1), (b), (e)(1), (e)(2)(ii). CloudFront is no part of AWS GovCloud (US), and in China
 * it is another service that needs uploaded certificates: there, use a LoadBalancer.
 */
export class Distribution extends pulumi.ComponentResource {
  /** The distribution's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The distribution's id. */
  readonly distributionId: pulumi.Output<string>;
  /** The name that CloudFront gives it, for an alias of your own. */
  readonly dnsName: pulumi.Output<string>;
  /** The name of the bucket of files; empty with `server`. */
  readonly bucket: pulumi.Output<string>;
  /** The ARN of its firewall. */
  readonly webAclArn: pulumi.Output<string>;
  /** The name of the bucket that takes its logs. */
  readonly logBucket: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("Distribution"),
      name,
      validated("Distribution", name, args, argumentTable, together),
      componentOptions("Distribution", opts),
    );
    const child = { parent: this };
    const location = locationOf(this);
    const tags = tagsOf(args);
    const common = { ...(args.tags && { tags: args.tags }), ...(args.classification && { classification: args.classification }) };
    const { domain, server } = args;
    const writers = server ? ["log-delivery"] : ["s3", "log-delivery"];
    const logs = args.logs ?? new LogBucket(`${name}-logs`, { writers, ...(args.tags && { tags: args.tags }) }, child);
    const source = server
      ? serverOrigin(this, name, server, tags)
      : siteOrigin(this, name, {
          location,
          keyArn: resolveKey(this, name, args.key, {
            description: `Files of ${name}`,
            through: ["s3"],
            services: ["cloudfront"],
            ...common,
          }),
          logBucket: logs.bucket,
          tags,
        });
    const webAclArn =
      args.firewall?.webAclArn ??
      firewall(this, name, args.firewall, {
        scope: "CLOUDFRONT",
        keyArn: resolveKey(this, `${name}-firewall`, args.firewallKey, {
          description: `Logs of the firewall of ${name}`,
          services: ["logs"],
          region: edgeRegion,
          ...common,
        }),
        tags,
        region: edgeRegion,
        ...(args.logRetentionDays !== undefined && { logRetentionDays: args.logRetentionDays }),
      });
    const distribution = new aws.cloudfront.Distribution(
      name,
      {
        enabled: true,
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        comment: name,
        aliases: [domain.name],
        ...(source.defaultRootObject !== undefined && { defaultRootObject: source.defaultRootObject }),
        origins: [source.origin],
        defaultCacheBehavior: {
          ...source.behavior,
          targetOriginId: source.origin.originId,
          viewerProtocolPolicy: "redirect-to-https",
          responseHeadersPolicyId: responseHeaders(this, name, args.contentSecurityPolicy ?? "default-src 'self'; frame-ancestors 'none'")
            .id,
          compress: true,
          ...(args.trustedKeyGroupIds && { trustedKeyGroups: args.trustedKeyGroupIds }),
        },
        restrictions: {
          geoRestriction: args.allowedCountries
            ? { restrictionType: "whitelist", locations: args.allowedCountries }
            : { restrictionType: "none" },
        },
        viewerCertificate: {
          acmCertificateArn: certificateOf(this, name, domain, tags, edgeRegion),
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        webAclId: webAclArn,
        tags,
      },
      child,
    );
    accessLogs(this, name, { location, distributionArn: distribution.arn, logBucket: logs.bucket, region: edgeRegion, tags });
    enterAddress(this, name, domain, { name: distribution.domainName, zoneId: distribution.hostedZoneId });

    this.arn = distribution.arn;
    this.distributionId = distribution.id;
    this.dnsName = distribution.domainName;
    this.bucket = source.bucket ?? pulumi.output("");
    this.webAclArn = pulumi.output(webAclArn);
    this.logBucket = pulumi.output(logs.bucket);
    this.registerOutputs({
      arn: this.arn,
      distributionId: this.distributionId,
      dnsName: this.dnsName,
      bucket: this.bucket,
      webAclArn: this.webAclArn,
      logBucket: this.logBucket,
    });
  }
}
