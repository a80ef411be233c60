import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../foundation/classification";

export interface SubnetsArgs {
  readonly vpc: aws.ec2.Vpc;
  readonly zones: pulumi.Output<string[]>;
  readonly blocks: readonly string[];
  readonly tags: Tags;
}

/** A subnet in each zone, in which nothing gets a public address by itself: 45 CFR 164.312(a)(1). */
export function subnets(parent: pulumi.ComponentResource, name: string, args: SubnetsArgs): aws.ec2.Subnet[] {
  return args.blocks.map((cidrBlock, index) => {
    const own = `${name}-${index + 1}`;
    return new aws.ec2.Subnet(
      own,
      {
        vpcId: args.vpc.id,
        availabilityZone: args.zones.apply((names) => zone(names, index)),
        cidrBlock,
        mapPublicIpOnLaunch: false,
        tags: { ...args.tags, Name: own },
      },
      // A zone that AWS opens or closes later moves the others up or down the list, and must not move a subnet with all that is in it.
      { parent, ignoreChanges: ["availabilityZone"] },
    );
  });
}

function zone(names: readonly string[], index: number): string {
  const name = names[index];
  if (name === undefined)
    throw new pulumi.RunError(`the Region has ${names.length} Availability Zones, and zones asks for ${index + 1} at least`);
  return name;
}

/** What leads into subnets and out of them: what uses them waits for it. */
export interface Ways {
  readonly parts: readonly pulumi.Resource[];
}

/** The way to the Internet and from it, for public subnets. Load balancers and NAT gateways are refused as long as it is not there. */
export function publicRoutes(
  parent: pulumi.ComponentResource,
  name: string,
  vpc: aws.ec2.Vpc,
  publicSubnets: readonly aws.ec2.Subnet[],
  tags: Tags,
): Ways {
  const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { ...tags, Name: name } }, { parent });
  const table = new aws.ec2.RouteTable(
    `${name}-public`,
    { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }], tags: { ...tags, Name: `${name}-public` } },
    { parent },
  );
  const associations = publicSubnets.map(
    (subnet, index) =>
      new aws.ec2.RouteTableAssociation(`${name}-public-${index + 1}`, { subnetId: subnet.id, routeTableId: table.id }, { parent }),
  );
  return { parts: [gateway, table, ...associations] };
}

/**
 * A route table for each private subnet, which leads nowhere but to a NAT gateway in the same zone, where there is one. The routes are resources of their
 * own, so that others can be added.
 */
export function privateRoutes(
  parent: pulumi.ComponentResource,
  name: string,
  vpc: aws.ec2.Vpc,
  privateSubnets: readonly aws.ec2.Subnet[],
  tags: Tags,
  nat: Ways & { readonly subnets: readonly aws.ec2.Subnet[] },
): Ways & { readonly tables: readonly aws.ec2.RouteTable[] } {
  const routes = privateSubnets.map((subnet, index) => {
    const own = `${name}-private-${index + 1}`;
    const table = new aws.ec2.RouteTable(own, { vpcId: vpc.id, tags: { ...tags, Name: own } }, { parent });
    const association = new aws.ec2.RouteTableAssociation(own, { subnetId: subnet.id, routeTableId: table.id }, { parent });
    const natSubnet = nat.subnets[index];
    if (!natSubnet) return { table, parts: [association] };
    const address = new aws.ec2.Eip(own, { domain: "vpc", tags: { ...tags, Name: own } }, { parent });
    const gateway = new aws.ec2.NatGateway(
      own,
      { subnetId: natSubnet.id, allocationId: address.allocationId, tags: { ...tags, Name: own } },
      { parent, dependsOn: [...nat.parts] },
    );
    const route = new aws.ec2.Route(
      own,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id },
      { parent },
    );
    return { table, parts: [association, route] };
  });
  return { tables: routes.map(({ table }) => table), parts: routes.flatMap(({ parts }) => parts) };
}
