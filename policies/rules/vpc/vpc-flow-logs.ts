import type { Resource } from "../../graph/resource";
import { all, any, defineRule, missing, type Verdict } from "../../rule";

/** AWS takes a log of accepted traffic alone, but then who tried to get in is not in it. */
function records(log: Resource<"ec2.FlowLog">): Verdict {
  return all(
    log
      .at((p) => p.trafficType)
      .shown()
      .oneOf(["ALL", "REJECT"], "the flow log leaves rejected traffic out"),
    any(
      log.at((p) => p.logDestination).isSet("the flow log has no destination", "a log group, bucket or delivery stream"),
      // Older versions of the provider take a log group by its name.
      log.node
        .read<{ logGroupName?: string }>()
        .at((p) => p.logGroupName)
        .isSet("the flow log has no destination", "a log group"),
    ),
  );
}

export default defineRule({
  id: "vpc-flow-logs",
  title: "VPCs have flow logs",
  threat: "Nobody can tell who reached the network that carries ePHI, or tried to.",
  remedy: 'Add an aws.ec2.FlowLog with vpcId, trafficType "ALL" and logDestination, or one for each subnet.',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)", "164.312(c)(2)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.Vpc", "ec2.DefaultVpc"],
  check: (vpc, stack) =>
    any(
      stack.attached(vpc, "ec2.FlowLog", (p) => p.vpcId).some(records, () => missing(vpc, "the VPC has no flow log", "an aws.ec2.FlowLog")),
      stack
        .attached(vpc, "ec2.Subnet", (p) => p.vpcId)
        .decide({
          present: (subnet) =>
            stack
              .attached(subnet, "ec2.FlowLog", (p) => p.subnetId)
              .some(records, () => missing(subnet, "not each of its subnets has one of its own", "an aws.ec2.FlowLog")),
          absent: () => missing(vpc, "not each of its subnets has one of its own", "an aws.ec2.FlowLog"),
        }),
    ),
  equivalents: {
    config: ["vpc-flow-logs-enabled"],
    cdkNag: ["HIPAA.Security-VPCFlowLogsEnabled"],
    prowler: ["vpc_flow_logs_enabled"],
    checkov: ["CKV2_AWS_11"],
  },
  examples: {
    good: {
      "all traffic": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.FlowLog", { vpcId: vpc.out("id"), trafficType: "ALL", logDestination: s.later(), iamRoleArn: s.later() });
        return vpc;
      },
      "each subnet, beside a log of the VPC's accepted traffic": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        const subnet = s.add("ec2.Subnet", { vpcId: vpc.out("id"), cidrBlock: "10.0.1.0/24" });
        s.add("ec2.FlowLog", { vpcId: vpc.out("id"), trafficType: "ACCEPT", logDestination: s.later(), iamRoleArn: s.later() });
        s.add(
          "ec2.FlowLog",
          { subnetId: subnet.out("id"), trafficType: "ALL", logDestinationType: "s3", logDestination: s.later() },
          { name: "subnet" },
        );
        return vpc;
      },
      "each subnet": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        const subnet = s.add("ec2.Subnet", { vpcId: vpc.out("id"), cidrBlock: "10.0.1.0/24" });
        s.add("ec2.FlowLog", { subnetId: subnet.out("id"), trafficType: "ALL", logDestinationType: "s3", logDestination: s.later() });
        return vpc;
      },
    },
    bad: {
      "no flow log": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" }),
      "beside a subnet of a VPC known later": (s) => {
        s.add("ec2.Subnet", { vpcId: s.later(), cidrBlock: "10.1.0.0/24" });
        return s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
      },
      "accepted traffic only": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.FlowLog", { vpcId: vpc.out("id"), trafficType: "ACCEPT", logDestination: s.later(), iamRoleArn: s.later() });
        return vpc;
      },
      "one of two subnets": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        const subnet = s.add("ec2.Subnet", { vpcId: vpc.out("id"), cidrBlock: "10.0.1.0/24" });
        s.add("ec2.Subnet", { vpcId: vpc.out("id"), cidrBlock: "10.0.2.0/24" });
        s.add("ec2.FlowLog", { subnetId: subnet.out("id"), trafficType: "ALL", logDestinationType: "s3", logDestination: s.later() });
        return vpc;
      },
      "default VPC": (s) => s.add("ec2.DefaultVpc", {}),
    },
    unknown: {
      "of a VPC known later": (s) => {
        const vpc = s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
        s.add("ec2.FlowLog", { vpcId: s.later(), trafficType: "ALL", logDestination: s.later(), iamRoleArn: s.later() });
        return vpc;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.Vpc", { cidrBlock: "10.0.0.0/16", tags: { DataClassification: "none" } }),
    },
  },
});
