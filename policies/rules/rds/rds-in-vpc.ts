import { subnetsArePrivate } from "../../aws/private-subnet";
import { defineRule, fail, notApplicable, undetermined } from "../../rule";

const because = "the database is in subnets with a route to the Internet";
const instance = { instanceClass: "db.t4g.medium", engine: "postgres", allocatedStorage: 20 };

export default defineRule({
  id: "rds-in-vpc",
  title: "RDS databases are in private subnets",
  threat: "In a subnet with a route to the Internet one wrong flag or rule opens a database of ePHI to everyone.",
  remedy: "Set dbSubnetGroupName to a subnet group of subnets without a route to an internet gateway.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["rds.Instance", "rds.Cluster"],
  check(database, stack) {
    const group = database.at((p) => p.dbSubnetGroupName);
    const source = database.as("rds.Instance")?.at((p) => p.replicateSourceDb);
    // Without a name it is the default subnet group, which AWS makes of the default VPC's public subnets.
    const byDefault = () => fail(because, [group.evidence("a group of private subnets")]);
    return stack.target(database, group, "rds.SubnetGroup").decide({
      resource: (found) =>
        subnetsArePrivate(
          found,
          found.list((p) => p.subnetIds),
          stack,
          because,
        ),
      // A replica of another Region, which an ARN names, is in the default subnet group of its own. Source: the provider's `dbSubnetGroupName`.
      absent: () => {
        if (!source || source.state === "absent") return byDefault();
        return source.ask((name) => name.startsWith("arn:")) === "no"
          ? notApplicable("a replica is in the subnets of its source")
          : undetermined("whether the replica is in its source's Region is not known here", [group.evidence("a group of private subnets")]);
      },
      outside: () =>
        group.is("default") === "yes"
          ? byDefault()
          : undetermined("the subnet group lies outside this stack", [group.evidence("a group of private subnets")]),
    });
  },
  equivalents: { prowler: ["rds_instance_inside_vpc"] },
  examples: {
    good: {
      "private subnets": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId: "vpc-0123456789abcdef0" });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        const group = s.add("rds.SubnetGroup", { subnetIds: [subnet.out("id")] });
        return s.add("rds.Instance", { ...instance, dbSubnetGroupName: group.out("name") });
      },
      "route to a NAT gateway": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", { vpcId: "vpc-0123456789abcdef0" });
        s.add("ec2.Route", { routeTableId: table.out("id"), destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-0123456789abcdef0" });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        const group = s.add("rds.SubnetGroup", { subnetIds: [subnet.out("id")] });
        return s.add("rds.Cluster", { engine: "aurora-postgresql", dbSubnetGroupName: group.out("name") });
      },
    },
    bad: {
      "no subnet group": (s) => s.add("rds.Instance", instance),
      "subnet with a route to an internet gateway": (s) => {
        const gateway = s.add("ec2.InternetGateway", { vpcId: "vpc-0123456789abcdef0" });
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.1.0/24" });
        const table = s.add("ec2.RouteTable", {
          vpcId: "vpc-0123456789abcdef0",
          routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.out("id") }],
        });
        s.add("ec2.RouteTableAssociation", { subnetId: subnet.out("id"), routeTableId: table.out("id") });
        const group = s.add("rds.SubnetGroup", { subnetIds: [subnet.out("id")] });
        return s.add("rds.Instance", { ...instance, dbSubnetGroupName: group.out("name") });
      },
    },
    unknown: {
      "replica of a database by its ARN": (s) =>
        s.add("rds.Instance", {
          instanceClass: "db.t4g.medium",
          replicateSourceDb: "arn:aws:rds:us-west-2:123456789012:db:patients",
        }),
      "subnet group outside the stack": (s) => s.add("rds.Instance", { ...instance, dbSubnetGroupName: "data" }),
      "subnets outside the stack": (s) => {
        const group = s.add("rds.SubnetGroup", { subnetIds: ["subnet-0123456789abcdef0"] });
        return s.add("rds.Instance", { ...instance, dbSubnetGroupName: group.out("name") });
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("rds.Instance", { ...instance, tags: { DataClassification: "none" } }),
      "replica in the subnets of its source": (s) =>
        s.add("rds.Instance", { instanceClass: "db.t4g.medium", replicateSourceDb: "patients" }),
    },
  },
});
