// VPCs, what is shared, VPN and endpoints as phiguard verify reads them.
import {
  DescribeClientVpnAuthorizationRulesCommand,
  DescribeClientVpnEndpointsCommand,
  DescribeFlowLogsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEncryptionControlsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  EC2ServiceException,
} from "@aws-sdk/client-ec2";
import { accountId, region } from "../clinic-account";
import { verdictOn } from "../live";
import { answering, denied, failures, verifyAnswers } from "./network-answers";

jest.setTimeout(120_000);

describe("with answers written by hand, since no emulator has it", () => {
  const { ec2 } = answering();

  test("what other accounts share is theirs, and lists are read to their end", async () => {
    ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: "vpc-own", OwnerId: accountId }], NextToken: "more" });
    ec2.on(DescribeVpcsCommand, { NextToken: "more" }).resolves({
      Vpcs: [
        { VpcId: "vpc-shared", OwnerId: "444455556666" },
        { VpcId: "vpc-second", OwnerId: accountId },
      ],
    });
    ec2.on(DescribeSubnetsCommand).resolves({
      Subnets: [
        { SubnetId: "subnet-own", VpcId: "vpc-own", OwnerId: accountId, MapPublicIpOnLaunch: false },
        { SubnetId: "subnet-shared", VpcId: "vpc-shared", OwnerId: "444455556666", MapPublicIpOnLaunch: true },
      ],
    });
    ec2.on(DescribeRouteTablesCommand).resolves({
      RouteTables: [
        {
          RouteTableId: "rtb-main",
          VpcId: "vpc-own",
          OwnerId: accountId,
          Associations: [
            { RouteTableAssociationId: "rtbassoc-main", Main: true, RouteTableId: "rtb-main", AssociationState: { State: "associated" } },
          ],
          Routes: [
            { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active" },
            { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-0123456789abcdef0", State: "blackhole" },
            { DestinationPrefixListId: "pl-63a5400a", GatewayId: "vpce-0123456789abcdef0", State: "active" },
            { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-0123456789abcdef0", State: "active" },
          ],
        },
      ],
    });
    ec2.on(DescribeSecurityGroupsCommand).resolves({
      SecurityGroups: [
        { GroupId: "sg-default", GroupName: "default", VpcId: "vpc-own", OwnerId: accountId, IpPermissions: [], IpPermissionsEgress: [] },
        {
          GroupId: "sg-shared",
          GroupName: "web",
          OwnerId: "444455556666",
          IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
        },
      ],
    });
    ec2.on(DescribeFlowLogsCommand).resolves({
      FlowLogs: [
        {
          FlowLogId: "fl-1",
          ResourceId: "vpc-own",
          TrafficType: "ALL",
          LogDestinationType: "cloud-watch-logs",
          LogGroupName: "flows",
          DeliverLogsStatus: "FAILED",
          DeliverLogsErrorMessage: "Access error",
        },
      ],
    });
    const { run, found } = await verifyAnswers();
    const named = found.resources.map(({ name }) => name.split("/").at(-1));
    expect(named).toEqual(expect.arrayContaining(["vpc-own", "vpc-second", "subnet-own", "sg-default"]));
    expect(named.filter((name) => name?.includes("shared"))).toEqual([]);
    expect(failures(run, "vpc-own")).toEqual([]);
    expect(failures(run, "vpc-second")).toEqual(["vpc-default-sg-closed", "vpc-flow-logs"]);
    expect(failures(run, "rtb-main")).toEqual([]);
    const association = found.resources.find(({ type }) => type === "aws:ec2/routeTableAssociation:RouteTableAssociation");
    expect(association?.inputs).toEqual({ routeTableId: "rtb-main", subnetId: "subnet-own" });
    const log = found.resources.find(({ type }) => type === "aws:ec2/flowLog:FlowLog");
    expect(log?.inputs.logDestination).toBe(`arn:aws:logs:${region}:${accountId}:log-group:flows`);
    expect(log?.observed?.facts).toEqual({ deliverLogsStatus: "FAILED", deliverLogsErrorMessage: "Access error" });

    ec2.on(DescribeFlowLogsCommand).rejects(denied);
    expect(verdictOn((await verifyAnswers()).run, "vpc-flow-logs", "vpc-own")).toBe("undetermined");
  });

  test("VPN, endpoints and encryption controls", async () => {
    const strong = {
      IkeVersions: [{ Value: "ikev2" }],
      Phase1IntegrityAlgorithms: [{ Value: "SHA2-256" }],
      Phase2IntegrityAlgorithms: [{ Value: "SHA2-256" }],
      Phase1DHGroupNumbers: [{ Value: 14 }],
      Phase2DHGroupNumbers: [{ Value: 14 }],
    };
    ec2.on(DescribeVpnConnectionsCommand).resolves({
      VpnConnections: [
        { VpnConnectionId: "vpn-good", State: "available", Options: { TunnelOptions: [strong, strong] } },
        { VpnConnectionId: "vpn-bad", State: "available", Options: { TunnelOptions: [strong, {}] } },
        { VpnConnectionId: "vpn-old", State: "deleted" },
      ],
    });
    ec2.on(DescribeClientVpnEndpointsCommand).resolves({
      ClientVpnEndpoints: [
        {
          ClientVpnEndpointId: "cvpn-good",
          Status: { Code: "available" },
          AuthenticationOptions: [{ Type: "federated-authentication" }],
          ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: "vpn" },
          SessionTimeoutHours: 8,
          DisconnectOnSessionTimeout: true,
        },
        {
          ClientVpnEndpointId: "cvpn-bad",
          Status: { Code: "pending-associate" },
          AuthenticationOptions: [{ Type: "certificate-authentication" }],
          ConnectionLogOptions: { Enabled: false },
          SessionTimeoutHours: 24,
          DisconnectOnSessionTimeout: false,
        },
      ],
    });
    ec2.on(DescribeClientVpnAuthorizationRulesCommand, { ClientVpnEndpointId: "cvpn-good" }).resolves({
      AuthorizationRules: [{ DestinationCidr: "10.0.0.0/16", GroupId: "clinicians", AccessAll: false, Status: { Code: "active" } }],
    });
    ec2.on(DescribeClientVpnAuthorizationRulesCommand, { ClientVpnEndpointId: "cvpn-bad" }).resolves({
      AuthorizationRules: [{ DestinationCidr: "10.0.0.0/16", GroupId: "", AccessAll: true, Status: { Code: "active" } }],
    });
    const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] });
    const narrow = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: { AWS: accountId }, Action: "s3:GetObject", Resource: "arn:aws:s3:::clinic/*" }],
    });
    ec2.on(DescribeVpcEndpointsCommand).resolves({
      VpcEndpoints: [
        { VpcEndpointId: "vpce-good", VpcEndpointType: "Gateway", State: "Available", PolicyDocument: narrow, OwnerId: accountId },
        { VpcEndpointId: "vpce-bad", VpcEndpointType: "Interface", State: "Available", PolicyDocument: everything, OwnerId: accountId },
        {
          VpcEndpointId: "vpce-service",
          VpcEndpointType: "Interface",
          State: "Available",
          PolicyDocument: everything,
          RequesterManaged: true,
        },
        { VpcEndpointId: "vpce-gone", VpcEndpointType: "Interface", State: "Deleting", PolicyDocument: everything },
      ],
    });
    ec2.on(DescribeVpcEndpointServiceConfigurationsCommand).resolves({
      ServiceConfigurations: [
        { ServiceId: "vpce-svc-good", ServiceState: "Available", AcceptanceRequired: true },
        { ServiceId: "vpce-svc-bad", ServiceState: "Available", AcceptanceRequired: true },
        { ServiceId: "vpce-svc-open", ServiceState: "Available", AcceptanceRequired: true },
      ],
    });
    ec2
      .on(DescribeVpcEndpointServicePermissionsCommand, { ServiceId: "vpce-svc-bad" })
      .resolves({ AllowedPrincipals: [{ Principal: "*" }] });
    ec2.on(DescribeVpcEndpointServicePermissionsCommand, { ServiceId: "vpce-svc-open" }).rejects(denied);
    ec2.on(DescribeVpcEncryptionControlsCommand).resolves({
      VpcEncryptionControls: [
        {
          VpcEncryptionControlId: "vpcec-good",
          VpcId: "vpc-1",
          Mode: "enforce",
          State: "available",
          ResourceExclusions: { VpcPeering: { State: "disabled" } },
        },
        {
          VpcEncryptionControlId: "vpcec-bad",
          VpcId: "vpc-2",
          Mode: "enforce",
          State: "available",
          ResourceExclusions: { InternetGateway: { State: "enabled" } },
        },
        { VpcEncryptionControlId: "vpcec-refused", VpcId: "vpc-3", Mode: "enforce", State: "enforce-failed" },
      ],
    });
    const { run, found } = await verifyAnswers();
    const all = (name: string) =>
      run.verdicts.filter(({ outcome, urn = "" }) => outcome === "fail" && urn.includes(name)).map(({ rule }) => rule);
    for (const name of ["vpn-good", "cvpn-good", "vpce-good", "vpce-svc-good", "vpcec-good"]) expect([name, all(name)]).toEqual([name, []]);
    expect(all("vpn-connection/vpn-bad")).toEqual(["vpn-two-tunnels-and-crypto"]);
    expect(all("cvpn-bad").sort()).toEqual([
      "client-vpn-connection-logs",
      "client-vpn-session-timeout",
      "client-vpn-strong-auth",
      "client-vpn-strong-auth",
    ]);
    expect(all("vpce-bad")).toEqual(["vpc-endpoint-policy"]);
    expect(all("vpce-svc-bad")).toEqual(["vpc-endpoint-service-acceptance"]);
    expect(verdictOn(run, "vpc-endpoint-service-acceptance", "vpce-svc-open")).toBe("undetermined");
    expect(all("vpcec-bad")).toEqual(["ec2-nitro-transit-encryption"]);
    expect(verdictOn(run, "ec2-nitro-transit-encryption", "vpcec-refused")).toBe("undetermined");
    expect(found.resources.filter(({ name }) => /vpce-service$|vpce-gone|vpn-old/.test(name))).toEqual([]);
  });

  test.each([
    ["InvalidAction", 0],
    ["UnauthorizedOperation", 1],
  ])("encryption controls in a Region that answers %s", async (name, unlisted) => {
    ec2.on(DescribeVpcEncryptionControlsCommand).rejects(new EC2ServiceException({ name, $fault: "client", message: name, $metadata: {} }));
    expect((await verifyAnswers()).found.unlisted.filter(({ kinds }) => kinds.includes("ec2.VpcEncryptionControl"))).toHaveLength(unlisted);
  });
});
