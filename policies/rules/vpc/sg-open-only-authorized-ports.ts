import { closedToWorld, INGRESS_KINDS } from "../../aws/ingress";
import { opensPort, type PortRange } from "../../aws/network";
import type { Ternary } from "../../aws/ternary";
import { defineRule, list } from "../../rule";

/** Whether a range holds a port that is not one of the authorized: its first such port does, if any. */
function opensOther(range: PortRange, authorized: ReadonlySet<number>): Ternary {
  let port = typeof range.fromPort === "number" && range.fromPort > 0 ? range.fromPort : 0;
  while (authorized.has(port)) port++;
  return port > 65_535 ? "no" : opensPort(range, port);
}

export default defineRule({
  id: "sg-open-only-authorized-ports",
  title: "Security groups open authorized ports only to the Internet",
  threat: "A service that was never meant for the Internet can be attacked from there, and leads on to ePHI.",
  remedy: "Name an address range or a security group as the source, or put the port on the rule's list where it is meant for everyone.",
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: INGRESS_KINDS,
  parameters: {
    // Port 80 is here for redirects to HTTPS; what may listen there is decided by sg-no-http-80 and elbv2-https-listeners.
    authorizedPorts: list({ default: ["443", "80"], description: "Ports, as numbers, that may be open to the whole Internet." }),
  },
  check(resource, stack, { parameters }) {
    const authorized = new Set(parameters.authorizedPorts.map(Number));
    return closedToWorld(
      resource,
      stack,
      (range) => opensOther(range, authorized),
      "a port that is not authorized is open to the Internet",
    );
  },
  equivalents: {
    config: ["vpc-sg-open-only-to-authorized-ports"],
    cdkNag: ["EC2RestrictedInbound"],
    prowler: [
      "ec2_securitygroup_allow_ingress_from_internet_to_all_ports",
      "ec2_securitygroup_allow_ingress_from_internet_to_any_port",
      "ec2_securitygroup_allow_ingress_from_internet_to_any_port_from_ip",
      "ec2_securitygroup_allow_wide_open_public_ipv4",
      "ec2_confidential_workload_host_unrestricted_ingress",
      "ec2_confidential_workload_host_vsock_proxy_exposed",
    ],
    checkov: ["CKV_AWS_277"],
    pulumi: ["aws-ec2-securitygroup-disallow-public-internet-ingress"],
  },
  examples: {
    good: {
      "HTTPS for everyone": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] }),
      "another port, authorized": (s) => {
        s.parameters({ authorizedPorts: ["443", "8443"] });
        return s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "tcp",
          fromPort: 8443,
          toPort: 8443,
          cidrIpv4: "0.0.0.0/0",
        });
      },
      "another port for one network": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["10.0.0.0/8"] }] }),
    },
    bad: {
      "another port for everyone": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["0.0.0.0/0"] }] }),
      "range beyond an authorized port": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 444,
          cidrIpv4: "0.0.0.0/0",
        }),
      "all ports": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "ingress",
          securityGroupId: s.later(),
          protocol: "all",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["0.0.0.0/0"],
        }),
    },
    unknown: {
      "addresses known later": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.SecurityGroup", {
          ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
