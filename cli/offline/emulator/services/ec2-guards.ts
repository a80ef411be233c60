import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  DeleteFlowLogsCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribeFlowLogsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  DisableEbsEncryptionByDefaultCommand,
  EnableEbsEncryptionByDefaultCommand,
  GetEbsEncryptionByDefaultCommand,
  type IpPermission,
  ModifyVpcEndpointCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import type { PropertiesOf } from "../../../../policies/reader";
import { emulated, type Making, setting } from "../kind";
import { arnOf, ec2, filters, tagged } from "./ec2";

type GroupRule = NonNullable<GroupRules["ingress"]>[number];

type GroupRules = Pick<PropertiesOf<"ec2.SecurityGroup">, "ingress" | "egress">;

function permissions(groupId: string, rules: readonly GroupRule[]): readonly object[] {
  return rules.map(({ protocol, fromPort, toPort, description: Description, ...peers }) => ({
    IpProtocol: protocol,
    ...(protocol !== "-1" && { FromPort: fromPort, ToPort: toPort }),
    IpRanges: peers.cidrBlocks?.map((CidrIp) => ({ CidrIp, Description })),
    Ipv6Ranges: peers.ipv6CidrBlocks?.map((CidrIpv6) => ({ CidrIpv6, Description })),
    PrefixListIds: peers.prefixListIds?.map((PrefixListId) => ({ PrefixListId, Description })),
    UserIdGroupPairs: [...(peers.securityGroups ?? []), ...(peers.self ? [groupId] : [])].map((GroupId) => ({ GroupId, Description })),
  }));
}

/** Replaces the rules of a group by those that are written inside it; where none are, they belong to resources of their own. */
async function putRules(making: Making<GroupRules>, GroupId: string, isNew: boolean): Promise<void> {
  const { ingress, egress } = making.inputs;
  const { SecurityGroups: [current] = [] } = await ec2(making, DescribeSecurityGroupsCommand, { GroupIds: [GroupId] });
  const taken = { ingress: current?.IpPermissions ?? [], egress: current?.IpPermissionsEgress ?? [] };
  if (ingress && taken.ingress.length > 0) await ec2(making, RevokeSecurityGroupIngressCommand, { GroupId, IpPermissions: taken.ingress });
  // The AWS provider takes away the rule by which a new group reaches everything.
  if ((egress ?? isNew) && taken.egress.length > 0)
    await ec2(making, RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions: taken.egress });
  if (ingress && ingress.length > 0)
    await ec2(making, AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions: permissions(GroupId, ingress) });
  if (egress && egress.length > 0)
    await ec2(making, AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions: permissions(GroupId, egress) });
}

/** A group's rules as its properties have them, one for each permission and description. */
function rulesOf(found: readonly IpPermission[], groupId: string): readonly object[] {
  return found.flatMap((permission) => {
    const pairs = permission.UserIdGroupPairs ?? [];
    const peers = [...(permission.IpRanges ?? []), ...(permission.Ipv6Ranges ?? []), ...(permission.PrefixListIds ?? []), ...pairs];
    return [...new Set(peers.map(({ Description }) => Description))].map((description) => {
      const with_ = <Peer extends { readonly Description?: string | undefined }>(list: readonly Peer[] = []) =>
        list.filter(({ Description }) => Description === description);
      const list = (values: readonly (string | undefined)[]) => (values.length > 0 ? values : undefined);
      const groups = with_(pairs).map(({ GroupId }) => GroupId);
      return {
        protocol: permission.IpProtocol,
        fromPort: permission.FromPort ?? 0,
        toPort: permission.ToPort ?? 0,
        cidrBlocks: list(with_(permission.IpRanges).map(({ CidrIp }) => CidrIp)),
        ipv6CidrBlocks: list(with_(permission.Ipv6Ranges).map(({ CidrIpv6 }) => CidrIpv6)),
        prefixListIds: list(with_(permission.PrefixListIds).map(({ PrefixListId }) => PrefixListId)),
        securityGroups: list(groups.filter((id) => id !== groupId)),
        self: groups.includes(groupId) || undefined,
        description,
      };
    });
  });
}

async function readRules(making: Making<GroupRules>, GroupId: string) {
  const { SecurityGroups: [found] = [] } = await ec2(making, DescribeSecurityGroupsCommand, { GroupIds: [GroupId] });
  const { ingress, egress } = making.inputs;
  return (
    found && {
      ...(ingress && { ingress: rulesOf(found.IpPermissions ?? [], GroupId) }),
      ...(egress && { egress: rulesOf(found.IpPermissionsEgress ?? [], GroupId) }),
    }
  );
}

const securityGroup = emulated("ec2.SecurityGroup", {
  async create(making) {
    const { name, description, vpcId } = making.inputs;
    const { GroupId: id = "" } = await ec2(making, CreateSecurityGroupCommand, {
      GroupName: name,
      Description: description,
      VpcId: vpcId,
      TagSpecifications: tagged("security-group", making.tags),
    });
    await putRules(making, id, true);
    return { id, outputs: { arn: arnOf(making, "security-group", id), ownerId: making.accountId } };
  },
  read: (standing) => readRules(standing, standing.id),
  update: (standing) => putRules(standing, standing.id, false),
  delete: (standing) => ec2(standing, DeleteSecurityGroupCommand, { GroupId: standing.id }),
});

const defaultSecurityGroup = emulated("ec2.DefaultSecurityGroup", {
  async create(making) {
    const { vpcId = "" } = making.inputs;
    const { SecurityGroups: [found] = [] } = await ec2(
      making,
      DescribeSecurityGroupsCommand,
      filters({ "vpc-id": vpcId, "group-name": "default" }),
    );
    const id = found?.GroupId ?? "";
    await putRules({ ...making, inputs: { ingress: [], egress: [], ...making.inputs } }, id, false);
    return { id, outputs: { arn: arnOf(making, "security-group", id), name: "default", ownerId: making.accountId } };
  },
  read: (standing) => readRules(standing, standing.id),
  update: (standing) => putRules(standing, standing.id, false),
  // The network's own group ends with the network, in AWS as in the provider.
  delete: () => Promise.resolve(),
});

const ingressRule = emulated("vpc.SecurityGroupIngressRule", {
  async create(making) {
    const { securityGroupId: GroupId, ipProtocol, fromPort, toPort, description: Description, ...peer } = making.inputs;
    const { SecurityGroupRules: [made] = [] } = await ec2(making, AuthorizeSecurityGroupIngressCommand, {
      GroupId,
      IpPermissions: [
        {
          IpProtocol: ipProtocol,
          FromPort: fromPort,
          ToPort: toPort,
          IpRanges: peer.cidrIpv4 === undefined ? undefined : [{ CidrIp: peer.cidrIpv4, Description }],
          Ipv6Ranges: peer.cidrIpv6 === undefined ? undefined : [{ CidrIpv6: peer.cidrIpv6, Description }],
          UserIdGroupPairs:
            peer.referencedSecurityGroupId === undefined ? undefined : [{ GroupId: peer.referencedSecurityGroupId, Description }],
        },
      ],
    });
    const id = made?.SecurityGroupRuleId ?? "";
    return { id, outputs: { arn: arnOf(making, "security-group-rule", id), securityGroupRuleId: id } };
  },
  async read(standing) {
    const { SecurityGroupRules: found = [] } = await ec2(
      standing,
      DescribeSecurityGroupRulesCommand,
      filters({ "group-id": standing.inputs.securityGroupId }),
    );
    return found.some(({ SecurityGroupRuleId }) => SecurityGroupRuleId === standing.id) ? {} : undefined;
  },
  delete: (standing) =>
    ec2(standing, RevokeSecurityGroupIngressCommand, {
      GroupId: standing.inputs.securityGroupId,
      SecurityGroupRuleIds: [standing.id],
    }),
});

const vpcEndpoint = emulated("ec2.VpcEndpoint", {
  async create(making) {
    const { inputs } = making;
    const { VpcEndpoint: made } = await ec2(making, CreateVpcEndpointCommand, {
      VpcId: inputs.vpcId,
      ServiceName: inputs.serviceName,
      VpcEndpointType: inputs.vpcEndpointType,
      PolicyDocument: inputs.policy,
      PrivateDnsEnabled: inputs.privateDnsEnabled,
      RouteTableIds: inputs.routeTableIds,
      SubnetIds: inputs.subnetIds,
      SecurityGroupIds: inputs.securityGroupIds,
      TagSpecifications: tagged("vpc-endpoint", making.tags),
    });
    const id = made?.VpcEndpointId ?? "";
    return { id, outputs: { arn: arnOf(making, "vpc-endpoint", id), ownerId: making.accountId } };
  },
  async read(standing) {
    const { VpcEndpoints: [found] = [] } = await ec2(standing, DescribeVpcEndpointsCommand, { VpcEndpointIds: [standing.id] });
    return found && { policy: found.PolicyDocument };
  },
  update: (standing) => ec2(standing, ModifyVpcEndpointCommand, { VpcEndpointId: standing.id, PolicyDocument: standing.inputs.policy }),
  delete: (standing) => ec2(standing, DeleteVpcEndpointsCommand, { VpcEndpointIds: [standing.id] }),
});

const flowLog = emulated("ec2.FlowLog", {
  async create(making) {
    const { inputs } = making;
    const target = inputs.vpcId ?? inputs.subnetId ?? inputs.eniId;
    const { FlowLogIds: [id] = [], Unsuccessful: [refused] = [] } = await ec2(making, CreateFlowLogsCommand, {
      ResourceIds: [target],
      ResourceType: inputs.vpcId ? "VPC" : inputs.subnetId ? "Subnet" : "NetworkInterface",
      TrafficType: inputs.trafficType,
      LogDestinationType: inputs.logDestinationType,
      LogDestination: inputs.logDestination,
      DeliverLogsPermissionArn: inputs.iamRoleArn,
      MaxAggregationInterval: inputs.maxAggregationInterval,
      TagSpecifications: tagged("vpc-flow-log", making.tags),
    });
    if (id === undefined) throw new Error(refused?.Error?.Message ?? "EC2 made no flow log, and does not say why");
    return { id, outputs: { arn: arnOf(making, "vpc-flow-log", id) } };
  },
  async read(standing) {
    const { FlowLogs: [found] = [] } = await ec2(standing, DescribeFlowLogsCommand, { FlowLogIds: [standing.id] });
    return found && { logDestination: found.LogDestination, trafficType: found.TrafficType };
  },
  delete: (standing) => ec2(standing, DeleteFlowLogsCommand, { FlowLogIds: [standing.id] }),
});

const encryptionByDefault = setting("ebs.EncryptionByDefault", {
  id: () => "default",
  put: (making) =>
    making.inputs.enabled === false
      ? ec2(making, DisableEbsEncryptionByDefaultCommand, {})
      : ec2(making, EnableEbsEncryptionByDefaultCommand, {}),
  async read(making) {
    const { EbsEncryptionByDefault: enabled } = await ec2(making, GetEbsEncryptionByDefaultCommand, {});
    return { enabled };
  },
  remove: (making) => ec2(making, DisableEbsEncryptionByDefaultCommand, {}),
});

export const ec2GuardKinds = [securityGroup, defaultSecurityGroup, ingressRule, vpcEndpoint, flowLog, encryptionByDefault];
