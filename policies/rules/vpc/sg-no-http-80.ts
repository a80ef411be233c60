import { closedToWorld, INGRESS_KINDS } from "../../aws/ingress";
import { opensPort } from "../../aws/network";
import type { Judged } from "../../graph/stack";
import { defineRule, pass, type Verdict } from "../../rule";

export default defineRule({
  id: "sg-no-http-80",
  title: "Security groups open plain HTTP to the Internet only for load balancers",
  threat: "ePHI that crosses the network in plain HTTP is read and altered on its way.",
  remedy: "Close port 80, or let only the security group of a load balancer whose listener redirects to HTTPS open it.",
  // Advisory: a server may do nothing on port 80 but redirect, which no program shows.
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: INGRESS_KINDS,
  check(resource, stack) {
    const verdict = closedToWorld(resource, stack, (range) => opensPort(range, 80, "tcp"), "port 80 is open to the Internet");
    if (verdict.outcome !== "fail") return verdict;
    // What a load balancer does with plain HTTP is decided by elbv2-https-listeners.
    const unlessBalancer = (group: Judged): Verdict =>
      stack
        .attached(group, "lb.LoadBalancer", (p) => p.securityGroups)
        .decide({ present: () => pass("", verdict.evidence), absent: () => verdict });
    const group = resource.as("ec2.SecurityGroup") ?? resource.as("ec2.DefaultSecurityGroup");
    if (group) return unlessBalancer(group);
    const named =
      resource.as("ec2.SecurityGroupRule")?.at((p) => p.securityGroupId) ??
      resource.as("vpc.SecurityGroupIngressRule")?.at((p) => p.securityGroupId);
    return named
      ? stack
          .target(resource, named, ["ec2.SecurityGroup", "ec2.DefaultSecurityGroup"])
          .decide({ resource: unlessBalancer, absent: () => verdict })
      : verdict;
  },
  equivalents: { checkov: ["CKV_AWS_260"], pulumi: ["aws-ec2-securitygroup-disallow-inbound-http-traffic"] },
  examples: {
    good: {
      "port 443": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
      "security group of a load balancer": (s) => {
        const group = s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] });
        s.add("lb.LoadBalancer", { securityGroups: [group.out("id")] });
        return group;
      },
    },
    bad: {
      "port 80": (s) => s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] }),
      "rule of its own": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.add("ec2.SecurityGroup", {}).out("id"),
          ipProtocol: "tcp",
          fromPort: 80,
          toPort: 80,
          cidrIpv4: "0.0.0.0/0",
        }),
    },
    unknown: {
      "rule of a group outside the stack": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: "sg-12345678",
          ipProtocol: "tcp",
          fromPort: 80,
          toPort: 80,
          cidrIpv4: "0.0.0.0/0",
        }),
    },
    notApplicable: {
      "rule for outgoing traffic": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "egress",
          securityGroupId: s.later(),
          protocol: "tcp",
          fromPort: 80,
          toPort: 80,
          cidrBlocks: ["0.0.0.0/0"],
        }),
      "no ePHI": (s) =>
        s.add("ec2.SecurityGroup", {
          tags: { DataClassification: "none" },
          ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
        }),
    },
  },
});
