import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elbv2-drop-invalid-headers",
  title: "Application load balancers drop invalid header fields",
  threat: "A request with a malformed header is smuggled past the load balancer's checks, into somebody else's session.",
  remedy: "Set dropInvalidHeaderFields to true.",
  cites: ["164.312(e)(2)(i)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.LoadBalancer"],
  check: (balancer) =>
    when(
      balancer
        .at((p) => p.loadBalancerType)
        .or("application")
        .is("application"),
      () =>
        balancer
          .at((p) => p.dropInvalidHeaderFields)
          .or(false)
          .equals(true, "invalid header fields are passed on"),
      () => notApplicable("only application load balancers read header fields"),
    ),
  fix: () => ({ dropInvalidHeaderFields: true }),
  equivalents: {
    cdkNag: ["HIPAA.Security-ALBHttpDropInvalidHeaderEnabled"],
    prowler: ["elbv2_alb_drop_invalid_header_fields_enabled"],
    checkov: ["CKV_AWS_131"],
  },
  examples: {
    good: {
      dropped: (s) => s.add("lb.LoadBalancer", { dropInvalidHeaderFields: true }),
      "type named": (s) => s.add("alb.LoadBalancer", { loadBalancerType: "application", dropInvalidHeaderFields: true }),
    },
    bad: {
      "passed on": (s) => s.add("lb.LoadBalancer", { dropInvalidHeaderFields: false }),
      "left out": (s) => s.add("lb.LoadBalancer", {}),
    },
    unknown: {
      "known later": (s) => s.add("lb.LoadBalancer", { dropInvalidHeaderFields: s.later() }),
    },
    notApplicable: {
      "network load balancer": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "network" }),
      "no ePHI": (s) => s.add("lb.LoadBalancer", { tags: { DataClassification: "none" } }),
    },
  },
});
