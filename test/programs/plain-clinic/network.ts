import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup } from "./log-groups";
import { arnOf, prefix, region } from "./naming";
import { flowLogsRole, grant } from "./roles";

const zones = aws.getAvailabilityZonesOutput({ state: "available" }).names;
const zoneCount = 2;
/** Carries only what the load balancer's own subnets route; no ePHI rests there. */
const edgeTags = { DataClassification: "internal" };

export const vpc = new aws.ec2.Vpc("clinic", {
  cidrBlock: "10.20.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
  tags: { Name: prefix },
});

// What names no security group gets this one, and with it no traffic at all.
new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id, ingress: [], egress: [] });

function subnets(tier: string, firstBlock: number, tags?: Record<string, string>): aws.ec2.Subnet[] {
  return Array.from({ length: zoneCount }, (_, index) => {
    const availabilityZone = zones.apply((names) => names[index] ?? "");
    return new aws.ec2.Subnet(`${tier}-${index + 1}`, {
      vpcId: vpc.id,
      availabilityZone,
      cidrBlock: `10.20.${firstBlock + index}.0/24`,
      mapPublicIpOnLaunch: false,
      tags: { Name: pulumi.interpolate`${prefix}-${tier}-${availabilityZone}`, ...tags },
    });
  });
}

export const edgeSubnets = subnets("edge", 0, edgeTags);
export const applicationSubnets = subnets("application", 16);
export const dataSubnets = subnets("data", 32);

const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id, tags: edgeTags });
const edgeRoutes = new aws.ec2.RouteTable("edge", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
  tags: edgeTags,
});
// No route leads out of these: AWS's services are reached by endpoints.
const privateRoutes = new aws.ec2.RouteTable("private", { vpcId: vpc.id });

for (const [index, subnet] of edgeSubnets.entries()) {
  new aws.ec2.RouteTableAssociation(`edge-${index + 1}`, { subnetId: subnet.id, routeTableId: edgeRoutes.id });
}
for (const [index, subnet] of [...applicationSubnets, ...dataSubnets].entries()) {
  new aws.ec2.RouteTableAssociation(`private-${index + 1}`, { subnetId: subnet.id, routeTableId: privateRoutes.id });
}

function securityGroup(name: string, description: string): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(name, { name: `${prefix}-${name}`, description, vpcId: vpc.id, tags: { Name: `${prefix}-${name}` } });
}

export const loadBalancerGroup = securityGroup("load-balancer", "Portal's load balancer");
export const portalGroup = securityGroup("portal", "Portal's containers");
export const functionGroup = securityGroup("functions", "Functions");
export const databaseGroup = securityGroup("database", "Database cluster");
const endpointGroup = securityGroup("endpoints", "Endpoints of AWS services");

/** Lets one group reach another on one port: both sides of it. */
function allow(from: aws.ec2.SecurityGroup, to: aws.ec2.SecurityGroup, port: number, name: string): void {
  const traffic = { ipProtocol: "tcp", fromPort: port, toPort: port };
  new aws.vpc.SecurityGroupEgressRule(name, { securityGroupId: from.id, referencedSecurityGroupId: to.id, ...traffic });
  new aws.vpc.SecurityGroupIngressRule(name, { securityGroupId: to.id, referencedSecurityGroupId: from.id, ...traffic });
}

export const portalPort = 8443;
export const databasePort = 5432;
allow(loadBalancerGroup, portalGroup, portalPort, "load-balancer-to-portal");
allow(portalGroup, databaseGroup, databasePort, "portal-to-database");
allow(functionGroup, databaseGroup, databasePort, "functions-to-database");
allow(portalGroup, endpointGroup, 443, "portal-to-endpoints");
allow(functionGroup, endpointGroup, 443, "functions-to-endpoints");

// The staff's networks; port 80 only tells browsers to come back over HTTPS.
const clinicNetworks = new pulumi.Config().requireObject<string[]>("clinicNetworks");
for (const [index, cidrIpv4] of clinicNetworks.entries()) {
  for (const port of [443, 80]) {
    new aws.vpc.SecurityGroupIngressRule(`clinic-${index + 1}-to-${port}`, {
      securityGroupId: loadBalancerGroup.id,
      cidrIpv4,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    });
  }
}
// The load balancer asks Cognito for tokens, which has no endpoint in the VPC.
new aws.vpc.SecurityGroupEgressRule("load-balancer-to-cognito", {
  securityGroupId: loadBalancerGroup.id,
  cidrIpv4: "0.0.0.0/0",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
});

for (const service of ["s3", "dynamodb"]) {
  const endpoint = new aws.ec2.VpcEndpoint(service, {
    vpcId: vpc.id,
    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
    vpcEndpointType: "Gateway",
    routeTableIds: [privateRoutes.id],
  });
  for (const group of [portalGroup, functionGroup]) {
    new aws.vpc.SecurityGroupEgressRule(`${group === portalGroup ? "portal" : "functions"}-to-${service}`, {
      securityGroupId: group.id,
      prefixListId: endpoint.prefixListId,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
  }
}
for (const service of ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "sqs", "kms"]) {
  new aws.ec2.VpcEndpoint(service, {
    vpcId: vpc.id,
    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: applicationSubnets.map((subnet) => subnet.id),
    securityGroupIds: [endpointGroup.id],
  });
}

const flowLogPath = `/aws/vpc/${prefix}`;
const flowLogs = logGroup("flow-logs", flowLogPath);
grant("flow-logs", flowLogsRole, [
  {
    Sid: "WriteFlowLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
    Resource: arnOf("logs", `log-group:${flowLogPath}:*`),
  },
]);
new aws.ec2.FlowLog("clinic", {
  vpcId: vpc.id,
  trafficType: "ALL",
  logDestinationType: "cloud-watch-logs",
  logDestination: flowLogs.arn,
  iamRoleArn: flowLogsRole.arn,
  maxAggregationInterval: 60,
});
