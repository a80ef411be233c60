import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, listOf, optional, text, wholeNumber } from "../foundation/checks";
import { Classification, tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { bucketArn, locationOf } from "../foundation/location";
import { onceThere } from "../foundation/once-there";
import { physicalName } from "../foundation/physical-name";
import { type LogDestination, logsArgument } from "../foundation/references";
import { type Refuse, validated } from "../foundation/validation";
import { LogBucket } from "../log-bucket/log-bucket";
import { addressPlan, isPrivateRange, isRange, prefixLengths } from "./address-plan";
import { defaultEndpoints, endpoints } from "./endpoints";
import { closeDefaults, guardPrivate, guardPublic } from "./guards";
import { privateRoutes, publicRoutes, subnets } from "./subnets";

export interface NetworkArgs extends CommonArgs {
  /**
   * The range of IPv4 addresses, a private one of /16 to /22 as in "10.20.0.0/16". Default: "10.0.0.0/16". It cannot be changed later, and networks that
   * are to be connected must not overlap.
   */
  cidrBlock?: string;
  /** The number of Availability Zones: 2 (default) or 3. Serves 45 CFR 164.308(a)(7)(i). */
  zones?: number;
  /**
   * Whether there are public subnets and an Internet gateway, for load balancers that the Internet reaches. Default: false. Nothing in them gets a public
   * address by itself. Serves 45 CFR 164.312(e)(1).
   */
  publicSubnets?: boolean;
  /**
   * Whether what is in the private subnets reaches the Internet, by a NAT gateway in each zone; needs `publicSubnets`. Default: false, and AWS's services
   * are reached by endpoints. A NAT gateway costs about 33 USD a month, and 0.045 USD for a GB. Serves 45 CFR 164.312(a)(1).
   */
  natGateways?: boolean;
  /**
   * The AWS services that get an interface endpoint, beside S3 and DynamoDB, which always have a gateway: "sqs", "ssm", "execute-api"; or a whole name,
   * "com.amazonaws.us-east-1.sqs". Default: "ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager" and "sts". Each costs about 7 USD a month in each zone, and
   * 0.01 USD for a GB. Serves 45 CFR 164.312(e)(1).
   */
  endpoints?: string[];
  /** Ids of other accounts whose identities, and whose buckets and tables, are reached through the endpoints. Default: this account alone. Serves 45 CFR 164.312(a)(1). */
  trustedAccounts?: string[];
  /** Private ranges beyond this network, of sites or other networks that are connected to it, which its subnets let in: 16 at most, unless the quota of rules in a network ACL is raised. Default: none. */
  connectedNetworks?: string[];
  /**
   * The bucket that keeps the flow logs. Default: a LogBucket is created, which keeps them six years. Flow logs cost about 0.25 USD for a GB.
   * Serves 45 CFR 164.312(b), 164.316(b)(2)(i).
   */
  logs?: LogDestination;
}

const defaultCidrBlock = "10.0.0.0/16";
const range = text({ matching: /^[\d.]+\/\d+$/, described: "a range of IPv4 addresses, as in 10.20.0.0/16" });

const argumentTable: ArgumentTable<NetworkArgs> = {
  ...commonArguments,
  cidrBlock: optional(range),
  zones: optional(wholeNumber({ minimum: 2, maximum: 3, unit: "zones" })),
  publicSubnets: optional(flag()),
  natGateways: optional(flag()),
  endpoints: optional(
    listOf(text({ matching: /^[a-z0-9][a-z0-9.-]*$/, described: 'the name of an AWS service, as in "sqs" or "ecr.api"' }), {
      described: "a list of AWS services",
    }),
  ),
  trustedAccounts: optional(
    listOf(text({ matching: /^\d{12}$/, described: "an account's id of 12 digits" }), { minimum: 1, described: "a list of account ids" }),
  ),
  connectedNetworks: optional(listOf(range, { minimum: 1, described: "a list of ranges" })),
  logs: logsArgument,
};

function together(args: NetworkArgs, refuse: Refuse): void {
  const { cidrBlock = defaultCidrBlock, connectedNetworks = [], endpoints: services = [] } = args;
  const prefixLength = Number(cidrBlock.split("/")[1]);
  if (!isPrivateRange(cidrBlock) || prefixLength < prefixLengths.shortest || prefixLength > prefixLengths.longest) {
    const { shortest, longest } = prefixLengths;
    refuse(
      "cidrBlock",
      `must be a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 of /${shortest} to /${longest}, from its first address`,
    );
  }
  for (const [index, connected] of connectedNetworks.entries()) {
    if (!isRange(connected) || !isPrivateRange(connected)) {
      refuse(`connectedNetworks[${index}]`, "must be a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, from its first address");
    }
  }
  if (args.natGateways === true && args.publicSubnets !== true) refuse("natGateways", "needs publicSubnets, where the gateways are");
  for (const gateway of ["s3", "dynamodb"]) {
    if (services.includes(gateway)) refuse("endpoints", `must not name "${gateway}", which always has a gateway`);
  }
}

/**
 * A VPC whose subnets no route of the Internet leads to: AWS's services are reached by endpoints that only the account's own identities pass, flow logs are
 * kept six years, the default security group and the ports of administration are closed. Public subnets and NAT gateways are there on demand.
 * Serves 45 CFR 164.312(a)(1), (b), (e)(1).
 */
export class Network extends pulumi.ComponentResource {
  /** The VPC's id. */
  readonly vpcId: pulumi.Output<string>;
  /** The VPC's range of IPv4 addresses. */
  readonly cidrBlock: pulumi.Output<string>;
  /** Ids of the private subnets, one in each zone. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Ids of the public subnets, one in each zone; none without `publicSubnets`. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Ids of the private subnets' route tables, for routes to networks that are connected. */
  readonly privateRouteTableIds: pulumi.Output<string>[];
  /** Ids of the interface endpoints, by the names of their services as `endpoints` gives them. An Api takes that of "execute-api". */
  readonly endpointIds: { [service: string]: pulumi.Output<string> };
  /** The id of the security group of the interface endpoints. */
  readonly endpointSecurityGroupId: pulumi.Output<string>;
  /** The name of the bucket that keeps the flow logs. */
  readonly logBucket: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("Network"), name, validated("Network", name, args, argumentTable, together), componentOptions("Network", opts));
    const location = locationOf(this);
    const child = { parent: this };
    const tags = tagsOf(args);
    // Here only what load balancers and NAT gateways send passes, encrypted; nothing rests.
    const publicTags = tagsOf({ ...(args.tags && { tags: args.tags }) }, Classification.Internal);
    const cidrBlock = args.cidrBlock ?? defaultCidrBlock;
    const zoneCount = args.zones ?? 2;
    const plan = addressPlan(cidrBlock, zoneCount);
    const zones = aws.getAvailabilityZonesOutput(
      { state: "available", filters: [{ name: "zone-type", values: ["availability-zone"] }] },
      child,
    ).names;
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock, enableDnsHostnames: true, enableDnsSupport: true, tags: { ...tags, Name: physicalName(name, 255) } },
      child,
    );
    closeDefaults(this, name, vpc, tags);

    const place = { vpc, zones };
    const privateSubnets = subnets(this, `${name}-private`, { ...place, blocks: plan.privateBlocks, tags });
    const publicSubnets =
      args.publicSubnets === true ? subnets(this, `${name}-public`, { ...place, blocks: plan.publicBlocks, tags: publicTags }) : [];
    const publicWays = publicSubnets.length > 0 ? publicRoutes(this, name, vpc, publicSubnets, publicTags) : { parts: [] };
    const routes = privateRoutes(this, name, vpc, privateSubnets, tags, {
      ...publicWays,
      subnets: args.natGateways === true ? publicSubnets : [],
    });
    const privateRanges = [cidrBlock, ...(args.connectedNetworks ?? [])];
    const privateGuard = guardPrivate(this, name, { vpc, subnets: privateSubnets, ranges: privateRanges, tags });
    const publicGuards =
      publicSubnets.length > 0 ? [guardPublic(this, name, { vpc, subnets: publicSubnets, ranges: [cidrBlock], tags: publicTags })] : [];

    const endpointGroup = new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      {
        name: physicalName(`${name}-endpoints`, 255),
        description: "Endpoints of AWS services",
        vpcId: vpc.id,
        ingress: [{ description: "HTTPS from the network", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [cidrBlock] }],
        egress: [],
        tags: { ...tags, Name: `${name}-endpoints` },
      },
      child,
    );
    const { interfaces, parts: ends } = endpoints(this, name, {
      location,
      vpc,
      services: args.endpoints ?? defaultEndpoints,
      trustedAccounts: args.trustedAccounts ?? [],
      subnetIds: privateSubnets.map(({ id }) => id),
      routeTableIds: routes.tables.map(({ id }) => id),
      securityGroupId: endpointGroup.id,
      tags,
    });

    const logs = args.logs ?? new LogBucket(`${name}-logs`, { writers: ["log-delivery"], ...(args.tags && { tags: args.tags }) }, child);
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: vpc.id,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: bucketArn(location, logs.bucket),
        maxAggregationInterval: 60,
        destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
        tags,
      },
      child,
    );

    this.vpcId = vpc.id;
    this.cidrBlock = pulumi.output(cidrBlock);
    // What runs in a subnet needs the ways out of it from the start: ECS gives up on a service whose first tasks cannot fetch their image.
    this.privateSubnetIds = privateSubnets.map(({ id }) => onceThere(id, [...routes.parts, privateGuard, ...ends]));
    this.publicSubnetIds = publicSubnets.map(({ id }) => onceThere(id, [...publicWays.parts, ...publicGuards]));
    this.privateRouteTableIds = routes.tables.map(({ id }) => id);
    this.endpointIds = Object.fromEntries(interfaces.map(([service, { id }]) => [service, id]));
    this.endpointSecurityGroupId = endpointGroup.id;
    this.logBucket = pulumi.output(logs.bucket);
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      privateSubnetIds: this.privateSubnetIds,
      publicSubnetIds: this.publicSubnetIds,
      privateRouteTableIds: this.privateRouteTableIds,
      endpointIds: this.endpointIds,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
      logBucket: this.logBucket,
    });
  }
}
