import { namedSubnetIsPrivate } from "../../aws/private-subnet";
import { all, defineRule } from "../../rule";

const fileSystemId = "fs-0123456789abcdef0";
const vpcId = "vpc-0123456789abcdef0";

export default defineRule({
  id: "efs-mount-target-private",
  title: "EFS file systems are mounted from private subnets",
  threat:
    "In a subnet with a route to the Internet, or under the default security group, files with ePHI are reached by more than their clients.",
  remedy: "Set subnetId to a subnet without a route to an internet gateway, and securityGroups to groups of the clients.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.MountTarget"],
  check: (mountTarget, stack) =>
    all(
      namedSubnetIsPrivate(
        mountTarget,
        mountTarget.at((p) => p.subnetId),
        stack,
        "the subnet has a route to the Internet",
      ),
      mountTarget.list((p) => p.securityGroups).isNotEmpty("the VPC's default security group is used", "security groups"),
    ),
  equivalents: { prowler: ["efs_mount_target_not_publicly_accessible"] },
  examples: {
    good: {
      "private subnet": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId, cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        return s.add("efs.MountTarget", { fileSystemId, subnetId: subnet.out("id"), securityGroups: ["sg-0123456789abcdef0"] });
      },
      "route to a NAT gateway": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId, cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId, routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-0123456789abcdef0" }] });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        return s.add("efs.MountTarget", { fileSystemId, subnetId: subnet.out("id"), securityGroups: ["sg-0123456789abcdef0"] });
      },
    },
    bad: {
      "route to an internet gateway": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId, cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId });
        s.add("ec2.Route", { routeTableId: table.out("id"), destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        return s.add("efs.MountTarget", { fileSystemId, subnetId: subnet.out("id"), securityGroups: ["sg-0123456789abcdef0"] });
      },
      "an empty list of security groups": (s) =>
        s.add("efs.MountTarget", { fileSystemId, subnetId: "subnet-0123456789abcdef0", securityGroups: [] }),
      "no security group": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId, cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        return s.add("efs.MountTarget", { fileSystemId, subnetId: subnet.out("id") });
      },
    },
    unknown: {
      "subnet outside the stack": (s) =>
        s.add("efs.MountTarget", { fileSystemId, subnetId: "subnet-0123456789abcdef0", securityGroups: ["sg-0123456789abcdef0"] }),
    },
    notApplicable: {
      "file system without ePHI": (s) => {
        const fileSystem = s.add("efs.FileSystem", { tags: { DataClassification: "none" } });
        return s.add("efs.MountTarget", { fileSystemId: fileSystem.out("id"), subnetId: "subnet-0123456789abcdef0" });
      },
    },
  },
});
