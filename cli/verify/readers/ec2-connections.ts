import type {
  ClientVpnEndpoint,
  ServiceConfiguration,
  TunnelOption,
  VpcEncryptionControl,
  VpcEndpoint,
  VpnConnection,
} from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import { ec2Calls as calls } from "../calls/ec2";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading } from "../reader";
import { arnOf, isOwn, nextPage, pageSize, someOf } from "./ec2-shapes";

const clientVpnKinds = ["ec2clientvpn.Endpoint", "ec2clientvpn.AuthorizationRule"] as const satisfies readonly ClassName[];
const endpointServiceKinds = ["ec2.VpcEndpointService", "ec2.VpcEndpointServiceAllowedPrinciple"] as const satisfies readonly ClassName[];
/** Other forms of what is read here; an account holds each only once. */
export const connectionForms = ["ec2.VpcEndpointPolicy"] as const satisfies readonly ClassName[];

export const connectionKinds = [
  ...clientVpnKinds,
  ...endpointServiceKinds,
  ...connectionForms,
  "ec2.VpcEncryptionControl",
  "ec2.VpcEndpoint",
  "ec2.VpnConnection",
  "ec2transitgateway.TransitGateway",
] as const satisfies readonly ClassName[];

/** What EC2 answers in Regions that a feature has not come to yet. Source: Amazon EC2 Developer Guide, "Error codes for the Amazon EC2 API". */
const notInRegion: ReadonlySet<string> = new Set(["InvalidAction", "UnsupportedOperation"]);

/** How VPCs reach services, other networks and people: endpoints, transit gateways and VPN. */
export async function readConnections(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const pages = { MaxResults: pageSize };
  const [endpoints, services, gateways, vpns, clientVpns, controls] = await Promise.all([
    account.list(region, calls.endpoints, pages, { items: (page) => page.VpcEndpoints, next: nextPage }),
    account.list(region, calls.endpointServices, pages, { items: (page) => page.ServiceConfigurations, next: nextPage }),
    account.list(region, calls.transitGateways, pages, { items: (page) => page.TransitGateways, next: nextPage }),
    account.ask(region, calls.vpnConnections, {}),
    account.list(region, calls.clientVpnEndpoints, pages, { items: (page) => page.ClientVpnEndpoints, next: nextPage }),
    account.list(region, calls.encryptionControls, pages, { items: (page) => page.VpcEncryptionControls, next: nextPage }),
  ]);
  for (const endpoint of listed(reading, ["ec2.VpcEndpoint"], endpoints)) addEndpoint(reading, endpoint);
  for (const gateway of listed(reading, ["ec2transitgateway.TransitGateway"], gateways)) {
    const { TransitGatewayId: id, Options: options } = gateway;
    if (id === undefined || !isOwn(reading, gateway) || isLeaving(gateway.State)) continue;
    const arn = gateway.TransitGatewayArn ?? arnOf(reading, "transit-gateway", id);
    reading.found.add({
      kind: "ec2transitgateway.TransitGateway",
      id: arn,
      region,
      inputs: {
        description: gateway.Description,
        autoAcceptSharedAttachments: options?.AutoAcceptSharedAttachments,
        tags: tagsOf(gateway.Tags),
      },
      outputs: { arn, id },
    });
  }
  if (vpns.state === "unread") reading.found.notListed(["ec2.VpnConnection"], region, vpns);
  for (const vpn of vpns.state === "read" ? (vpns.value.VpnConnections ?? []) : []) addVpn(reading, vpn);
  if (controls.state !== "unread" || !notInRegion.has(controls.reason))
    for (const control of listed(reading, ["ec2.VpcEncryptionControl"], controls)) addEncryptionControl(reading, control);
  await Promise.all([
    forEach(listed(reading, endpointServiceKinds, services), (service) => readEndpointService(reading, service)),
    forEach(listed(reading, clientVpnKinds, clientVpns), (endpoint) => readClientVpn(reading, endpoint)),
  ]);
}

const leaving: ReadonlySet<string> = new Set(["deleting", "deleted", "rejected", "failed", "expired"]);

function isLeaving(state: string | undefined): boolean {
  return leaving.has(state?.toLowerCase() ?? "");
}

/** Endpoints that another service of AWS's made for itself are left out: they are that service's to change. */
function addEndpoint(reading: Reading, endpoint: VpcEndpoint): void {
  const { VpcEndpointId: id, RequesterManaged: byService } = endpoint;
  if (id === undefined || byService === true || !isOwn(reading, endpoint) || isLeaving(endpoint.State)) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "vpc-endpoint", id);
  found.add({
    kind: "ec2.VpcEndpoint",
    id: arn,
    region,
    inputs: {
      vpcId: endpoint.VpcId,
      serviceName: endpoint.ServiceName,
      vpcEndpointType: endpoint.VpcEndpointType,
      policy: endpoint.PolicyDocument === "" ? undefined : endpoint.PolicyDocument,
      privateDnsEnabled: endpoint.PrivateDnsEnabled,
      subnetIds: someOf(endpoint.SubnetIds),
      routeTableIds: someOf(endpoint.RouteTableIds),
      securityGroupIds: someOf(endpoint.Groups?.map(({ GroupId: group }) => group)),
      tags: tagsOf(endpoint.Tags),
    },
    outputs: { arn, id },
  });
}

async function readEndpointService(reading: Reading, service: ServiceConfiguration): Promise<void> {
  const { ServiceId: id, AcceptanceRequired: acceptanceRequired, Tags: tags } = service;
  if (id === undefined || isLeaving(service.ServiceState)) return;
  const { account, region, found } = reading;
  const principals = await account.list(
    region,
    calls.endpointServicePermissions,
    { ServiceId: id, MaxResults: pageSize },
    { items: (page) => page.AllowedPrincipals, next: nextPage },
  );
  const arn = arnOf(reading, "vpc-endpoint-service", id);
  found.add({
    kind: "ec2.VpcEndpointService",
    id: arn,
    region,
    inputs: {
      acceptanceRequired,
      allowedPrincipals: part(principals, (all) => someOf(all.map(({ Principal: principal }) => principal))),
      networkLoadBalancerArns: someOf(service.NetworkLoadBalancerArns),
      gatewayLoadBalancerArns: someOf(service.GatewayLoadBalancerArns),
      tags: tagsOf(tags),
    },
    outputs: { arn, id },
    answers: [principals],
  });
}

/** What AWS does not name it takes all of. Source: AWS Site-to-Site VPN User Guide, "Tunnel options for your AWS Site-to-Site VPN connection". */
function tunnelInputs(number: 1 | 2, tunnel: TunnelOption | undefined) {
  const values = <Value>(list: readonly { readonly Value?: Value | undefined }[] | undefined) =>
    someOf(list?.map(({ Value: value }) => value));
  const options = {
    IkeVersions: values(tunnel?.IkeVersions),
    Phase1IntegrityAlgorithms: values(tunnel?.Phase1IntegrityAlgorithms),
    Phase2IntegrityAlgorithms: values(tunnel?.Phase2IntegrityAlgorithms),
    Phase1DhGroupNumbers: values(tunnel?.Phase1DHGroupNumbers),
    Phase2DhGroupNumbers: values(tunnel?.Phase2DHGroupNumbers),
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [`tunnel${number}${name}`, value]));
}

function addVpn(reading: Reading, vpn: VpnConnection): void {
  const { VpnConnectionId: id, Options: options } = vpn;
  if (id === undefined || isLeaving(vpn.State)) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "vpn-connection", id);
  const [one, two] = options?.TunnelOptions ?? [];
  found.addAny({
    kind: "ec2.VpnConnection",
    id: arn,
    region,
    inputs: {
      type: vpn.Type,
      customerGatewayId: vpn.CustomerGatewayId,
      vpnGatewayId: vpn.VpnGatewayId,
      transitGatewayId: vpn.TransitGatewayId,
      ...tunnelInputs(1, one),
      ...tunnelInputs(2, two),
      tags: tagsOf(vpn.Tags),
    },
    outputs: { arn, id },
  });
}

async function readClientVpn(reading: Reading, endpoint: ClientVpnEndpoint): Promise<void> {
  const { ClientVpnEndpointId: id, ConnectionLogOptions: log } = endpoint;
  if (id === undefined || isLeaving(endpoint.Status?.Code)) return;
  const { account, region, found } = reading;
  const rules = await account.list(
    region,
    calls.clientVpnRules,
    { ClientVpnEndpointId: id, MaxResults: pageSize },
    { items: (page) => page.AuthorizationRules, next: nextPage },
  );
  const arn = arnOf(reading, "client-vpn-endpoint", id);
  const urn = found.add({
    kind: "ec2clientvpn.Endpoint",
    id: arn,
    region,
    inputs: {
      description: endpoint.Description,
      clientCidrBlock: endpoint.ClientCidrBlock,
      serverCertificateArn: endpoint.ServerCertificateArn,
      authenticationOptions: someOf(endpoint.AuthenticationOptions?.map(({ Type: type }) => ({ type }))),
      connectionLogOptions: { enabled: log?.Enabled, cloudwatchLogGroup: log?.CloudwatchLogGroup },
      sessionTimeoutHours: endpoint.SessionTimeoutHours,
      disconnectOnSessionTimeout: endpoint.DisconnectOnSessionTimeout,
      splitTunnel: endpoint.SplitTunnel,
      vpcId: endpoint.VpcId,
      securityGroupIds: someOf(endpoint.SecurityGroupIds),
      tags: tagsOf(endpoint.Tags),
    },
    outputs: { arn, id },
  });
  for (const rule of listed(reading, ["ec2clientvpn.AuthorizationRule"], rules)) {
    const { GroupId: group, DestinationCidr: targetNetworkCidr, AccessAll: everyone } = rule;
    if (isLeaving(rule.Status?.Code) || rule.Status?.Code === "revoking") continue;
    found.add({
      kind: "ec2clientvpn.AuthorizationRule",
      id: `${arn}/${targetNetworkCidr ?? ""}/${everyone === true ? "all" : (group ?? "")}`,
      region,
      inputs: {
        clientVpnEndpointId: id,
        targetNetworkCidr,
        accessGroupId: everyone === true ? undefined : group,
        authorizeAllGroups: everyone,
      },
      refersTo: { clientVpnEndpointId: urn },
    });
  }
}

/** While a mode is being taken up, or could not be, it is open what is enforced. Source: Amazon EC2 API Reference, VpcEncryptionControl, `state`. */
const settled: ReadonlySet<string> = new Set(["available", "delete-failed"]);

function addEncryptionControl(reading: Reading, control: VpcEncryptionControl): void {
  const { VpcEncryptionControlId: id, ResourceExclusions: exclusions } = control;
  if (id === undefined || isLeaving(control.State)) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "vpc-encryption-control", id);
  /** AWS tells the state that an exclusion is in, the provider asks for the one that it shall come to. */
  const exclusion = (set: { readonly State?: string | undefined } | undefined) =>
    set?.State === undefined ? undefined : set.State.startsWith("enabl") ? "enable" : "disable";
  found.add({
    kind: "ec2.VpcEncryptionControl",
    id: arn,
    region,
    inputs: {
      vpcId: control.VpcId,
      mode: settled.has(control.State ?? "available") ? control.Mode : UNKNOWN,
      internetGatewayExclusion: exclusion(exclusions?.InternetGateway),
      vpcPeeringExclusion: exclusion(exclusions?.VpcPeering),
      virtualPrivateGatewayExclusion: exclusion(exclusions?.VirtualPrivateGateway),
      tags: tagsOf(control.Tags),
    },
    outputs: { arn, id },
  });
}
