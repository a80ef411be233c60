import { negotiatesAtLeast } from "../../aws/tls-policies";
import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elbv2-tls12-policy",
  title: "Load balancer listeners negotiate TLS 1.2 or higher",
  threat: "A connection that falls back to an old TLS version can be read or altered by known attacks.",
  remedy: 'Set sslPolicy to a policy of TLS 1.2 or higher, such as "ELBSecurityPolicy-TLS13-1-2-2021-06".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.Listener"],
  check: (listener) =>
    when(
      // The provider takes protocols in any case and writes them in capitals itself.
      listener.at((p) => p.protocol).ask((protocol) => /^(https|tls)$/i.test(protocol)),
      () =>
        listener
          .at((p) => p.sslPolicy)
          .shown()
          // The provider's own default, not that of the console.
          .or("ELBSecurityPolicy-2016-08")
          .test((name) => negotiatesAtLeast("elb", name, "1.2"), "a policy of TLS 1.2 or higher", "TLS below 1.2 is accepted"),
      () => notApplicable("the listener does not end TLS"),
    ),
  fix: () => ({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
  equivalents: {
    prowler: ["elbv2_insecure_ssl_ciphers"],
    checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
    pulumi: ["aws-lb-listener-configure-secure-tls", "aws-alb-listener-configure-secure-tls"],
  },
  examples: {
    good: {
      "TLS 1.2 and 1.3": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "network load balancer with a post-quantum policy": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "TLS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    bad: {
      "policy left out": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          tags: { DataClassification: "ephi" },
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "protocol in small letters": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "https",
          sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "TLS 1.3 in the name, TLS 1.0 as the minimum": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    unknown: {
      "policy known later": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          sslPolicy: s.later(),
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "policy of a name that nobody knows yet": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-Next",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    notApplicable: {
      "plain HTTP": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
        }),
      "no ePHI": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          tags: { DataClassification: "none" },
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
  },
});
