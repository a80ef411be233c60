import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, defineRule, fail, missing, pass, type Verdict } from "../../rule";

function isEmpty(rules: Cell<unknown>, because: string): Verdict {
  if (rules.state === "absent") return pass("", [rules.evidence("no rules")]);
  return rules.test((value) => Array.isArray(value) && value.length === 0, "no rules", because);
}

/** The group has neither rules of its own nor separate ones. */
function isClosed(group: Resource<"ec2.DefaultSecurityGroup">, stack: Stack): Verdict {
  const separate = {
    present: () => fail("a separate rule opens the default security group", [group.evidence("a rule", "no rules")]),
    absent: () => pass(),
  };
  return all(
    isEmpty(group.list((p) => p.ingress).cell, "the default security group lets traffic in"),
    isEmpty(group.list((p) => p.egress).cell, "the default security group lets traffic out"),
    stack.attached(group, "ec2.SecurityGroupRule", (p) => p.securityGroupId).decide(separate),
    stack.attached(group, "vpc.SecurityGroupIngressRule", (p) => p.securityGroupId).decide(separate),
    stack.attached(group, "vpc.SecurityGroupEgressRule", (p) => p.securityGroupId).decide(separate),
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
    },
    unknown: {
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
