import * as aws from "@pulumi/aws";
import { prefix } from "./foundation";

// vpc-flow-logs: nobody added an aws.ec2.FlowLog
export const vpc = new aws.ec2.Vpc("network", { cidrBlock: "10.30.0.0/16", enableDnsHostnames: true });
new aws.ec2.DefaultSecurityGroup("network", { vpcId: vpc.id, ingress: [], egress: [] });

const zones = aws.getAvailabilityZonesOutput({ state: "available" }).names;
export const subnets = [0, 1, 2].map(
  (index) =>
    new aws.ec2.Subnet(`private-${index + 1}`, {
      vpcId: vpc.id,
      cidrBlock: `10.30.${index}.0/24`,
      availabilityZone: zones.apply((names) => names[index] ?? ""),
    }),
);
export const subnetIds = subnets.map((subnet) => subnet.id);

export const closed = new aws.ec2.SecurityGroup("private", { name: `${prefix}-private`, description: "Within the network", vpcId: vpc.id });

// sg-open-only-authorized-ports: the open port is no port for everyone
new aws.ec2.SecurityGroup("database-clients", {
  name: `${prefix}-database-clients`,
  description: "PostgreSQL for the reporting team",
  vpcId: vpc.id,
  ingress: [
    { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.30.0.0/16"] },
    // sg-no-open-data-ports: IPv4 was narrowed after a review, IPv6 was forgotten
    { protocol: "tcp", fromPort: 5432, toPort: 5432, ipv6CidrBlocks: ["::/0"] },
  ],
});
