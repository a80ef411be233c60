import {
  AssociateRouteTableCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DisassociateRouteTableCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
} from "@aws-sdk/client-ec2";
import type { PropertiesOf } from "../../../../policies/reader";
import { emulated, type Making } from "../kind";
import { arnOf, ec2, filters, tagged } from "./ec2";

const vpc = emulated("ec2.Vpc", {
  async create(making) {
    const { cidrBlock, enableDnsHostnames, enableDnsSupport, instanceTenancy } = making.inputs;
    const { Vpc: made } = await ec2(making, CreateVpcCommand, {
      CidrBlock: cidrBlock,
      InstanceTenancy: instanceTenancy,
      TagSpecifications: tagged("vpc", making.tags),
    });
    const VpcId = made?.VpcId ?? "";
    if (enableDnsSupport !== undefined)
      await ec2(making, ModifyVpcAttributeCommand, { VpcId, EnableDnsSupport: { Value: enableDnsSupport } });
    if (enableDnsHostnames !== undefined)
      await ec2(making, ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: { Value: enableDnsHostnames } });
    const of = filters({ "vpc-id": VpcId, default: "true" });
    const { NetworkAcls: lists = [] } = await ec2(making, DescribeNetworkAclsCommand, of);
    const { SecurityGroups: groups = [] } = await ec2(
      making,
      DescribeSecurityGroupsCommand,
      filters({ "vpc-id": VpcId, "group-name": "default" }),
    );
    const { RouteTables: tables = [] } = await ec2(
      making,
      DescribeRouteTablesCommand,
      filters({ "vpc-id": VpcId, "association.main": "true" }),
    );
    const outputs = {
      arn: arnOf(making, "vpc", VpcId),
      defaultNetworkAclId: lists[0]?.NetworkAclId,
      defaultSecurityGroupId: groups[0]?.GroupId,
      mainRouteTableId: tables[0]?.RouteTableId,
      defaultRouteTableId: tables[0]?.RouteTableId,
      ownerId: making.accountId,
    };
    return { id: VpcId, outputs };
  },
  async read(standing) {
    const { Vpcs: [found] = [] } = await ec2(standing, DescribeVpcsCommand, { VpcIds: [standing.id] });
    return found && { cidrBlock: found.CidrBlock };
  },
  delete: (standing) => ec2(standing, DeleteVpcCommand, { VpcId: standing.id }),
});

const subnet = emulated("ec2.Subnet", {
  async create(making) {
    const { vpcId: VpcId, cidrBlock, availabilityZone, mapPublicIpOnLaunch } = making.inputs;
    const { Subnet: made } = await ec2(making, CreateSubnetCommand, {
      VpcId,
      CidrBlock: cidrBlock,
      AvailabilityZone: availabilityZone,
      TagSpecifications: tagged("subnet", making.tags),
    });
    const id = made?.SubnetId ?? "";
    await mapPublic(making, id, mapPublicIpOnLaunch);
    return {
      id,
      outputs: { arn: made?.SubnetArn, availabilityZone: made?.AvailabilityZone, availabilityZoneId: made?.AvailabilityZoneId },
    };
  },
  async read(standing) {
    const { Subnets: [found] = [] } = await ec2(standing, DescribeSubnetsCommand, { SubnetIds: [standing.id] });
    return found && { mapPublicIpOnLaunch: found.MapPublicIpOnLaunch };
  },
  update: (standing) => mapPublic(standing, standing.id, standing.inputs.mapPublicIpOnLaunch),
  delete: (standing) => ec2(standing, DeleteSubnetCommand, { SubnetId: standing.id }),
});

async function mapPublic(making: Making<unknown>, SubnetId: string, value = false): Promise<void> {
  await ec2(making, ModifySubnetAttributeCommand, { SubnetId, MapPublicIpOnLaunch: { Value: value } });
}

const routeTable = emulated("ec2.RouteTable", {
  async create(making) {
    if ((making.inputs.routes ?? []).length > 0) throw new Error("the emulator mode makes no routes that are written inside a route table");
    const { RouteTable: made } = await ec2(making, CreateRouteTableCommand, {
      VpcId: making.inputs.vpcId,
      TagSpecifications: tagged("route-table", making.tags),
    });
    const id = made?.RouteTableId ?? "";
    return { id, outputs: { arn: arnOf(making, "route-table", id), ownerId: making.accountId } };
  },
  async read(standing) {
    const { RouteTables: found = [] } = await ec2(standing, DescribeRouteTablesCommand, { RouteTableIds: [standing.id] });
    return found.length > 0 ? {} : undefined;
  },
  delete: (standing) => ec2(standing, DeleteRouteTableCommand, { RouteTableId: standing.id }),
});

const routeTableAssociation = emulated("ec2.RouteTableAssociation", {
  async create(making) {
    const { routeTableId: RouteTableId, subnetId: SubnetId, gatewayId: GatewayId } = making.inputs;
    const { AssociationId: id = "" } = await ec2(making, AssociateRouteTableCommand, { RouteTableId, SubnetId, GatewayId });
    return { id };
  },
  async read(standing) {
    const { routeTableId } = standing.inputs;
    const { RouteTables: [found] = [] } = await ec2(standing, DescribeRouteTablesCommand, { RouteTableIds: [routeTableId] });
    const associations = found?.Associations ?? [];
    return associations.some(({ RouteTableAssociationId: id }) => id === standing.id) ? {} : undefined;
  },
  delete: (standing) => ec2(standing, DisassociateRouteTableCommand, { AssociationId: standing.id }),
});

type AclRule = NonNullable<PropertiesOf<"ec2.NetworkAcl">["ingress"]>[number];

/** `-1` is all protocols; names become IANA's numbers. */
const protocolNumbers: Readonly<Record<string, string>> = { tcp: "6", udp: "17", icmp: "1" };

async function putEntries(making: Making<unknown>, NetworkAclId: string, Egress: boolean, rules: readonly AclRule[] = []): Promise<void> {
  for (const { action, cidrBlock, fromPort, toPort, protocol, ruleNo } of rules) {
    await ec2(making, CreateNetworkAclEntryCommand, {
      NetworkAclId,
      Egress,
      RuleNumber: ruleNo,
      RuleAction: action,
      Protocol: protocolNumbers[protocol] ?? protocol,
      CidrBlock: cidrBlock,
      PortRange: protocol === "-1" ? undefined : { From: fromPort, To: toPort },
    });
  }
}

/** Moves subnets from the list that they have to another. */
async function moveSubnets(
  making: Making<unknown>,
  subnetIds: readonly string[],
  listOf: (vpcId: string) => Promise<string>,
): Promise<void> {
  for (const subnetId of subnetIds) {
    const { NetworkAcls: [current] = [] } = await ec2(making, DescribeNetworkAclsCommand, filters({ "association.subnet-id": subnetId }));
    const association = current?.Associations?.find(({ SubnetId }) => SubnetId === subnetId);
    await ec2(making, ReplaceNetworkAclAssociationCommand, {
      AssociationId: association?.NetworkAclAssociationId,
      NetworkAclId: await listOf(current?.VpcId ?? ""),
    });
  }
}

const networkAcl = emulated("ec2.NetworkAcl", {
  async create(making) {
    const { vpcId: VpcId, ingress, egress, subnetIds = [] } = making.inputs;
    const { NetworkAcl: made } = await ec2(making, CreateNetworkAclCommand, {
      VpcId,
      TagSpecifications: tagged("network-acl", making.tags),
    });
    const id = made?.NetworkAclId ?? "";
    await putEntries(making, id, false, ingress);
    await putEntries(making, id, true, egress);
    await moveSubnets(making, subnetIds, () => Promise.resolve(id));
    return { id, outputs: { arn: arnOf(making, "network-acl", id), ownerId: making.accountId } };
  },
  async read(standing) {
    const { NetworkAcls: [found] = [] } = await ec2(standing, DescribeNetworkAclsCommand, { NetworkAclIds: [standing.id] });
    return found && {};
  },
  async delete(standing) {
    await moveSubnets(standing, standing.inputs.subnetIds ?? [], async (vpcId) => {
      const { NetworkAcls: [own] = [] } = await ec2(standing, DescribeNetworkAclsCommand, filters({ "vpc-id": vpcId, default: "true" }));
      return own?.NetworkAclId ?? "";
    });
    await ec2(standing, DeleteNetworkAclCommand, { NetworkAclId: standing.id });
  },
});

export const ec2NetworkKinds = [vpc, subnet, routeTable, routeTableAssociation, networkAcl];
