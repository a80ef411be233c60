import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";

/** What names no security group gets the VPC's default one, and with it no traffic at all: 45 CFR 164.312(a)(1). */
export function closeDefaults(parent: pulumi.ComponentResource, name: string, vpc: aws.ec2.Vpc, tags: Tags): void {
  new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [], tags: { ...tags, Name: `${name}-closed` } }, { parent });
}

export interface GuardArgs {
  readonly vpc: aws.ec2.Vpc;
  readonly subnets: readonly aws.ec2.Subnet[];
  /** The private ranges that come in on every port: security groups decide what they reach. */
  readonly ranges: readonly string[];
  readonly tags: Tags;
}

interface Opening {
  readonly cidrBlock: string;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
}

const everywhere = "0.0.0.0/0";

function tcp(fromPort: number, toPort: number): Opening {
  return { cidrBlock: everywhere, protocol: "tcp", fromPort, toPort };
}

function everything(cidrBlock: string): Opening {
  return { cidrBlock, protocol: "-1", fromPort: 0, toPort: 0 };
}

/**
 * The ports on which answers come back, without that of Remote Desktop: a network ACL does not know which packet is an answer.
 * Source: Amazon VPC User Guide, "Ephemeral ports".
 */
const answers: readonly Opening[] = [tcp(1024, 3388), tcp(3390, 65_535)];

/**
 * The second line behind security groups, 45 CFR 164.312(e)(1): from outside come answers only, so that a security group that is opened by mistake opens
 * no port of administration to anybody beyond the network.
 */
export function guardPrivate(parent: pulumi.ComponentResource, name: string, args: GuardArgs): aws.ec2.NetworkAcl {
  return guard(parent, `${name}-private`, args, [...args.ranges.map(everything), ...answers]);
}

/** As {@link guardPrivate}; HTTPS comes in as well, and plain HTTP, which load balancers send back to HTTPS. */
export function guardPublic(parent: pulumi.ComponentResource, name: string, args: GuardArgs): aws.ec2.NetworkAcl {
  return guard(parent, `${name}-public`, args, [...args.ranges.map(everything), tcp(443, 443), tcp(80, 80), ...answers]);
}

function guard(parent: pulumi.ComponentResource, name: string, args: GuardArgs, openings: readonly Opening[]): aws.ec2.NetworkAcl {
  return new aws.ec2.NetworkAcl(
    name,
    {
      vpcId: args.vpc.id,
      subnetIds: args.subnets.map(({ id }) => id),
      ingress: openings.map((opening, index) => ({ ruleNo: 100 + index * 10, action: "allow", ...opening })),
      // What goes out is for security groups to say, which remember the way back.
      egress: [{ ruleNo: 100, action: "allow", ...everything(everywhere) }],
      tags: { ...args.tags, Name: name },
    },
    { parent },
  );
}
