import { all, defineRule, pass } from "../../rule";

const open = "every account may connect";

export default defineRule({
  id: "vpc-endpoint-service-acceptance",
  title: "VPC endpoint services accept each consumer by hand",
  threat: "Any account that the service lets ask connects to it unseen, and reaches ePHI.",
  remedy: 'Set acceptanceRequired to true, and name accounts or roles in allowedPrincipals in place of "*".',
  cites: ["164.312(a)(1)", "164.312(e)(1)"],
  severity: "medium",
  // Advisory: a list of allowed principals that holds the site's own accounts only lets nobody else in either.
  level: "advisory",
  applies: "ephi",
  on: ["ec2.VpcEndpointService"],
  check: (service, stack) =>
    all(
      service
        .at((p) => p.acceptanceRequired)
        .or(false)
        .equals(true, "connections are accepted without asking"),
      service.list((p) => p.allowedPrincipals).eachValue((principal) => principal.noneOf(["*"], open)),
      stack
        .attached(service, "ec2.VpcEndpointServiceAllowedPrinciple", (p) => p.vpcEndpointServiceId)
        .decide({ present: (allowed) => allowed.at((p) => p.principalArn).noneOf(["*"], open), absent: () => pass() }),
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
      "every account, by a resource of its own": (s) => {
        const service = s.add("ec2.VpcEndpointService", { acceptanceRequired: true, networkLoadBalancerArns: [s.later()] });
        s.add("ec2.VpcEndpointServiceAllowedPrinciple", { vpcEndpointServiceId: service.out("id"), principalArn: "*" });
        return service;
      },
      "accepted at once": (s) => s.add("ec2.VpcEndpointService", { acceptanceRequired: false, networkLoadBalancerArns: [s.later()] }),
      "every account": (s) =>
        s.add("ec2.VpcEndpointService", { acceptanceRequired: true, allowedPrincipals: ["*"], networkLoadBalancerArns: [s.later()] }),
      "nothing set": (s) =>
        s.add("ec2.VpcEndpointService", { acceptanceRequired: false, networkLoadBalancerArns: [s.later()], allowedPrincipals: ["*"] }),
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
