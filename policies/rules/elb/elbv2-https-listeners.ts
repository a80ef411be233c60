import type { Cell } from "../../cell";
import { all, defineRule, notApplicable, pass, undetermined, type Verdict, when } from "../../rule";

/** An action that neither forwards a plain request nor lets it go on: a redirect to HTTPS, or an answer of the load balancer's own. */
function refusesPlain(type: Cell<string>, redirectProtocol: Cell<string>): Verdict {
  return when(
    type.is("redirect"),
    () =>
      redirectProtocol
        .shown()
        // Absent means "#{protocol}": the redirect keeps HTTP.
        .or("#{protocol}")
        .equals("HTTPS", "plain HTTP requests are redirected to plain HTTP"),
    () => type.shown().equals("fixed-response", "plain HTTP requests are forwarded"),
  );
}

export default defineRule({
  id: "elbv2-https-listeners",
  title: "Load balancer listeners take HTTPS or TLS",
  threat: "ePHI that crosses the network in plain HTTP is read and altered on its way.",
  remedy:
    'Set protocol to "HTTPS" (network load balancer: "TLS") with a certificate, and let an HTTP listener only redirect, with redirect.protocol "HTTPS".',
  cites: ["164.312(e)(2)(ii)", "164.308(a)(1)(ii)(B)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.Listener"],
  check(listener, stack) {
    const protocol = listener.at((p) => p.protocol).shown();
    const evidence = [protocol.evidence('"HTTPS" or "TLS"')];
    const plainHttp = () =>
      all(
        listener
          .list((p) => p.defaultActions)
          .each((action) =>
            refusesPlain(
              action.at((a) => a.type),
              action.at((a) => a.redirect?.protocol),
            ),
          ),
        stack
          .attached(listener, "lb.ListenerRule", (p) => p.listenerArn)
          .decide({
            present: (rule) =>
              rule
                .list((p) => p.actions)
                .each((action) =>
                  refusesPlain(
                    action.at((a) => a.type),
                    action.at((a) => a.redirect?.protocol),
                  ),
                ),
            absent: () => pass(),
          }),
      );
    if (protocol.state === "absent") {
      // Only an application load balancer has a default; a gateway one takes every packet and has no protocol at all.
      return stack
        .target(
          listener,
          listener.at((p) => p.loadBalancerArn),
          "lb.LoadBalancer",
        )
        .decide({
          resource: (balancer) =>
            when(
              balancer
                .at((p) => p.loadBalancerType)
                .or("application")
                .is("application"),
              plainHttp,
              () => notApplicable("the listeners of a gateway load balancer have no protocol"),
            ),
          absent: plainHttp,
        });
    }
    // The provider takes protocols in any case and writes them in capitals itself.
    switch (protocol.value?.toUpperCase()) {
      case "HTTPS":
      case "TLS":
        return pass("", evidence);
      case "HTTP":
        return plainHttp();
      case "GENEVE":
        return notApplicable("the listeners of a gateway load balancer have no protocol");
      default:
        // What passes through a TCP, UDP or QUIC listener may well be encrypted by its two ends: nothing in the program says so.
        return undetermined("whether the two ends encrypt what passes through the listener cannot be read from the program", evidence);
    }
  },
  equivalents: {
    config: ["alb-http-to-https-redirection-check"],
    cdkNag: ["HIPAA.Security-ALBHttpToHttpsRedirection"],
    prowler: ["elbv2_ssl_listeners", "elbv2_nlb_tls_termination_enabled"],
    checkov: ["CKV_AWS_2", "CKV2_AWS_20"],
    pulumi: ["aws-lb-listener-disallow-unencrypted-traffic", "aws-alb-listener-disallow-unencrypted-traffic"],
  },
  examples: {
    good: {
      HTTPS: (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "HTTPS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "HTTP that redirects to HTTPS": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
        }),
      "HTTPS in small letters": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "https",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "TLS of a network load balancer, older class": (s) =>
        s.add("alb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", { loadBalancerType: "network" }).out("arn"),
          protocol: "TLS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    bad: {
      "HTTP that forwards": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "HTTP",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "HTTP in small letters": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "http",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "no protocol on an application load balancer": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "redirect that keeps HTTP": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { port: "8080", statusCode: "HTTP_301" } }],
        }),
      "rule that forwards on an HTTP listener": (s) => {
        const listener = s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: "HTTP",
          defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
        });
        s.add("lb.ListenerRule", {
          listenerArn: listener.out("arn"),
          actions: [{ type: "forward", targetGroupArn: s.later() }],
          conditions: [{ pathPattern: { values: ["/patients/*"] } }],
        });
        return listener;
      },
    },
    unknown: {
      "TCP, perhaps with TLS inside": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", { loadBalancerType: "network" }).out("arn"),
          protocol: "TCP",
          port: 443,
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "protocol known later": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", {}).out("arn"),
          protocol: s.later(),
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    notApplicable: {
      "gateway load balancer": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", { loadBalancerType: "gateway" }).out("arn"),
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "load balancer without ePHI": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.add("lb.LoadBalancer", { tags: { DataClassification: "none" } }).out("arn"),
          protocol: "HTTP",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
  },
});
