import { defineRule } from "../../rule";

export default defineRule({
  id: "subnet-no-auto-public-ip",
  title: "Subnets give no public addresses on launch",
  threat: "A server that holds ePHI can be reached from the Internet because nobody thought of its address.",
  remedy:
    "Leave mapPublicIpOnLaunch out or set it to false; a default subnet must set it to false. Load balancers and NAT gateways do not need it.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Subnet", "ec2.DefaultSubnet"],
  // An IPv6 address is not asked about: every one is a public one, and an egress-only gateway keeps the Internet out.
  check: (subnet) =>
    subnet
      .at((p) => p.mapPublicIpOnLaunch)
      // AWS's default subnets give public addresses unless told not to.
      .or(subnet.as("ec2.DefaultSubnet") !== undefined)
      .equals(false, "servers get a public address on launch"),
  fix: () => ({ mapPublicIpOnLaunch: false }),
  equivalents: {
    config: ["subnet-auto-assign-public-ip-disabled"],
    cdkNag: ["HIPAA.Security-VPCSubnetAutoAssignPublicIpDisabled"],
    prowler: ["vpc_subnet_no_public_ip_by_default"],
    checkov: ["CKV_AWS_130"],
  },
  examples: {
    good: {
      "left out": (s) => s.add("ec2.Subnet", { vpcId: s.later(), cidrBlock: "10.0.1.0/24" }),
      "default subnet, switched off": (s) => s.add("ec2.DefaultSubnet", { availabilityZone: "us-east-1a", mapPublicIpOnLaunch: false }),
    },
    bad: {
      "switched on": (s) =>
        s.add("ec2.Subnet", {
          vpcId: s.later(),
          cidrBlock: "10.0.1.0/24",
          mapPublicIpOnLaunch: true,
          tags: { DataClassification: "ephi" },
        }),
      "default subnet, left out": (s) => s.add("ec2.DefaultSubnet", { availabilityZone: "us-east-1a" }),
    },
    unknown: {
      "known later": (s) => s.add("ec2.Subnet", { vpcId: s.later(), cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("ec2.Subnet", {
          vpcId: s.later(),
          cidrBlock: "10.0.1.0/24",
          mapPublicIpOnLaunch: true,
          tags: { DataClassification: "public" },
        }),
    },
  },
});
