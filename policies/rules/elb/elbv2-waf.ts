import { any, defineRule, missing, notApplicable, pass, when } from "../../rule";

export default defineRule({
  id: "elbv2-waf",
  title: "Public application load balancers stand behind a web application firewall",
  threat: "Known attacks on web applications reach the application that holds ePHI unfiltered.",
  remedy: "Add an aws.wafv2.WebAclAssociation whose resourceArn is the load balancer's ARN, or set internal to true.",
  // Advisory: AWS Firewall Manager may associate a web ACL from outside of any program.
  cites: ["164.312(a)(1)", "164.308(a)(5)(ii)(B)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["lb.LoadBalancer"],
  check(balancer, stack) {
    const type = balancer.at((p) => p.loadBalancerType).or("application");
    const because = "no web ACL is associated";
    return when(
      type.is("application"),
      () =>
        when(
          balancer
            .at((p) => p.internal)
            .or(false)
            .is(true),
          () => notApplicable("the load balancer is internal"),
          () =>
            any(
              stack
                .attached(balancer, "wafv2.WebAclAssociation", (p) => p.resourceArn)
                .some(
                  () => pass(),
                  () => missing(balancer, because, "an aws.wafv2.WebAclAssociation"),
                ),
              stack
                .attached(balancer, "wafregional.WebAclAssociation", (p) => p.resourceArn)
                .some(
                  () => pass(),
                  () => missing(balancer, because, "an aws.wafv2.WebAclAssociation"),
                ),
            ),
        ),
      () => notApplicable("a web ACL protects application load balancers only"),
    );
  },
  equivalents: { config: ["alb-waf-enabled"], cdkNag: ["ALBWAFEnabled"], prowler: ["elbv2_waf_acl_attached"], checkov: ["CKV2_AWS_28"] },
  examples: {
    good: {
      associated: (s) => {
        const balancer = s.add("lb.LoadBalancer", {});
        s.add("wafv2.WebAclAssociation", { resourceArn: balancer.out("arn"), webAclArn: s.later() });
        return balancer;
      },
      "associated in WAF Classic": (s) => {
        const balancer = s.add("lb.LoadBalancer", {});
        s.add("wafregional.WebAclAssociation", { resourceArn: balancer.out("arn"), webAclId: s.later() });
        return balancer;
      },
    },
    bad: {
      "no association": (s) => s.add("lb.LoadBalancer", {}),
      "association of another load balancer": (s) => {
        const other = s.add("lb.LoadBalancer", {});
        s.add("wafv2.WebAclAssociation", { resourceArn: other.out("arn"), webAclArn: s.later() });
        return s.add("lb.LoadBalancer", { internal: false });
      },
    },
    unknown: {
      "association of something known later": (s) => {
        const balancer = s.add("lb.LoadBalancer", {});
        s.add("wafv2.WebAclAssociation", { resourceArn: s.later(), webAclArn: s.later() });
        return balancer;
      },
    },
    notApplicable: {
      internal: (s) => s.add("lb.LoadBalancer", { internal: true }),
      "network load balancer": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "network" }),
      "no ePHI": (s) => s.add("lb.LoadBalancer", { tags: { DataClassification: "none" } }),
    },
  },
});
