import type { IpPermission, NetworkAcl, NetworkAclEntry, SecurityGroup } from "@aws-sdk/client-ec2";
import type { ClassName } from "../../../policies/aws/kinds";
import { ec2Calls as calls } from "../calls/ec2";
import { part, tagsOf } from "../found";
import { forEach, listed, type Reading } from "../reader";
import { arnOf, isOwn, nextPage, pageSize, someOf } from "./ec2-shapes";

const groupKinds = ["ec2.SecurityGroup", "ec2.DefaultSecurityGroup"] as const satisfies readonly ClassName[];
const aclKinds = ["ec2.NetworkAcl", "ec2.DefaultNetworkAcl"] as const satisfies readonly ClassName[];
/** Other forms of what is read here; an account holds each only once. */
const otherForms = [
  "ec2.ManagedPrefixListEntry",
  "ec2.NetworkAclAssociation",
  "ec2.NetworkAclRule",
  "ec2.SecurityGroupRule",
  "vpc.SecurityGroupEgressRule",
  "vpc.SecurityGroupIngressRule",
] as const satisfies readonly ClassName[];

/** Of prefix lists, only those that a security group lets in are read; of default network ACLs, only those that a subnet uses. */
export const securityGroupsUnseen = [
  ...otherForms,
  "ec2.ManagedPrefixList",
  "ec2.DefaultNetworkAcl",
] as const satisfies readonly ClassName[];

export const securityGroupKinds = [...groupKinds, ...aclKinds, "ec2.ManagedPrefixList", ...otherForms] as const;

/** A page of prefix lists holds 100 at most. Source: Amazon EC2 API Reference, DescribeManagedPrefixLists and GetManagedPrefixListEntries. */
const prefixListPage = 100;

/** Security groups and network ACLs with their rules inline, and the prefix lists that groups let in. */
export async function readSecurityGroups(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const [groups, acls] = await Promise.all([
    account.list(region, calls.securityGroups, { MaxResults: pageSize }, { items: (page) => page.SecurityGroups, next: nextPage }),
    account.list(region, calls.networkAcls, { MaxResults: pageSize }, { items: (page) => page.NetworkAcls, next: nextPage }),
  ]);
  const own = listed(reading, [...groupKinds], groups).filter((group) => isOwn(reading, group));
  for (const group of own) addGroup(reading, group);
  for (const acl of listed(reading, [...aclKinds], acls)) if (isOwn(reading, acl)) addAcl(reading, acl);
  await readPrefixLists(reading, new Set(own.flatMap(({ IpPermissions: rules = [] }) => rules.flatMap(prefixListsIn))));
}

/** AWS makes one group called "default" for each VPC, and lets nobody else use the name. Source: Amazon VPC User Guide, "Default security groups for your VPCs". */
const defaultName = "default";

function addGroup(reading: Reading, group: SecurityGroup): void {
  const { GroupId: id, GroupName: name, Description: description, VpcId: vpcId, IpPermissions: rules, IpPermissionsEgress: out } = group;
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "security-group", id);
  const shared = {
    vpcId,
    ingress: someOf(rules?.map((rule) => block(rule, id))),
    egress: someOf(out?.map((rule) => block(rule, id))),
    tags: tagsOf(group.Tags),
  };
  const at = { id: arn, region, outputs: { arn, id } };
  if (name === defaultName) found.add({ ...at, kind: "ec2.DefaultSecurityGroup", inputs: shared });
  else found.add({ ...at, kind: "ec2.SecurityGroup", inputs: { ...shared, name, description } });
}

function prefixListsIn({ PrefixListIds: lists = [] }: IpPermission): readonly string[] {
  return lists.flatMap(({ PrefixListId: id }) => id ?? []);
}

/** A rule as the block of a group: AWS leaves both ports out where all are open. */
function block(rule: IpPermission, own: string) {
  const others = rule.UserIdGroupPairs?.map(({ GroupId: id }) => id) ?? [];
  return {
    protocol: rule.IpProtocol,
    fromPort: rule.FromPort,
    toPort: rule.ToPort,
    cidrBlocks: someOf(rule.IpRanges?.map(({ CidrIp: range }) => range)),
    ipv6CidrBlocks: someOf(rule.Ipv6Ranges?.map(({ CidrIpv6: range }) => range)),
    prefixListIds: someOf(prefixListsIn(rule)),
    securityGroups: someOf(others.filter((id) => id !== own)),
    self: others.includes(own),
  };
}

/** The rule that AWS puts last into every network ACL, which denies the rest. Source: Amazon VPC User Guide, "Network ACL rules". */
const lastRule = 32_767;

function addAcl(reading: Reading, { NetworkAclId: id, Entries: entries = [], ...acl }: NetworkAcl): void {
  if (id === undefined) return;
  const { found, region } = reading;
  const arn = arnOf(reading, "network-acl", id);
  const rules = entries.filter(({ RuleNumber: number = 0 }) => number < lastRule);
  const shared = {
    subnetIds: someOf(acl.Associations?.map(({ SubnetId: subnet }) => subnet)),
    ingress: someOf(rules.filter(({ Egress: out }) => out !== true).map(entryBlock)),
    egress: someOf(rules.filter(({ Egress: out }) => out === true).map(entryBlock)),
    tags: tagsOf(acl.Tags),
  };
  const at = { id: arn, region, outputs: { arn, id } };
  // The one that comes with each VPC, and that nobody can delete, guards nothing once every subnet has another one.
  if (acl.IsDefault === true && acl.Associations?.length === 0) return;
  if (acl.IsDefault === true) found.add({ ...at, kind: "ec2.DefaultNetworkAcl", inputs: { ...shared, defaultNetworkAclId: id } });
  else found.add({ ...at, kind: "ec2.NetworkAcl", inputs: { ...shared, vpcId: acl.VpcId } });
}

function entryBlock({ RuleNumber: ruleNo, RuleAction: action, Protocol: protocol, PortRange: ports, ...entry }: NetworkAclEntry) {
  return {
    ruleNo,
    action,
    protocol,
    fromPort: ports?.From,
    toPort: ports?.To,
    cidrBlock: entry.CidrBlock,
    ipv6CidrBlock: entry.Ipv6CidrBlock,
    icmpType: entry.IcmpTypeCode?.Type,
    icmpCode: entry.IcmpTypeCode?.Code,
  };
}

/** @param named the lists that security groups let in; nothing is asked of the others */
async function readPrefixLists(reading: Reading, named: ReadonlySet<string>): Promise<void> {
  if (named.size === 0) return;
  const { account, region, found } = reading;
  const lists = await account.list(
    region,
    calls.prefixLists,
    { MaxResults: prefixListPage },
    { items: (page) => page.PrefixLists, next: nextPage },
  );
  await forEach(listed(reading, ["ec2.ManagedPrefixList"], lists), async (list) => {
    const { PrefixListId: id, PrefixListName: name } = list;
    if (id === undefined || !named.has(id)) return;
    const entries = await account.list(
      region,
      calls.prefixListEntries,
      { PrefixListId: id, MaxResults: prefixListPage },
      { items: (page) => page.Entries, next: nextPage },
    );
    // Lists that AWS or another account keeps are read as well: they say whom a group lets in.
    const arn = list.PrefixListArn ?? arnOf(reading, "prefix-list", id);
    found.add({
      kind: "ec2.ManagedPrefixList",
      id: arn,
      region,
      inputs: {
        name,
        addressFamily: list.AddressFamily,
        maxEntries: list.MaxEntries,
        entries: part(entries, (all) => all.map(({ Cidr: cidr, Description: description }) => ({ cidr, description }))),
        tags: tagsOf(list.Tags),
      },
      outputs: { arn, id },
      answers: [entries],
    });
  });
}
