import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Judged, Stack } from "../../graph/stack";
import { all, defineRule, fail, notApplicable, pass, undetermined, type Verdict } from "../../rule";

const because = "the instance has a public address";
const instance = { ami: "ami-0123456789abcdef0", instanceType: "t4g.large" };

/** A subnet gives a public address where the interface says nothing: Amazon VPC User Guide, "IP addressing for your VPCs and subnets". */
function bySubnet(of: Judged, subnet: Cell<string>, stack: Stack): Verdict {
  return stack.target(of, subnet, ["ec2.Subnet", "ec2.DefaultSubnet"]).decide({
    // The subnets of a default VPC give one unless the program says otherwise.
    resource: (found) =>
      found
        .at((p) => p.mapPublicIpOnLaunch)
        .or(found.node.kind === "ec2.DefaultSubnet")
        .equals(false, because),
    absent: () =>
      undetermined("whether the subnet gives public addresses is not known here", [subnet.evidence("a subnet that gives none")]),
  });
}

/** What an instance leaves open its launch template says, and only then its subnet. */
function byTemplate(of: Resource<"ec2.Instance"> | Resource<"ec2.SpotInstanceRequest">, stack: Stack, otherwise: () => Verdict): Verdict {
  const named = of.at((p) => p.launchTemplate?.id);
  const reference = named.state === "absent" ? of.at((p) => p.launchTemplate?.name) : named;
  return stack.target(of, reference, "ec2.LaunchTemplate").decide({
    resource: (found) => {
      const flags = found.list((p) => p.networkInterfaces);
      if (flags.state === "absent") return otherwise();
      return flags.each((card) => {
        const flag = card.at((p) => p.associatePublicIpAddress);
        return flag.state === "absent" ? otherwise() : flag.equals("false", because);
      });
    },
    absent: otherwise,
  });
}

export default defineRule({
  id: "ec2-no-public-ip",
  title: "EC2 instances have no public address",
  threat: "An instance with a public address is one security group rule away from the whole Internet.",
  remedy: "Set associatePublicIpAddress to false (in launch templates on each of networkInterfaces), and attach no elastic IP address.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(3)(ii)(B)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Instance", "ec2.SpotInstanceRequest", "ec2.LaunchTemplate", "ec2.LaunchConfiguration"],
  check(machine, stack) {
    const template = machine.as("ec2.LaunchTemplate");
    if (template) {
      return template
        .list((p) => p.networkInterfaces)
        .each((card) => {
          const flag = card.at((p) => p.associatePublicIpAddress);
          if (flag.state === "absent") return notApplicable("the subnets that it is launched into decide");
          return flag.equals("false", because);
        });
    }
    const configuration = machine.as("ec2.LaunchConfiguration");
    if (configuration) {
      const flag = configuration.at((p) => p.associatePublicIpAddress);
      return flag.state === "absent" ? notApplicable("the subnets of its group decide") : flag.equals(false, because);
    }
    const launched = machine.as("ec2.Instance") ?? machine.as("ec2.SpotInstanceRequest");
    if (!launched) return notApplicable();
    const flag = launched.at((p) => p.associatePublicIpAddress);
    const bySubnetOfItsOwn = () =>
      bySubnet(
        launched,
        launched.at((p) => p.subnetId),
        stack,
      );
    const own = flag.state === "absent" ? byTemplate(launched, stack, bySubnetOfItsOwn) : flag.equals(false, because);
    const elastic = stack
      .attached(launched, "ec2.Eip", (p) => p.instance)
      .decide({ present: (address) => fail(because, [address.evidence("an elastic IP address", "none")]), absent: () => pass() });
    const associated = stack
      .attached(launched, "ec2.EipAssociation", (p) => p.instanceId)
      .decide({ present: (address) => fail(because, [address.evidence("an elastic IP address", "none")]), absent: () => pass() });
    return all(own, elastic, associated);
  },
  equivalents: {
    config: ["ec2-instance-no-public-ip", "autoscaling-launch-config-public-ip-disabled"],
    cdkNag: ["HIPAA.Security-EC2InstanceNoPublicIp", "HIPAA.Security-AutoScalingLaunchConfigPublicIpDisabled"],
    prowler: [
      "ec2_instance_public_ip",
      "ec2_instance_internet_facing_with_instance_profile",
      "ec2_launch_template_no_public_ip",
      "autoscaling_group_launch_configuration_no_public_ip",
      "ec2_confidential_workload_host_public_ip",
    ],
    checkov: ["CKV_AWS_88", "CKV_AWS_389"],
    pulumi: [
      "aws-ec2-instance-disallow-public-ip",
      "aws-ec2-launchconfiguration-disallow-public-ip",
      "aws-ec2-launchtemplate-disallow-public-ip",
    ],
  },
  examples: {
    good: {
      "flag false": (s) => s.add("ec2.Instance", { ...instance, associatePublicIpAddress: false }),
      "subnet that gives none": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id") });
      },
      'template that says "false"': (s) => s.add("ec2.LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
      "template that gives none": (s) => s.add("ec2.LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
      "launch configuration that gives none": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large", associatePublicIpAddress: false }),
      "launch template of the instance that gives none, by its name": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          launchTemplate: {
            name: s.add("ec2.LaunchTemplate", { name: "records", networkInterfaces: [{ associatePublicIpAddress: "false" }] }).out("name"),
          },
        }),
      "launch template that leaves it to a subnet that gives none": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          subnetId: s.add("ec2.Subnet", { vpcId: s.later(), mapPublicIpOnLaunch: false }).out("id"),
          launchTemplate: { id: s.add("ec2.LaunchTemplate", { networkInterfaces: [{ deviceIndex: 0 }] }).out("id") },
        }),
      "launch template without cards, in a subnet that gives none": (s) =>
        s.add("ec2.Instance", {
          ...instance,
          subnetId: s.add("ec2.Subnet", { vpcId: s.later(), mapPublicIpOnLaunch: false }).out("id"),
          launchTemplate: { id: s.add("ec2.LaunchTemplate", {}).out("id") },
        }),
    },
    bad: {
      "flag true": (s) => s.add("ec2.Instance", { ...instance, associatePublicIpAddress: true }),
      "subnet that gives one": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: true });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id") });
      },
      "subnet of the default VPC": (s) => {
        const subnet = s.add("ec2.DefaultSubnet", { availabilityZone: "us-east-1a" });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id") });
      },
      "elastic IP address": (s) => {
        const host = s.add("ec2.Instance", { ...instance, associatePublicIpAddress: false });
        s.add("ec2.Eip", { instance: host.out("id") });
        return host;
      },
      'template that says "true"': (s) => s.add("ec2.LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
      "launch template of the instance": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" });
        const template = s.add("ec2.LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "true" }] });
        return s.add("ec2.Instance", { ...instance, subnetId: subnet.out("id"), launchTemplate: { id: template.out("id") } });
      },
      "launch configuration": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.large", associatePublicIpAddress: true }),
      "elastic IP address by an association": (s) => {
        const machine = s.add("ec2.Instance", { ...instance, associatePublicIpAddress: false });
        s.add("ec2.EipAssociation", { instanceId: machine.out("id"), allocationId: s.later() });
        return machine;
      },
      "template that gives one": (s) => s.add("ec2.LaunchTemplate", { networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
      "spot instance": (s) => s.add("ec2.SpotInstanceRequest", { ...instance, associatePublicIpAddress: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("ec2.Instance", { ...instance, associatePublicIpAddress: s.later() }),
      "subnet outside the stack": (s) => s.add("ec2.Instance", { ...instance, subnetId: "subnet-0123456789abcdef0" }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "template that leaves it to the subnets": (s) => s.add("ec2.LaunchTemplate", { imageId: "ami-0123456789abcdef0" }),
      "template whose cards leave it to the subnets": (s) => s.add("ec2.LaunchTemplate", { networkInterfaces: [{ deviceIndex: 0 }] }),
      "configuration that leaves it to the subnets": (s) =>
        s.add("ec2.LaunchConfiguration", { imageId: instance.ami, instanceType: "t4g.large" }),
    },
  },
});
