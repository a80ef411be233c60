import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, type Check, flag, input, listOf, optional, referenceTo, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForCertificate, certificateOf, type Domain, domainArgument, enterAddress } from "../foundation/domain";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { type Firewall, firewall, firewallArgument } from "../foundation/firewall";
import { locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { type KeyReference, keyArgument, type LogDestination, logsArgument } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { logRetentionArgument } from "../foundation/retention";
import { type Refuse, validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { isRange, privateRanges } from "../network/address-plan";
import { everywhere, securityGroup } from "./security-group";
import { actionsOf, type SignIn, signInArgument } from "./sign-in";

/** A VPC with private subnets, and public ones where the Internet is to reach the load balancer: a Network, or its ids. */
export interface LoadBalancerNetwork {
  /** The VPC's id. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets, in two Availability Zones at least. */
  privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of public subnets, in two Availability Zones at least; needed with `internetFacing`. */
  publicSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
}

export interface LoadBalancerArgs extends CommonArgs {
  /** Where the load balancer is: a Network. */
  network: LoadBalancerNetwork;
  /** The name by which it is reached, and its certificate. Serves 45 CFR 164.312(d), (e)(2)(ii). */
  domain: Domain;
  /** Whether the Internet reaches it; needs public subnets. Default: false. Serves 45 CFR 164.312(e)(1). */
  internetFacing?: boolean;
  /**
   * The ranges of IPv4 addresses from which it is reached, on port 443, and on port 80 to be sent there. Default: the private ranges of RFC 1918; with
   * `internetFacing`, everywhere. Serves 45 CFR 164.312(a)(1).
   */
  allowedRanges?: string[];
  /** The port of the targets, which they serve over HTTPS with TLS 1.2 or higher: 1 to 65535, default 8443. A certificate that they sign themselves will do. */
  targetPort?: number;
  /** The path that answers 200 while a target is well. Default: "/". */
  healthCheckPath?: string;
  /** Who has to sign in. Default: nobody, and the application asks. Serves 45 CFR 164.312(d), (a)(2)(iii). */
  signIn?: SignIn;
  /** Seconds that a browser stays with the same target: 60 to 43200. Default: it does not. Serves 45 CFR 164.312(a)(2)(iii). */
  stickinessSeconds?: number;
  /** Seconds without traffic after which a connection is closed: 1 to 900, default 60. Serves 45 CFR 164.312(a)(2)(iii). */
  idleTimeoutSeconds?: number;
  /** Whether only cryptography that is validated for FIPS 140-3 is used. Default: false, and true in AWS GovCloud (US). Serves 45 CFR 164.312(e)(2)(ii). */
  fips?: boolean;
  /** The web application firewall, which cannot be left out. Serves 45 CFR 164.308(a)(5)(ii)(B). */
  firewall?: Firewall;
  /** The KMS key of the firewall's logs; it must let "logs" use it. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /** The bucket that takes access and connection logs; load balancers can only write under S3's own keys. Default: a LogBucket is created. Serves 45 CFR 164.312(b). */
  logs?: LogDestination;
  /** Days that the firewall's logs are kept: 2192, which is six years, to 3653; default 2192. Serves 45 CFR 164.316(b)(2)(i). */
  logRetentionDays?: number;
  /** Whether the load balancer is protected from deletion. Default: true; false needs `exception`. Serves 45 CFR 164.308(a)(7)(i). */
  deletionProtection?: boolean;
  /** Why a safeguard is weakened; asked for with `deletionProtection`. */
  exception?: ExceptionEntry;
}

const oneYear = 365 * 24 * 60 * 60;

const subnetIds: Check = input(
  listOf(input(text({ matching: /^subnet-[0-9a-f]+$/, described: "the id of a subnet" })), { described: "a list of subnet ids" }),
);

const argumentTable: ArgumentTable<LoadBalancerArgs> = {
  ...commonArguments,
  network: referenceTo<LoadBalancerNetwork>({
    vpcId: input(text({ matching: /^vpc-[0-9a-f]+$/, described: "the id of a VPC" })),
    privateSubnetIds: subnetIds,
    publicSubnetIds: optional(subnetIds),
  }),
  domain: domainArgument,
  internetFacing: optional(flag()),
  allowedRanges: optional(listOf(text({ described: "a range of IPv4 addresses" }), { minimum: 1, described: "a list of ranges" })),
  targetPort: optional(wholeNumber({ minimum: 1, maximum: 65_535, unit: "a port" })),
  healthCheckPath: optional(text({ maximum: 1024, matching: /^\//, described: 'a path that begins with "/"' })),
  signIn: signInArgument,
  stickinessSeconds: optional(wholeNumber({ minimum: 60, maximum: 43_200, unit: "seconds" })),
  idleTimeoutSeconds: optional(wholeNumber({ minimum: 1, maximum: 900, unit: "seconds" })),
  fips: optional(flag()),
  firewall: firewallArgument,
  key: keyArgument,
  logs: logsArgument,
  logRetentionDays: logRetentionArgument,
  deletionProtection: optional(flag()),
  exception: exceptionArgument,
};

function together(args: LoadBalancerArgs, refuse: Refuse): void {
  const { network, internetFacing = false, allowedRanges = [] } = args;
  askForCertificate(args.domain, refuse);
  const [argument, chosen] = internetFacing
    ? ["network.publicSubnetIds", network.publicSubnetIds ?? []]
    : ["network.privateSubnetIds", network.privateSubnetIds];
  if (Array.isArray(chosen) && chosen.length < 2) refuse(argument, "must have two subnets at least, in two Availability Zones");
  for (const [index, range] of allowedRanges.entries()) {
    if (!isRange(range)) refuse(`allowedRanges[${index}]`, "must be a range of IPv4 addresses from its first one, as in 203.0.113.0/24");
  }
  askForException(
    args.deletionProtection === false ? { deletionProtection: "lets the load balancer be deleted by mistake" } : {},
    args.exception,
    refuse,
  );
}

/**
 * An application load balancer that takes TLS 1.2 or higher only: plain HTTP is sent to HTTPS, a firewall stands before it, requests and connections are logged for
 * six years, and whoever left the screen signs in again. To its targets it speaks HTTPS, and no setting of AWS's forbids old TLS there: have the targets take 1.2 or
 * higher. (User Guide for Application Load Balancers, "Security policies": backend connections.) Serves 45 CFR 164.312(a)(1), (a)(2)(iii), (b), (e)(1), (e)(2)(ii).
 * It costs about 16 USD a month, and what passes through it.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** The load balancer's ARN. */
  readonly arn: pulumi.Output<string>;
  /** The name that AWS gives it, for an alias of your own. */
  readonly dnsName: pulumi.Output<string>;
  /** The hosted zone of that name. */
  readonly zoneId: pulumi.Output<string>;
  /** The ARN of the HTTPS listener, for rules of your own. */
  readonly listenerArn: pulumi.Output<string>;
  /** The ARN of the target group. A Service takes it. */
  readonly targetGroupArn: pulumi.Output<string>;
  /** The port of the targets. */
  readonly targetPort: pulumi.Output<number>;
  /** The id of its security group, which the targets let in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of its firewall. */
  readonly webAclArn: pulumi.Output<string>;
  /** The name of the bucket that takes its logs. */
  readonly logBucket: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("LoadBalancer"),
      name,
      validated("LoadBalancer", name, args, argumentTable, together),
      componentOptions("LoadBalancer", opts),
    );
    const child = { parent: this };
    const location = locationOf(this);
    const own = tagsOf(args);
    const tags = { ...own, ...exceptionTags(args.exception) };
    const { network, domain, internetFacing = false, targetPort = 8443 } = args;
    const logs = args.logs ?? new LogBucket(`${name}-logs`, { writers: ["load-balancer"], ...(args.tags && { tags: args.tags }) }, child);
    const group = securityGroup(this, name, {
      vpcId: network.vpcId,
      allowedRanges: args.allowedRanges ?? (internetFacing ? [everywhere] : privateRanges),
      targetPort,
      asksForTokens: args.signIn !== undefined,
      tags: own,
    });
    const accessLogs = { enabled: true, bucket: logs.bucket, prefix: `load-balancer/${name}` };
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        name: physicalName(name, 32),
        loadBalancerType: "application",
        internal: !internetFacing,
        subnets: internetFacing && network.publicSubnetIds !== undefined ? network.publicSubnetIds : network.privateSubnetIds,
        securityGroups: [group.id],
        enableDeletionProtection: args.deletionProtection ?? true,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        idleTimeout: args.idleTimeoutSeconds ?? 60,
        accessLogs,
        connectionLogs: accessLogs,
        tags,
      },
      { ...child, deleteBeforeReplace: true },
    );
    const targets = new aws.lb.TargetGroup(
      name,
      {
        // With its port: a listener holds on to a target group, so that one for another port has to be there before this one can go.
        name: physicalName(`${name}-${targetPort}`, 32),
        vpcId: network.vpcId,
        targetType: "ip",
        protocol: "HTTPS",
        port: targetPort,
        deregistrationDelay: 30,
        healthCheck: { protocol: "HTTPS", path: args.healthCheckPath ?? "/", matcher: "200" },
        ...(args.stickinessSeconds !== undefined && {
          stickiness: { enabled: true, type: "lb_cookie", cookieDuration: args.stickinessSeconds },
        }),
        tags: own,
      },
      child,
    );
    const listener = new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        protocol: "HTTPS",
        port: 443,
        sslPolicy: location.partition.apply((partition) => tlsPolicy(args.fips ?? partition === "aws-us-gov")),
        certificateArn: certificateOf(this, name, domain, own),
        defaultActions: actionsOf(args.signIn, targets.arn),
        routingHttpResponseServerEnabled: false,
        routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${oneYear}; includeSubDomains`,
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
        tags: own,
      },
      child,
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: balancer.arn,
        protocol: "HTTP",
        port: 80,
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
        tags: own,
      },
      child,
    );
    enterAddress(this, name, domain, { name: balancer.dnsName, zoneId: balancer.zoneId });
    const webAclArn = guard(this, name, args);
    new aws.wafv2.WebAclAssociation(name, { resourceArn: balancer.arn, webAclArn }, child);

    this.arn = balancer.arn;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = listener.arn;
    // ECS takes a target group only once a listener leads to it: what uses it waits for the listener.
    this.targetGroupArn = pulumi.all([targets.arn, listener.arn]).apply(([targetGroupArn]) => targetGroupArn);
    this.targetPort = pulumi.output(targetPort);
    this.securityGroupId = group.id;
    this.webAclArn = pulumi.output(webAclArn);
    this.logBucket = pulumi.output(logs.bucket);
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      listenerArn: this.listenerArn,
      targetGroupArn: this.targetGroupArn,
      targetPort: this.targetPort,
      securityGroupId: this.securityGroupId,
      webAclArn: this.webAclArn,
      logBucket: this.logBucket,
    });
  }
}

/**
 * TLS 1.2 and 1.3 with forward secrecy and without CBC, and the same of FIPS 140-3.
 * Source: User Guide for Application Load Balancers, "Security policies for your Application Load Balancer".
 */
function tlsPolicy(fips: boolean): string {
  return fips ? "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09" : "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
}

function guard(parent: pulumi.ComponentResource, name: string, args: LoadBalancerArgs): pulumi.Input<string> {
  const webAclArn = args.firewall?.webAclArn;
  if (webAclArn !== undefined) return webAclArn;
  return firewall(parent, name, args.firewall, {
    scope: "REGIONAL",
    keyArn: resolveKey(parent, name, args.key, {
      description: `Logs of the firewall of ${name}`,
      services: ["logs"],
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    }),
    tags: tagsOf(args),
    ...(args.logRetentionDays !== undefined && { logRetentionDays: args.logRetentionDays }),
  });
}
