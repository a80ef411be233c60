import type { Cell } from "../../cell";
import { all, defineRule, missing, pass, type Verdict } from "../../rule";

function isEmpty(rules: Cell<unknown>, because: string): Verdict {
  if (rules.state === "absent") return pass("", [rules.evidence("no rules")]);
  return rules.test((value) => Array.isArray(value) && value.length === 0, "no rules", because);
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
  check: (vpc, stack) =>
    stack
      .attached(vpc, "ec2.DefaultSecurityGroup", (p) => p.vpcId)
      .decide({
        present: (group) =>
          all(
            isEmpty(group.list((p) => p.ingress).cell, "the default security group lets traffic in"),
            isEmpty(group.list((p) => p.egress).cell, "the default security group lets traffic out"),
          ),
        // AWS's own default group lets its members talk to each other, and out to everyone.
        absent: () => missing(vpc, "the default security group is left as AWS makes it", "an aws.ec2.DefaultSecurityGroup"),
      }),
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
      "empty lists": (s) => {
        const vpc = s.add("ec2.DefaultVpc", {});
        s.add("ec2.DefaultSecurityGroup", { vpcId: vpc.out("id"), ingress: [], egress: [] });
        return vpc;
      },
    },
    bad: {
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
