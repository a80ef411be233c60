import { all, defineRule, fail, notApplicable } from "../../rule";

const cluster = { releaseLabel: "emr-7.5.0", serviceRole: "arn:aws:iam::111122223333:role/emr" };
const instanceProfile = "emr";

export default defineRule({
  id: "emr-not-public",
  title: "EMR clusters are not on the internet",
  threat: "The nodes have public addresses, and one open port gives anybody the ePHI that they work on.",
  remedy: "Set ec2Attributes.subnetId to a private subnet, and blockPublicSecurityGroupRules to true without permitted ranges.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["emr.Cluster", "emr.BlockPublicAccessConfiguration"],
  // Nodes get a public address where their subnet assigns one, and no setting of the cluster changes that. Without a subnet EMR takes the
  // account's default VPC, whose subnets assign them. Source: Amazon EMR Management Guide, "Configure networking in a VPC".
  check(resource, stack) {
    const block = resource.as("emr.BlockPublicAccessConfiguration");
    if (block) {
      return all(
        block.at((p) => p.blockPublicSecurityGroupRules).equals(true, "public security group rules are not blocked"),
        block
          .list((p) => p.permittedPublicSecurityGroupRuleRanges)
          .each((range) => fail("ports are open to the internet", [range.evidence("a range of ports", "none")])),
      );
    }
    const nodes = resource.as("emr.Cluster");
    if (!nodes) return notApplicable();
    const one = nodes.at((p) => p.ec2Attributes?.subnetId);
    const several = nodes.list((p) => p.ec2Attributes?.subnetIds);
    const judge = (subnet: typeof one) =>
      stack.target(nodes, subnet, "ec2.Subnet").decide({
        absent: () => fail("the nodes lie in the account's default VPC", [one.evidence("a private subnet")]),
        resource: (found) =>
          found
            .at((p) => p.mapPublicIpOnLaunch)
            .or(false)
            .equals(false, "the nodes get public addresses"),
      });
    if (one.state !== "absent" || several.state === "absent") return judge(one);
    return all(several.isNotEmpty("the nodes lie in the account's default VPC", "private subnets"), ...several.cells.map(judge));
  },
  equivalents: {
    config: ["emr-master-no-public-ip"],
    prowler: ["emr_cluster_master_nodes_no_public_ip", "emr_cluster_account_public_block_enabled", "emr_cluster_publicly_accesible"],
    checkov: ["CKV_AWS_390", "CKV2_AWS_7"],
  },
  examples: {
    good: {
      "private subnet": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0ddd4444", cidrBlock: "10.0.1.0/24" });
        return s.add("emr.Cluster", { ...cluster, ec2Attributes: { instanceProfile, subnetId: subnet.out("id") } });
      },
      "public rules blocked": (s) => s.add("emr.BlockPublicAccessConfiguration", { blockPublicSecurityGroupRules: true }),
      "private subnets": (s) =>
        s.add("emr.Cluster", {
          ...cluster,
          ec2Attributes: { instanceProfile, subnetIds: [s.add("ec2.Subnet", { vpcId: s.later(), mapPublicIpOnLaunch: false }).out("id")] },
        }),
    },
    bad: {
      "public subnet": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0ddd4444", cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: true });
        return s.add("emr.Cluster", { ...cluster, ec2Attributes: { instanceProfile, subnetId: subnet.out("id") } });
      },
      "no subnet": (s) => s.add("emr.Cluster", cluster),
      "SSH from everywhere": (s) =>
        s.add("emr.BlockPublicAccessConfiguration", {
          blockPublicSecurityGroupRules: true,
          permittedPublicSecurityGroupRuleRanges: [{ minRange: 22, maxRange: 22 }],
        }),
      "a public subnet in a list": (s) =>
        s.add("emr.Cluster", {
          ...cluster,
          ec2Attributes: { instanceProfile, subnetIds: [s.add("ec2.Subnet", { vpcId: s.later(), mapPublicIpOnLaunch: true }).out("id")] },
        }),
      "an empty list of subnets": (s) => s.add("emr.Cluster", { ...cluster, ec2Attributes: { instanceProfile, subnetIds: [] } }),
    },
    unknown: {
      "subnet of another stack": (s) =>
        s.add("emr.Cluster", { ...cluster, ec2Attributes: { instanceProfile, subnetId: "subnet-0aaa1111" } }),
      "subnets known later": (s) => s.add("emr.Cluster", { ...cluster, ec2Attributes: { instanceProfile, subnetIds: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("emr.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
