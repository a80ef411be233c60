import { defineRule } from "../../rule";

export default defineRule({
  id: "elbv2-deletion-protection",
  title: "Load balancers are protected from deletion",
  threat: "One mistaken command takes away the way to ePHI in an emergency.",
  remedy: "Set enableDeletionProtection to true.",
  cites: ["164.308(a)(7)(i)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.LoadBalancer"],
  check: (balancer) =>
    balancer
      .at((p) => p.enableDeletionProtection)
      .or(false)
      .equals(true, "the load balancer is not protected from deletion"),
  fix: () => ({ enableDeletionProtection: true }),
  equivalents: {
    config: ["elb-deletion-protection-enabled"],
    cdkNag: ["HIPAA.Security-ELBDeletionProtectionEnabled"],
    prowler: ["elbv2_deletion_protection"],
    checkov: ["CKV_AWS_150"],
  },
  examples: {
    good: {
      protected: (s) => s.add("lb.LoadBalancer", { enableDeletionProtection: true }),
      "network load balancer, older class": (s) =>
        s.add("alb.LoadBalancer", { loadBalancerType: "network", enableDeletionProtection: true }),
    },
    bad: {
      "switched off": (s) => s.add("lb.LoadBalancer", { enableDeletionProtection: false }),
      "left out": (s) => s.add("lb.LoadBalancer", {}),
    },
    unknown: {
      "known later": (s) => s.add("lb.LoadBalancer", { enableDeletionProtection: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("lb.LoadBalancer", { tags: { DataClassification: "none" } }),
    },
  },
});
