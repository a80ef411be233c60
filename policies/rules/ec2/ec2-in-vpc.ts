import { any, defineRule, fail, pass } from "../../rule";

const because = "the instance is launched into the default VPC";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

export default defineRule({
  id: "ec2-in-vpc",
  title: "EC2 instances are launched into a subnet of a VPC of their own",
  threat: "The subnets of the default VPC are open to the Internet, and whatever else the account runs shares them.",
  remedy: "Set subnetId to a subnet of a VPC that was made for the workload.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "low",
  // Advisory: EC2-Classic is gone, so every instance is in a VPC; the default one is a poor place rather than a hole.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.Instance"],
  check(instance, stack) {
    const subnet = instance.at((p) => p.subnetId);
    const template = instance.at((p) => p.launchTemplate?.id);
    const bySubnet = stack.target(instance, subnet, ["ec2.Subnet", "ec2.DefaultSubnet"]).decide({
      resource: (found) =>
        found.node.kind === "ec2.Subnet"
          ? pass("", [subnet.evidence("a subnet")])
          : fail(because, [subnet.evidence("a subnet of another VPC")]),
      absent: () => fail(because, [subnet.evidence("a subnet")]),
      outside: () => pass("", [subnet.evidence("a subnet")]),
    });
    return any(
      bySubnet,
      instance.list((p) => p.networkInterfaces).cell.isSet(because, "a network interface"),
      instance.at((p) => p.primaryNetworkInterface).isSet(because, "a network interface"),
      stack.target(instance, template, "ec2.LaunchTemplate").decide({
        resource: (found) =>
          found
            .list((p) => p.networkInterfaces)
            .some(
              (card) => card.at((p) => p.subnetId).isSet(because, "a subnet"),
              () => fail(because),
            ),
        absent: () => fail(because),
      }),
    );
  },
  equivalents: { config: ["ec2-instances-in-vpc"], cdkNag: ["HIPAA.Security-EC2InstancesInVPC"], checkov: ["CKV_AWS_148"] },
  examples: {
    good: {
      "subnet of a VPC": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        const subnet = s.add("ec2.Subnet", { vpcId: vpc.out("id"), cidrBlock: "10.0.1.0/24" });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id") });
      },
      "subnet by its id": (s) => s.add("ec2.Instance", { ...instance, subnetId: "subnet-0123456789abcdef0" }),
    },
    bad: {
      "no subnet": (s) => s.add("ec2.Instance", instance),
      "subnet of the default VPC": (s) => {
        const subnet = s.add("ec2.DefaultSubnet", { availabilityZone: "us-east-1a" });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id") });
      },
    },
    unknown: {
      "subnet known later": (s) => s.add("ec2.Instance", { ...instance, subnetId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
    },
  },
});
