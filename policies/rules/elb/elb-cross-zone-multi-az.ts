import { some } from "../../aws/ternary";
import type { Cell } from "../../cell";
import type { Stack } from "../../graph/stack";
import { all, defineRule, notApplicable, undetermined, type Verdict, when } from "../../rule";

/** A list that is not there, or empty, does not count: AWS then takes the other one. An item that is known only later is still an item. */
function atLeastTwo(list: Cell<readonly unknown[]>): Verdict {
  if (list.state === "absent" || (Array.isArray(list.value) && list.value.length === 0)) return notApplicable();
  return list.test((items) => (Array.isArray(items) ? items.length >= 2 : "unknown"), "two or more", "only one Availability Zone is used");
}

/** A target group may switch on for itself what its load balancer leaves off: Network Load Balancers guide, "Edit target group attributes". */
function unlessTargetGroups(stack: Stack, verdict: Verdict): Verdict {
  if (verdict.outcome !== "fail") return verdict;
  const own = some(stack.all("lb.TargetGroup"), (group) => group.at((p) => p.loadBalancingCrossZoneEnabled).is("true"));
  return (stack.complete ? own : "unknown") === "no"
    ? verdict
    : undetermined("target groups may spread traffic for themselves", verdict.evidence);
}

export default defineRule({
  id: "elb-cross-zone-multi-az",
  title: "Load balancers spread over Availability Zones",
  threat: "When one Availability Zone fails, ePHI cannot be reached in an emergency.",
  remedy: "Name subnets in two or more Availability Zones, and set enableCrossZoneLoadBalancing (classic: crossZoneLoadBalancing) to true.",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["elb.LoadBalancer", "lb.LoadBalancer"],
  check(balancer, stack) {
    const because = "traffic is not spread over the Availability Zones";
    const classic = balancer.as("elb.LoadBalancer");
    if (classic) {
      return all(
        classic
          .at((p) => p.crossZoneLoadBalancing)
          .or(true)
          .equals(true, because),
        atLeastTwo(classic.list((p) => p.availabilityZones).cell),
        atLeastTwo(classic.list((p) => p.subnets).cell),
      );
    }
    const modern = balancer.as("lb.LoadBalancer");
    if (!modern) return notApplicable();
    return when(
      modern
        .at((p) => p.loadBalancerType)
        .or("application")
        .is("application"),
      // AWS takes no application load balancer with fewer than two zones, and it always balances across them.
      () => notApplicable("an application load balancer always spreads over its zones"),
      () =>
        all(
          unlessTargetGroups(
            stack,
            modern
              .at((p) => p.enableCrossZoneLoadBalancing)
              .or(false)
              .equals(true, because),
          ),
          atLeastTwo(modern.list((p) => p.subnets).cell),
          atLeastTwo(modern.list((p) => p.subnetMappings).cell),
        ),
    );
  },
  equivalents: {
    config: ["elb-cross-zone-load-balancing-enabled"],
    cdkNag: ["HIPAA.Security-ELBCrossZoneLoadBalancingEnabled"],
    prowler: [
      "elb_cross_zone_load_balancing_enabled",
      "elbv2_cross_zone_load_balancing_enabled",
      "elb_is_in_multiple_az",
      "elbv2_is_in_multiple_az",
    ],
    checkov: ["CKV_AWS_138", "CKV_AWS_152"],
    pulumi: ["aws-elb-loadbalancer-configure-multi-availability-zone"],
  },
  examples: {
    good: {
      "network load balancer in two subnets": (s) =>
        s.add("lb.LoadBalancer", { loadBalancerType: "network", enableCrossZoneLoadBalancing: true, subnets: [s.later(), s.later()] }),
      "subnets beside an empty list of zones": (s) =>
        s.add("elb.LoadBalancer", {
          availabilityZones: [],
          subnets: [s.later(), s.later()],
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
      "classic load balancer with AWS's default": (s) =>
        s.add("elb.LoadBalancer", {
          availabilityZones: ["us-east-1a", "us-east-1b"],
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
    },
    bad: {
      "network load balancer in one subnet, list of mappings empty": (s) =>
        s.add("lb.LoadBalancer", {
          loadBalancerType: "network",
          enableCrossZoneLoadBalancing: true,
          subnets: [s.later()],
          subnetMappings: [],
        }),
      "network load balancer with AWS's default": (s) =>
        s.add("lb.LoadBalancer", { loadBalancerType: "network", subnets: [s.later(), s.later()] }),
      "classic load balancer in one zone": (s) =>
        s.add("elb.LoadBalancer", {
          availabilityZones: ["us-east-1a"],
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
    },
    unknown: {
      "target group that spreads traffic for itself": (s) => {
        s.add("lb.TargetGroup", { port: 443, protocol: "TCP", vpcId: s.later(), loadBalancingCrossZoneEnabled: "true" });
        return s.add("lb.LoadBalancer", { loadBalancerType: "network", subnets: [s.later(), s.later()] });
      },
      "subnets known later": (s) =>
        s.add("lb.LoadBalancer", { loadBalancerType: "network", enableCrossZoneLoadBalancing: true, subnets: s.later() }),
    },
    notApplicable: {
      "application load balancer": (s) => s.add("lb.LoadBalancer", {}),
      "no ePHI": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "network", tags: { DataClassification: "none" } }),
    },
  },
});
