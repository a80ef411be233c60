import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elb-desync-mitigation",
  title: "Load balancers defend against HTTP desync",
  threat: "A request that two servers read differently is smuggled into somebody else's session.",
  remedy: 'Leave desyncMitigationMode out, or set it to "defensive" or "strictest".',
  cites: ["164.312(e)(2)(i)", "164.312(e)(1)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.LoadBalancer", "elb.LoadBalancer"],
  check(balancer) {
    const mode = () =>
      balancer
        .at((p) => p.desyncMitigationMode)
        .shown()
        .or("defensive")
        .noneOf(["monitor"], "ambiguous requests are only counted, not refused");
    const modern = balancer.as("lb.LoadBalancer");
    if (!modern) return mode();
    return when(
      modern
        .at((p) => p.loadBalancerType)
        .or("application")
        .is("application"),
      mode,
      () => notApplicable("only application load balancers read requests"),
    );
  },
  fix: () => ({ desyncMitigationMode: "defensive" }),
  equivalents: { prowler: ["elbv2_desync_mitigation_mode", "elb_desync_mitigation_mode"], checkov: ["CKV_AWS_328"] },
  examples: {
    good: {
      "AWS's default": (s) => s.add("lb.LoadBalancer", {}),
      strictest: (s) => s.add("lb.LoadBalancer", { desyncMitigationMode: "strictest" }),
    },
    bad: {
      monitor: (s) => s.add("lb.LoadBalancer", { desyncMitigationMode: "monitor" }),
      "monitor on a classic load balancer": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          desyncMitigationMode: "monitor",
        }),
    },
    unknown: {
      "known later": (s) => s.add("lb.LoadBalancer", { desyncMitigationMode: s.later() }),
    },
    notApplicable: {
      "network load balancer": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "network" }),
      "no ePHI": (s) => s.add("lb.LoadBalancer", { desyncMitigationMode: "monitor", tags: { DataClassification: "none" } }),
    },
  },
});
