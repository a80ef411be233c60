import type { FlowLog, InternetGateway, Route, RouteTable, RouteTableAssociation, Subnet, Vpc } from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import { ec2Calls as calls } from "../calls/ec2";
import { tagsOf } from "../found";
import { listed, type Reading } from "../reader";
import { arnOf, isOwn, nextPage, pageSize, someOf } from "./ec2-shapes";

const vpcKinds = ["ec2.Vpc", "ec2.DefaultVpc"] as const satisfies readonly ClassName[];
const subnetKinds = ["ec2.Subnet", "ec2.DefaultSubnet"] as const satisfies readonly ClassName[];
const routeKinds = ["ec2.RouteTable", "ec2.RouteTableAssociation"] as const satisfies readonly ClassName[];
/** Other forms of what is read here; an account holds each only once. */
export const networkForms = [
  "ec2.DefaultRouteTable",
  "ec2.InternetGatewayAttachment",
  "ec2.MainRouteTableAssociation",
  "ec2.Route",
] as const satisfies readonly ClassName[];

export const networkKinds = [...vpcKinds, ...subnetKinds, ...routeKinds, "ec2.InternetGateway", "ec2.FlowLog", ...networkForms] as const;

/** A page of route tables holds 100 at most. Source: Amazon EC2 API Reference, DescribeRouteTables. */
const routeTablePage = 100;

/** VPCs, their subnets and routes, the gateways to the Internet, and flow logs. */
export async function readNetwork(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [vpcs, subnets, tables, gateways, logs] = await Promise.all([
    account.list(region, calls.vpcs, { MaxResults: pageSize }, { items: (page) => page.Vpcs, next: nextPage }),
    account.list(region, calls.subnets, { MaxResults: pageSize }, { items: (page) => page.Subnets, next: nextPage }),
    account.list(region, calls.routeTables, { MaxResults: routeTablePage }, { items: (page) => page.RouteTables, next: nextPage }),
    account.list(region, calls.internetGateways, { MaxResults: pageSize }, { items: (page) => page.InternetGateways, next: nextPage }),
    account.list(region, calls.flowLogs, { MaxResults: pageSize }, { items: (page) => page.FlowLogs, next: nextPage }),
  ]);
  for (const vpc of listed(reading, [...vpcKinds], vpcs)) if (isOwn(reading, vpc)) addVpc(reading, vpc);
  const ownSubnets = listed(reading, [...subnetKinds], subnets).filter((subnet) => isOwn(reading, subnet));
  for (const subnet of ownSubnets) addSubnet(reading, subnet);
  const ownTables = listed(reading, [...routeKinds], tables).filter((table) => isOwn(reading, table));
  for (const table of ownTables) addRouteTable(reading, table);
  addMainAssociations(reading, ownTables, ownSubnets);
  for (const gateway of listed(reading, ["ec2.InternetGateway"], gateways)) if (isOwn(reading, gateway)) addGateway(reading, gateway);
  for (const log of listed(reading, ["ec2.FlowLog"], logs)) addFlowLog(reading, log);
}

function addVpc(reading: Reading, { VpcId: id, CidrBlock: cidrBlock, IsDefault: isDefault, Tags: tags }: Vpc): void {
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "vpc", id);
  const at = { id: arn, region, outputs: { arn, id } };
  if (isDefault === true) found.add({ ...at, kind: "ec2.DefaultVpc", inputs: { tags: tagsOf(tags) } });
  else found.add({ ...at, kind: "ec2.Vpc", inputs: { cidrBlock, tags: tagsOf(tags) } });
}

function addSubnet(reading: Reading, subnet: Subnet): void {
  const { SubnetId: id, VpcId: vpcId, CidrBlock: cidrBlock, AvailabilityZone: availabilityZone } = subnet;
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "subnet", id);
  const shared = { availabilityZone, mapPublicIpOnLaunch: subnet.MapPublicIpOnLaunch, tags: tagsOf(subnet.Tags) };
  const at = { id: arn, region, outputs: { arn, id } };
  if (subnet.DefaultForAz === true) found.add({ ...at, kind: "ec2.DefaultSubnet", inputs: shared });
  else found.add({ ...at, kind: "ec2.Subnet", inputs: { ...shared, vpcId, cidrBlock } });
}

/** The route within the VPC, which nobody may take away, and those of gateway endpoints, which are the endpoints'. A route to what is gone leads nowhere. */
function isOwnRoute({ GatewayId: gateway = "", State: state }: Route): boolean {
  return gateway !== "local" && !gateway.startsWith("vpce-") && state !== "blackhole";
}

function holds({ AssociationState: state }: RouteTableAssociation): boolean {
  return state?.State !== "disassociated" && state?.State !== "disassociating" && state?.State !== "failed";
}

function addRouteTable(reading: Reading, { RouteTableId: id, VpcId: vpcId, Routes: routes = [], ...table }: RouteTable): void {
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "route-table", id);
  found.add({
    kind: "ec2.RouteTable",
    id: arn,
    region,
    inputs: { vpcId, routes: someOf(routes.filter(isOwnRoute).map(routeBlock)), tags: tagsOf(table.Tags) },
    outputs: { arn, id },
  });
  for (const association of (table.Associations ?? []).filter(holds)) {
    const { RouteTableAssociationId: own, SubnetId: subnetId, GatewayId: gatewayId, Main: isMain } = association;
    if (isMain === true || own === undefined) continue;
    found.add({
      kind: "ec2.RouteTableAssociation",
      id: arnOf(reading, "route-table-association", own),
      region,
      inputs: { routeTableId: id, subnetId, gatewayId },
      outputs: { id: own },
    });
  }
}

function routeBlock(route: Route) {
  return {
    cidrBlock: route.DestinationCidrBlock,
    ipv6CidrBlock: route.DestinationIpv6CidrBlock,
    destinationPrefixListId: route.DestinationPrefixListId,
    gatewayId: route.GatewayId,
    natGatewayId: route.NatGatewayId,
    egressOnlyGatewayId: route.EgressOnlyInternetGatewayId,
    transitGatewayId: route.TransitGatewayId,
    vpcPeeringConnectionId: route.VpcPeeringConnectionId,
    networkInterfaceId: route.NetworkInterfaceId,
    carrierGatewayId: route.CarrierGatewayId,
    localGatewayId: route.LocalGatewayId,
    coreNetworkArn: route.CoreNetworkArn,
  };
}

/** A subnet that names no table has the main one of its VPC: here it names it. Source: Amazon VPC User Guide, "Subnet route tables". */
function addMainAssociations(reading: Reading, tables: readonly RouteTable[], subnets: readonly Subnet[]): void {
  const { found, region } = reading;
  const associations = tables.flatMap(({ Associations: all = [] }) => all.filter(holds));
  const associated = new Set(associations.map(({ SubnetId: id }) => id));
  const main = new Map(
    tables
      .filter(({ Associations: all = [] }) => all.some(({ Main: isMain }) => isMain === true))
      .map(({ VpcId: vpc, RouteTableId: id }) => [vpc, id]),
  );
  for (const { SubnetId: subnetId, VpcId: vpc } of subnets) {
    const routeTableId = main.get(vpc);
    if (subnetId === undefined || routeTableId === undefined || associated.has(subnetId)) continue;
    found.add({
      kind: "ec2.RouteTableAssociation",
      id: arnOf(reading, "route-table-association", `main/${subnetId}`),
      region,
      inputs: { routeTableId, subnetId },
    });
  }
}

function addGateway(reading: Reading, { InternetGatewayId: id, Attachments: attached = [], Tags: tags }: InternetGateway): void {
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "internet-gateway", id);
  const vpcId = attached.find(({ State: state }) => state !== "detached")?.VpcId;
  found.add({ kind: "ec2.InternetGateway", id: arn, region, inputs: { vpcId, tags: tagsOf(tags) }, outputs: { arn, id } });
}

/** What a flow log watches, by the beginning of its id. Source: Amazon EC2 API Reference, CreateFlowLogs, `ResourceType`. */
const watched: readonly (readonly [string, "vpcId" | "subnetId" | "eniId" | "transitGatewayAttachmentId" | "transitGatewayId"])[] = [
  ["vpc-", "vpcId"],
  ["subnet-", "subnetId"],
  ["eni-", "eniId"],
  ["tgw-attach-", "transitGatewayAttachmentId"],
  ["tgw-", "transitGatewayId"],
];

function addFlowLog(reading: Reading, log: FlowLog): void {
  const { account, found, region } = reading;
  const { FlowLogId: id, ResourceId: resource = "", LogGroupName: group, LogDestination: destination } = log;
  if (id === undefined) return;
  const arn = arnOf(reading, "vpc-flow-log", id);
  const property = watched.find(([start]) => resource.startsWith(start))?.[1];
  const groupArn = group && `arn:${account.partition}:logs:${region}:${account.id}:log-group:${group}`;
  found.add({
    kind: "ec2.FlowLog",
    id: arn,
    region,
    inputs: {
      ...(property !== undefined && { [property]: resource }),
      trafficType: log.TrafficType,
      logDestination: destination ?? groupArn,
      logDestinationType: log.LogDestinationType,
      iamRoleArn: log.DeliverLogsPermissionArn,
      deliverCrossAccountRole: log.DeliverCrossAccountRole,
      tags: tagsOf(log.Tags),
    },
    outputs: { arn, id },
    observed: { deliverLogsStatus: log.DeliverLogsStatus, deliverLogsErrorMessage: log.DeliverLogsErrorMessage },
  });
}
