import { areOpenToWorld, parseProtocol } from "../../aws/network";
import { and, not, or, type Ternary, ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { List } from "../../reader";
import { decide, defineRule, notApplicable, pass, type Verdict, when } from "../../rule";
import { UNKNOWN } from "../../unknown";

const because = "everything may go out to the whole Internet";

function isAnyProtocol(protocol: Cell<string>): Ternary {
  return protocol.ask((name) => ternary(parseProtocol(name) === "all"));
}

function listIsOpen(list: List<string>): Ternary {
  return list.state === "unknown" ? "unknown" : areOpenToWorld(list.cells.map((cell) => cell.value ?? UNKNOWN));
}

function blockIsOpen(cell: Cell<string>): Ternary {
  return cell.state === "absent" ? "no" : areOpenToWorld([cell.value ?? UNKNOWN]);
}

function judge(protocol: Cell<string>, open: Ternary): Verdict {
  return decide(not(and(isAnyProtocol(protocol), open)), because, [protocol.shown().evidence("single ports, or named destinations")]);
}

export default defineRule({
  id: "sg-egress-restricted",
  title: "Security groups do not let everything out to the Internet",
  threat: "Who breaks into a server sends ePHI anywhere, by any protocol.",
  remedy: "Let out single ports, or name address ranges, prefix lists or security groups as destinations.",
  // Advisory: it is the console's default, and a proxy or firewall on the way may restrict what goes out.
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "low",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.SecurityGroup", "ec2.SecurityGroupRule", "vpc.SecurityGroupEgressRule"],
  check(resource) {
    const group = resource.as("ec2.SecurityGroup");
    if (group) {
      const verdict = group
        .list((p) => p.egress)
        .each((block) =>
          judge(
            block.at((b) => b.protocol),
            or(listIsOpen(block.list((b) => b.cidrBlocks)), listIsOpen(block.list((b) => b.ipv6CidrBlocks))),
          ),
        );
      // The provider takes AWS's own rule away where the program names none.
      return verdict.outcome === "not-applicable" ? pass() : verdict;
    }
    const rule = resource.as("ec2.SecurityGroupRule");
    if (rule) {
      return when(
        rule.at((p) => p.type).is("egress"),
        () =>
          judge(
            rule.at((p) => p.protocol),
            or(listIsOpen(rule.list((p) => p.cidrBlocks)), listIsOpen(rule.list((p) => p.ipv6CidrBlocks))),
          ),
        () => notApplicable("the rule lets traffic in, not out"),
      );
    }
    const single = resource.as("vpc.SecurityGroupEgressRule");
    if (!single) return notApplicable();
    return judge(
      single.at((p) => p.ipProtocol),
      or(blockIsOpen(single.at((p) => p.cidrIpv4)), blockIsOpen(single.at((p) => p.cidrIpv6))),
    );
  },
  equivalents: { checkov: ["CKV_AWS_382"] },
  examples: {
    good: {
      "HTTPS to everyone": (s) =>
        s.add("ec2.SecurityGroup", { egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
      "everything within one network": (s) =>
        s.add("vpc.SecurityGroupEgressRule", { securityGroupId: s.later(), ipProtocol: "-1", cidrIpv4: "10.0.0.0/16" }),
      "no rules": (s) => s.add("ec2.SecurityGroup", {}),
    },
    bad: {
      "everything to everyone": (s) =>
        s.add("ec2.SecurityGroup", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
      "everything to everyone, IPv6": (s) =>
        s.add("vpc.SecurityGroupEgressRule", { securityGroupId: s.later(), ipProtocol: "-1", cidrIpv6: "::/0" }),
      "everything to everyone by the older rule": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "egress",
          securityGroupId: s.later(),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["0.0.0.0/0"],
        }),
      "everything to everyone by the older rule, IPv6": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "egress",
          securityGroupId: s.later(),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          ipv6CidrBlocks: ["::/0"],
        }),
      "everything to everyone, IPv6, in the group": (s) =>
        s.add("ec2.SecurityGroup", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] }] }),
      "everything to everyone, IPv4": (s) =>
        s.add("vpc.SecurityGroupEgressRule", { securityGroupId: s.later(), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
    },
    unknown: {
      "protocol known later": (s) =>
        s.add("ec2.SecurityGroup", { egress: [{ protocol: s.later(), fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] }),
    },
    notApplicable: {
      "rule for incoming traffic": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "ingress",
          securityGroupId: s.later(),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["10.0.0.0/16"],
        }),
      "no ePHI": (s) =>
        s.add("ec2.SecurityGroup", {
          tags: { DataClassification: "none" },
          egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
        }),
    },
  },
});
