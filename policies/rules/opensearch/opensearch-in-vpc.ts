import { defineRule } from "../../rule";

export default defineRule({
  id: "opensearch-in-vpc",
  title: "OpenSearch domains lie in a VPC",
  threat: "The domain's endpoint is on the internet, and one mistake in its access policy opens the ePHI in it to everybody.",
  remedy: "Set vpcOptions.subnetIds and vpcOptions.securityGroupIds; a domain moves into a VPC by being made anew.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  check: (domain) => domain.list((p) => p.vpcOptions?.subnetIds).isNotEmpty("the domain's endpoint is public", "subnets"),
  equivalents: {
    config: ["opensearch-in-vpc-only", "elasticsearch-in-vpc-only"],
    cdkNag: ["HIPAA.Security-OpenSearchInVPCOnly"],
    prowler: ["opensearch_service_domains_not_publicly_accessible"],
    checkov: ["CKV_AWS_137"],
  },
  examples: {
    good: {
      "one subnet": (s) => s.add("opensearch.Domain", { vpcOptions: { subnetIds: ["subnet-0aaa1111"] } }),
      "a subnet of the stack": (s) => {
        const subnet = s.add("ec2.Subnet", { vpcId: "vpc-0ddd4444", cidrBlock: "10.0.1.0/24" });
        return s.add("opensearch.Domain", { vpcOptions: { subnetIds: [subnet.out("id")] } });
      },
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "no subnets": (s) => s.add("opensearch.Domain", { vpcOptions: { subnetIds: [] } }),
    },
    unknown: {
      "subnets known later": (s) => s.add("opensearch.Domain", { vpcOptions: { subnetIds: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
