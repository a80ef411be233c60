import { closedToWorld, INGRESS_KINDS } from "../../aws/ingress";
import { opensPort } from "../../aws/network";
import { some } from "../../aws/ternary";
import { defineRule } from "../../rule";

/** SSH and Remote Desktop. */
const adminPorts: readonly number[] = [22, 3389];

export default defineRule({
  id: "sg-no-open-ssh-rdp",
  title: "Security groups do not open SSH and Remote Desktop to the Internet",
  threat: "Anyone on the Internet can try passwords and known flaws against a server that reaches ePHI.",
  remedy: "Use Session Manager in place of SSH and Remote Desktop, or name an address range or a security group as the source.",
  cites: [
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.312(e)(1)",
  ],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: INGRESS_KINDS,
  check: (resource, stack) =>
    closedToWorld(
      resource,
      stack,
      (range) => some(adminPorts, (port) => opensPort(range, port)),
      "SSH or Remote Desktop is open to the Internet",
    ),
  equivalents: {
    config: ["restricted-ssh", "restricted-common-ports"],
    cdkNag: ["HIPAA.Security-EC2RestrictedSSH", "HIPAA.Security-EC2RestrictedCommonPorts"],
    prowler: [
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389",
      "ec2_instance_port_ssh_exposed_to_internet",
      "ec2_instance_port_rdp_exposed_to_internet",
    ],
    checkov: ["CKV_AWS_24", "CKV_AWS_25"],
  },
  examples: {
    good: {
      "SSH for one network": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/16"] }] }),
      "HTTPS for everyone": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
      "ping for everyone": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "icmp",
          fromPort: 8,
          toPort: -1,
          cidrIpv4: "0.0.0.0/0",
        }),
    },
    bad: {
      "SSH for everyone": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] }),
      "Remote Desktop for everyone, IPv6": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "tcp",
          fromPort: 3389,
          toPort: 3389,
          cidrIpv6: "::/0",
        }),
      "two halves of the Internet": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "ingress",
          securityGroupId: s.later(),
          protocol: "tcp",
          fromPort: 0,
          toPort: 1023,
          cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
        }),
    },
    unknown: {
      "port known later": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: s.later(), toPort: s.later(), cidrBlocks: ["0.0.0.0/0"] }] }),
    },
    notApplicable: {
      "rule for outgoing traffic": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "egress",
          securityGroupId: s.later(),
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlocks: ["0.0.0.0/0"],
        }),
      "no ePHI": (s) =>
        s.add("ec2.SecurityGroup", {
          tags: { DataClassification: "none" },
          ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
        }),
    },
  },
});
