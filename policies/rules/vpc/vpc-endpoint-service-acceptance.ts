import { all, defineRule } from "../../rule";

export default defineRule({
  id: "vpc-endpoint-service-acceptance",
  title: "VPC endpoint services accept each consumer by hand",
  threat: "Any account that the service lets ask connects to it unseen, and reaches ePHI.",
  remedy: 'Set acceptanceRequired to true, and name accounts or roles in allowedPrincipals in place of "*".',
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["ec2.VpcEndpointService"],
  check: (service) =>
    all(
      service
        .at((p) => p.acceptanceRequired)
        .or(false)
        .equals(true, "connections are accepted without asking"),
      service.list((p) => p.allowedPrincipals).eachValue((principal) => principal.noneOf(["*"], "every account may connect")),
    ),
  equivalents: { prowler: ["vpc_endpoint_services_allowed_principals_trust_boundaries"], checkov: ["CKV_AWS_123"] },
  examples: {
    good: {
      "accepted by hand": (s) => s.add("ec2.VpcEndpointService", { acceptanceRequired: true, networkLoadBalancerArns: [s.later()] }),
      "one account": (s) =>
        s.add("ec2.VpcEndpointService", {
          acceptanceRequired: true,
          allowedPrincipals: ["arn:aws:iam::123456789012:root"],
          networkLoadBalancerArns: [s.later()],
        }),
    },
    bad: {
      "accepted at once": (s) => s.add("ec2.VpcEndpointService", { acceptanceRequired: false, networkLoadBalancerArns: [s.later()] }),
      "every account": (s) =>
        s.add("ec2.VpcEndpointService", { acceptanceRequired: true, allowedPrincipals: ["*"], networkLoadBalancerArns: [s.later()] }),
    },
    unknown: {
      "principals known later": (s) =>
        s.add("ec2.VpcEndpointService", { acceptanceRequired: true, allowedPrincipals: [s.later()], networkLoadBalancerArns: [s.later()] }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("ec2.VpcEndpointService", { acceptanceRequired: false, tags: { DataClassification: "none" } }),
    },
  },
});
