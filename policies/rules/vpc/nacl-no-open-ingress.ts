import { isOpenToWorld, opensPort, type PortRange } from "../../aws/network";
import { not, or, some, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, decide, defineRule, notApplicable, pass, undetermined, type Verdict, when } from "../../rule";
import { UNKNOWN, type Unknown } from "../../unknown";

/** FTP, SSH, Remote Desktop. */
const adminPorts: readonly number[] = [20, 21, 22, 3389];

interface Entry {
  readonly action: Cell<string>;
  readonly cidrBlock: Cell<string>;
  readonly ipv6CidrBlock: Cell<string>;
  readonly protocol: Cell<string>;
  readonly fromPort: Cell<number>;
  readonly toPort: Cell<number>;
}

function isAllow(entry: Entry): Ternary {
  return entry.action.ask((action) => action.toLowerCase() === "allow");
}

function portOf(cell: Cell<number>): number | Unknown | undefined {
  if (cell.state === "absent") return undefined;
  const port = Number(cell.value);
  return Number.isInteger(port) ? port : UNKNOWN;
}

function closed(entry: Entry): Verdict {
  const range: PortRange = {
    protocol: entry.protocol.state === "unknown" ? UNKNOWN : entry.protocol.value,
    fromPort: portOf(entry.fromPort),
    toPort: portOf(entry.toPort),
  };
  const open = or(entry.cidrBlock.ask(isOpenToWorld), entry.ipv6CidrBlock.ask(isOpenToWorld));
  const ports = some(adminPorts, (port) => opensPort(range, port));
  const evidence = [entry.cidrBlock.shown().evidence("a source that is not the whole Internet")];
  return when(
    isAllow(entry),
    () =>
      when(
        ports,
        () => decide(not(open), "SSH, Remote Desktop or FTP is open to the Internet", evidence),
        () => pass("", evidence),
      ),
    () => pass("", evidence),
  );
}

/** An entry of a lower number that denies comes first. Which of them does is left open where there is any. */
function unlessDenied(verdict: Verdict, denies: Ternary): Verdict {
  if (verdict.outcome !== "fail" || denies === "no") return verdict;
  return undetermined("an entry that denies may come first", verdict.evidence);
}

export default defineRule({
  id: "nacl-no-open-ingress",
  title: "Network ACLs do not open administration ports to the Internet",
  threat: "One mistake in a security group is enough to let the Internet reach a server that holds ePHI.",
  remedy:
    "Allow single ports from named address ranges, and deny 20 to 22 and 3389 with a lower rule number where a wide range is needed for answers.",
  // Advisory: a network ACL is the second line behind security groups, and it must let answers in on high ports, of which 3389 is one.
  cites: ["164.312(e)(1)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["ec2.NetworkAcl", "ec2.DefaultNetworkAcl", "ec2.NetworkAclRule"],
  check(resource, stack) {
    const rule = resource.as("ec2.NetworkAclRule");
    if (rule) {
      const verdict = when(
        rule
          .at((p) => p.egress)
          .or(false)
          .is(true),
        () => notApplicable("the rule is for outgoing traffic"),
        () =>
          closed({
            action: rule.at((p) => p.ruleAction),
            cidrBlock: rule.at((p) => p.cidrBlock),
            ipv6CidrBlock: rule.at((p) => p.ipv6CidrBlock),
            protocol: rule.at((p) => p.protocol),
            fromPort: rule.at((p) => p.fromPort),
            toPort: rule.at((p) => p.toPort),
          }),
      );
      const others = some(stack.all("ec2.NetworkAclRule"), (other) =>
        other.at((p) => p.ruleAction).ask((action) => action.toLowerCase() === "deny"),
      );
      return unlessDenied(verdict, stack.complete ? others : "unknown");
    }
    const rules = (resource.as("ec2.NetworkAcl") ?? resource.as("ec2.DefaultNetworkAcl"))?.list((p) => p.ingress);
    if (!rules) return notApplicable();
    if (rules.state === "absent") return pass("", [rules.cell.evidence("no open entry")]);
    const entries = rules.items.map(
      (item): Entry => ({
        action: item.at((i) => i.action),
        cidrBlock: item.at((i) => i.cidrBlock),
        ipv6CidrBlock: item.at((i) => i.ipv6CidrBlock),
        protocol: item.at((i) => i.protocol),
        fromPort: item.at((i) => i.fromPort),
        toPort: item.at((i) => i.toPort),
      }),
    );
    const verdict =
      rules.state === "unknown"
        ? undetermined("the entries are not known before deployment", [rules.cell.evidence("no open entry")])
        : all(...entries.map(closed));
    return unlessDenied(
      verdict.outcome === "not-applicable" ? pass() : verdict,
      some(entries, (entry) => not(isAllow(entry))),
    );
  },
  equivalents: {
    prowler: [
      "ec2_networkacl_allow_ingress_any_port",
      "ec2_networkacl_allow_ingress_tcp_port_22",
      "ec2_networkacl_allow_ingress_tcp_port_3389",
    ],
    checkov: ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352"],
  },
  examples: {
    good: {
      "HTTPS for everyone": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [{ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" }],
        }),
      "SSH for one network": (s) =>
        s.add("ec2.NetworkAclRule", {
          networkAclId: s.later(),
          ruleNumber: 100,
          ruleAction: "allow",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlock: "10.0.0.0/16",
        }),
      "nothing let in": (s) => s.add("ec2.DefaultNetworkAcl", { defaultNetworkAclId: s.later() }),
      "SSH for nobody else, in a list": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [{ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" }],
        }),
      "an empty list": (s) => s.add("ec2.NetworkAcl", { vpcId: s.later(), ingress: [] }),
    },
    bad: {
      "SSH for everyone": (s) =>
        s.add("ec2.NetworkAclRule", {
          networkAclId: s.later(),
          ruleNumber: 100,
          ruleAction: "allow",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlock: "0.0.0.0/0",
        }),
      "everything for everyone": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" }],
        }),
      "SSH for everyone, IPv6": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [{ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, ipv6CidrBlock: "::/0" }],
        }),
    },
    unknown: {
      "entry that denies": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [
            { ruleNo: 90, action: "deny", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
            { ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 1, toPort: 1024, cidrBlock: "0.0.0.0/0" },
          ],
        }),
      "a rule of its own that denies first": (s) => {
        s.add("ec2.NetworkAclRule", {
          networkAclId: s.later(),
          ruleNumber: 90,
          ruleAction: "Deny",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlock: "0.0.0.0/0",
        });
        return s.add("ec2.NetworkAclRule", {
          networkAclId: s.later(),
          ruleNumber: 100,
          ruleAction: "allow",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlock: "0.0.0.0/0",
        });
      },
      "protocol known later": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          ingress: [{ ruleNo: 100, action: "allow", protocol: s.later(), fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" }],
        }),
    },
    notApplicable: {
      "rule for outgoing traffic": (s) =>
        s.add("ec2.NetworkAclRule", {
          networkAclId: s.later(),
          ruleNumber: 100,
          egress: true,
          ruleAction: "allow",
          protocol: "-1",
          cidrBlock: "0.0.0.0/0",
        }),
      "no ePHI": (s) =>
        s.add("ec2.NetworkAcl", {
          vpcId: s.later(),
          tags: { DataClassification: "none" },
          ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" }],
        }),
    },
  },
});
