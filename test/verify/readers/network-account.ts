// Networks, machines and load balancers, written by the SDK: of each kind one resource that is as the rules ask and one that is not.
import { ACMClient, RequestCertificateCommand } from "@aws-sdk/client-acm";
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AttachVolumeCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateImageCommand,
  CreateInternetGatewayCommand,
  CreateKeyPairCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateManagedPrefixListCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  ModifyImageAttributeCommand,
  ModifyInstanceAttributeCommand,
  ModifyInstanceMetadataOptionsCommand,
  ModifyLaunchTemplateCommand,
  ModifySnapshotAttributeCommand,
  ModifySubnetAttributeCommand,
  type RequestLaunchTemplateData,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  DeleteRuleCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { credentials, region } from "../clinic-account";
import { balancers, must, tls13 } from "./balancer-account";

const anywhere = "0.0.0.0/0";
const everything = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: anywhere }] }];
const ami = "ami-12c6146b";

function clientsOf(endpoint: string) {
  const at = { endpoint, region, credentials };
  return {
    acm: new ACMClient(at),
    ec2: new EC2Client(at),
    elb: new ElasticLoadBalancingV2Client(at),
    kms: new KMSClient(at),
    s3: new S3Client({ ...at, forcePathStyle: true }),
  };
}

async function vpcWith(ec2: EC2Client, block: string) {
  const vpc = must((await ec2.send(new CreateVpcCommand({ CidrBlock: `${block}.0.0/16` }))).Vpc?.VpcId);
  const subnets = await Promise.all(
    ["a", "b"].map(async (zone, index) => {
      const made = await ec2.send(
        new CreateSubnetCommand({ VpcId: vpc, CidrBlock: `${block}.${index}.0/24`, AvailabilityZone: `${region}${zone}` }),
      );
      return must(made.Subnet?.SubnetId);
    }),
  );
  const groups = await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [vpc] }] }));
  const defaultGroup = must(groups.SecurityGroups?.find(({ GroupName: name }) => name === "default")?.GroupId);
  return { vpc, subnet: must(subnets[0]), otherSubnet: must(subnets[1]), defaultGroup };
}

/** A network as the rules ask: private, logged, its default group empty. */
async function goodNetwork(ec2: EC2Client) {
  const network = await vpcWith(ec2, "10.1");
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: network.defaultGroup, IpPermissions: everything }));
  await ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds: [network.vpc],
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "s3",
      LogDestination: "arn:aws:s3:::clinic-flow-logs",
    }),
  );
  const table = must((await ec2.send(new CreateRouteTableCommand({ VpcId: network.vpc }))).RouteTable?.RouteTableId);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: network.subnet }));
  const acl = must((await ec2.send(new CreateNetworkAclCommand({ VpcId: network.vpc }))).NetworkAcl?.NetworkAclId);
  await ec2.send(
    new CreateNetworkAclEntryCommand({
      NetworkAclId: acl,
      RuleNumber: 100,
      Protocol: "6",
      RuleAction: "allow",
      Egress: false,
      CidrBlock: "10.1.0.0/16",
      PortRange: { From: 0, To: 65_535 },
    }),
  );
  const list = await ec2.send(
    new CreateManagedPrefixListCommand({
      PrefixListName: "offices",
      AddressFamily: "IPv4",
      MaxEntries: 5,
      Entries: [{ Cidr: "198.51.100.0/24" }],
    }),
  );
  const group = await groupIn(ec2, network.vpc, "good");
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: group, IpPermissions: everything }));
  await ec2.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: anywhere }] }],
    }),
  );
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: anywhere }] },
        { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: must(list.PrefixList?.PrefixListId) }] },
        { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group }] },
      ],
    }),
  );
  return { ...network, table, acl, group };
}

async function groupIn(ec2: EC2Client, vpc: string, name: string): Promise<string> {
  return must((await ec2.send(new CreateSecurityGroupCommand({ VpcId: vpc, GroupName: name, Description: name }))).GroupId);
}

const openToAll = [{ IpProtocol: "tcp", FromPort: 0, ToPort: 65_535, IpRanges: [{ CidrIp: anywhere }] }];

async function badNetwork(ec2: EC2Client) {
  const network = await vpcWith(ec2, "10.2");
  await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: network.subnet, MapPublicIpOnLaunch: { Value: true } }));
  const gateway = must((await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway?.InternetGatewayId);
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: network.vpc, InternetGatewayId: gateway }));
  const table = must((await ec2.send(new CreateRouteTableCommand({ VpcId: network.vpc }))).RouteTable?.RouteTableId);
  await ec2.send(new CreateRouteCommand({ RouteTableId: table, DestinationCidrBlock: anywhere, GatewayId: gateway }));
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId: network.subnet }));
  const group = await groupIn(ec2, network.vpc, "bad");
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: openToAll }));
  const front = await groupIn(ec2, network.vpc, "front");
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: front,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6: "::/0" }] }],
    }),
  );
  const endpoint = await ec2.send(
    new CreateVpcEndpointCommand({ VpcId: network.vpc, ServiceName: `com.amazonaws.${region}.s3`, VpcEndpointType: "Gateway" }),
  );
  const transit = await ec2.send(
    new CreateTransitGatewayCommand({ Description: "bad", Options: { AutoAcceptSharedAttachments: "enable" } }),
  );
  return {
    ...network,
    gateway,
    table,
    group,
    front,
    endpoint: must(endpoint.VpcEndpoint?.VpcEndpointId),
    transit: must(transit.TransitGateway?.TransitGatewayId),
  };
}

async function machines(ec2: EC2Client, key: string, subnets: { readonly good: string; readonly bad: string }) {
  await ec2.send(new CreateKeyPairCommand({ KeyName: "shared" }));
  const good = await ec2.send(
    new RunInstancesCommand({
      ImageId: ami,
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnets.good,
      UserData: Buffer.from("#!/bin/sh\necho ready").toString("base64"),
      MetadataOptions: { HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ DeviceName: "/dev/sda1", Ebs: { Encrypted: true, KmsKeyId: key, VolumeSize: 8, DeleteOnTermination: true } }],
    }),
  );
  const bad = await ec2.send(
    new RunInstancesCommand({
      ImageId: ami,
      InstanceType: "t3.micro",
      MinCount: 2,
      MaxCount: 2,
      SubnetId: subnets.bad,
      KeyName: "shared",
      UserData: Buffer.from("export DB=postgres://records:hunter2secret@db/visits").toString("base64"),
      MetadataOptions: { HttpTokens: "optional", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 3 },
    }),
  );
  const [badId, gone] = [must(bad.Instances?.[0]?.InstanceId), must(bad.Instances?.[1]?.InstanceId)];
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
  const goodId = must(good.Instances?.[0]?.InstanceId);
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: goodId, DisableApiTermination: { Value: true } }));
  const described = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [badId] }));
  const rootOfBad = must(described.Reservations?.[0]?.Instances?.[0]?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId);
  return { good: goodId, bad: badId, gone, rootOfBad };
}

async function disks(ec2: EC2Client, key: string, instance: { readonly good: string; readonly rootOfBad: string }) {
  const zone = { AvailabilityZone: `${region}a`, Size: 10 };
  const good = must((await ec2.send(new CreateVolumeCommand({ ...zone, Encrypted: true, KmsKeyId: key }))).VolumeId);
  const bad = must((await ec2.send(new CreateVolumeCommand(zone))).VolumeId);
  await ec2.send(new AttachVolumeCommand({ VolumeId: good, InstanceId: instance.good, Device: "/dev/sdf" }));
  const goodSnapshot = must((await ec2.send(new CreateSnapshotCommand({ VolumeId: good }))).SnapshotId);
  const badSnapshot = must((await ec2.send(new CreateSnapshotCommand({ VolumeId: instance.rootOfBad }))).SnapshotId);
  const share = { SnapshotId: badSnapshot, Attribute: "createVolumePermission", OperationType: "add" } as const;
  await ec2.send(new ModifySnapshotAttributeCommand({ ...share, GroupNames: ["all"] }));
  return { good, bad, goodSnapshot, badSnapshot };
}

async function templates(ec2: EC2Client) {
  const data: RequestLaunchTemplateData = {
    ImageId: ami,
    MetadataOptions: { HttpTokens: "required" },
    NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }],
    BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { Encrypted: true } }],
    Monitoring: { Enabled: true },
  };
  const make = async (name: string, given: RequestLaunchTemplateData) =>
    must(
      (await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData: given }))).LaunchTemplate
        ?.LaunchTemplateId,
    );
  const good = await make("good", data);
  const bad = await make("bad", {
    ...data,
    MetadataOptions: undefined,
    NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }],
  });
  // Its latest version is mended, but the default one is what is launched where none is named.
  await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId: bad, LaunchTemplateData: data }));
  return { good, bad };
}

/** Makes the account. */
export async function makeNetworkAccount(endpoint: string) {
  const { acm, ec2, elb, kms, s3 } = clientsOf(endpoint);
  await s3.send(new CreateBucketCommand({ Bucket: "clinic-balancer-logs" }));
  await s3.send(new CreateBucketCommand({ Bucket: "clinic-flow-logs" }));
  const key = must((await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn);
  const good = await goodNetwork(ec2);
  const bad = await badNetwork(ec2);
  const instances = await machines(ec2, key, { good: good.subnet, bad: bad.subnet });
  const volumes = await disks(ec2, key, instances);
  const address = must((await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }))).AllocationId);
  await ec2.send(new AssociateAddressCommand({ AllocationId: address, InstanceId: instances.bad }));
  const image = must((await ec2.send(new CreateImageCommand({ InstanceId: instances.bad, Name: "bad" }))).ImageId);
  await ec2.send(new ModifyImageAttributeCommand({ ImageId: image, LaunchPermission: { Add: [{ Group: "all" }] } }));
  const launch = await templates(ec2);
  const certificate = must((await acm.send(new RequestCertificateCommand({ DomainName: "clinic.example" }))).CertificateArn);
  const balancing = await balancers(elb, bad, instances.good, certificate);

  /** Mends, behind every program's back, what can be mended in place. */
  const mend = async () => {
    await ec2.send(new EnableEbsEncryptionByDefaultCommand({}));
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: bad.group, IpPermissions: openToAll }));
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: bad.defaultGroup, IpPermissions: everything }));
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: bad.subnet, MapPublicIpOnLaunch: { Value: false } }));
    await ec2.send(
      new CreateFlowLogsCommand({
        ResourceIds: [bad.vpc],
        ResourceType: "VPC",
        TrafficType: "REJECT",
        LogDestinationType: "s3",
        LogDestination: "arn:aws:s3:::clinic-flow-logs",
      }),
    );
    await ec2.send(
      new ModifyInstanceMetadataOptionsCommand({ InstanceId: instances.bad, HttpTokens: "required", HttpPutResponseHopLimit: 1 }),
    );
    await ec2.send(
      new ModifySnapshotAttributeCommand({
        SnapshotId: volumes.badSnapshot,
        Attribute: "createVolumePermission",
        OperationType: "remove",
        GroupNames: ["all"],
      }),
    );
    await ec2.send(new ModifyImageAttributeCommand({ ImageId: image, LaunchPermission: { Remove: [{ Group: "all" }] } }));
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId: launch.bad, DefaultVersion: "2" }));
    await elb.send(new ModifyListenerCommand({ ListenerArn: balancing.badListener, SslPolicy: tls13 }));
    await elb.send(new DeleteRuleCommand({ RuleArn: balancing.rule }));
    await elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: balancing.bad,
        Attributes: [
          { Key: "deletion_protection.enabled", Value: "true" },
          { Key: "routing.http.desync_mitigation_mode", Value: "strictest" },
        ],
      }),
    );
  };
  return { good, bad, instances, volumes, address, image, launch, balancing, mend };
}
