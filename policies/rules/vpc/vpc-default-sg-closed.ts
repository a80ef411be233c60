import type { Cell } from "../../cell";
import type { Example } from "../../examples";
import type { Resource } from "../../graph/resource";
import type { Referrer, Stack } from "../../graph/stack";
import { all, defineRule, fail, missing, pass, type Verdict } from "../../rule";

function isEmpty(rules: Cell<unknown>, because: string): Verdict {
  if (rules.state === "absent") return pass("", [rules.evidence("no rules")]);
  return rules.test((value) => Array.isArray(value) && value.length === 0, "no rules", because);
}

/** The group has neither rules of its own nor separate ones. */
function isClosed(group: Resource<"ec2.DefaultSecurityGroup">, stack: Stack): Verdict {
  const open = fail("a separate rule opens the default security group", [group.evidence("a rule", "no rules")]);
  // A rule whose group is known only later may be the default group's, unless the program says that it is another one's.
  const judged = (rule: Referrer, of: Cell<string>) => (stack.target(rule, of, "ec2.SecurityGroup").resource ? pass() : open);
  return all(
    isEmpty(group.list((p) => p.ingress).cell, "the default security group lets traffic in"),
    isEmpty(group.list((p) => p.egress).cell, "the default security group lets traffic out"),
    stack
      .attached(group, "ec2.SecurityGroupRule", (p) => p.securityGroupId)
      .decide({
        present: (rule) =>
          judged(
            rule,
            rule.at((p) => p.securityGroupId),
          ),
        absent: pass,
      }),
    stack
      .attached(group, "vpc.SecurityGroupIngressRule", (p) => p.securityGroupId)
      .decide({
        present: (rule) =>
          judged(
            rule,
            rule.at((p) => p.securityGroupId),
          ),
        absent: pass,
      }),
    stack
      .attached(group, "vpc.SecurityGroupEgressRule", (p) => p.securityGroupId)
      .decide({
        present: (rule) =>
          judged(
            rule,
            rule.at((p) => p.securityGroupId),
          ),
        absent: pass,
      }),
  );
}

export default defineRule({
  id: "vpc-default-sg-closed",
  title: "Default security groups are closed",
  threat: "A server that nobody gave a security group talks to all others without one, and to the whole Internet.",
  remedy: "Add an aws.ec2.DefaultSecurityGroup with the VPC's vpcId and neither ingress nor egress.",
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Vpc", "ec2.DefaultVpc"],
  check(vpc, stack) {
    // A default group that names no VPC is that of the account's default VPC: provider's documentation of aws_default_security_group.
    const unnamed = vpc.as("ec2.DefaultVpc")
      ? stack.all("ec2.DefaultSecurityGroup").filter((group) => group.at((p) => p.vpcId).state === "absent")
      : [];
    return stack
      .attached(vpc, "ec2.DefaultSecurityGroup", (p) => p.vpcId)
      .decide({
        present: (group) => isClosed(group, stack),
        // AWS's own default group lets its members talk to each other, and out to everyone.
        absent: () =>
          unnamed.length > 0
            ? all(...unnamed.map((group) => isClosed(group, stack)))
            : missing(vpc, "the default security group is left as AWS makes it", "an aws.ec2.DefaultSecurityGroup"),
      });
  },
  equivalents: {
    config: ["vpc-default-security-group-closed"],
    cdkNag: ["HIPAA.Security-VPCDefaultSecurityGroupClosed"],
    prowler: ["ec2_securitygroup_default_restrict_traffic"],
    checkov: ["CKV2_AWS_12"],
  },
  examples: {
    good: {
      "no rules": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id") });
        return vpc;
      },
      "default VPC, which the group need not name": (s) => {
        const vpc = s.add("ec2.DefaultVpc", {});
        s.add("ec2.DefaultSecurityGroup", {});
        return vpc;
      },
      "rules of other groups, whose ids are known later": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id") });
        const portal = s.add("ec2.SecurityGroup", { vpcId: vpc.out("id") });
        s.add("vpc.SecurityGroupEgressRule", { securityGroupId: portal.out("id"), ipProtocol: "tcp", cidrIpv4: "10.0.0.0/16" });
        return vpc;
      },
      "empty lists": (s) => {
        const vpc = s.add("ec2.DefaultVpc", {});
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id"), ingress: [], egress: [] });
        return vpc;
      },
    },
    bad: {
      "separate rule": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        const group = s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id") });
        s.add("vpc.SecurityGroupEgressRule", { securityGroupId: group.out("id"), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
        return vpc;
      },
      "left as AWS makes it": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }),
      "a rule of its own": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id"), ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] });
        return vpc;
      },
      "a rule that lets out": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", {
          vpcId: vpc.out("id"),
          egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
        });
        return vpc;
      },
      ...Object.fromEntries(
        (["ec2.SecurityGroupRule", "vpc.SecurityGroupIngressRule", "vpc.SecurityGroupEgressRule"] as const).map(
          (kind): [string, Example] => [
            `separate ${kind}`,
            (s) => {
              const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
              const group = s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id") });
              const allowed =
                kind === "ec2.SecurityGroupRule"
                  ? { type: "ingress", protocol: "tcp", cidrBlocks: ["10.0.0.0/16"] }
                  : { ipProtocol: "tcp", cidrIpv4: "10.0.0.0/16" };
              s.addUntyped(kind, { securityGroupId: group.out("id"), fromPort: 443, toPort: 443, ...allowed });
              return vpc;
            },
          ],
        ),
      ),
      "default VPC, beside the closed group of another VPC": (s) => {
        s.add("ec2.DefaultSecurityGroup", { vpcId: "vpc-12345678" });
        return s.add("ec2.DefaultVpc", {});
      },
    },
    unknown: {
      "a separate rule of a group that is known later": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id") });
        s.add("vpc.SecurityGroupIngressRule", { securityGroupId: s.later(), ipProtocol: "tcp", cidrIpv4: "10.0.0.0/16" });
        return vpc;
      },
      "rules known later": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id"), ingress: s.later() });
        return vpc;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16", tags: { DataClassification: "none" } }),
    },
  },
});
