import { all, defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elbv2-access-logs",
  title: "Load balancers log the requests they take",
  threat: "Nobody can tell who reached ePHI through the load balancer, and when.",
  remedy: "Set accessLogs.enabled to true and accessLogs.bucket to a log bucket; an application load balancer's bucket must use SSE-S3.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["lb.LoadBalancer"],
  check(balancer, stack) {
    const type = balancer.at((p) => p.loadBalancerType).or("application");
    const logs = () =>
      all(
        balancer
          .at((p) => p.accessLogs?.enabled)
          .or(false)
          .equals(true, "access logs are not enabled"),
        balancer.at((p) => p.accessLogs?.bucket).isSet("access logs have no bucket", "a log bucket"),
      );
    return when(
      type.is("gateway"),
      () => notApplicable("a gateway load balancer has no access logs"),
      () =>
        when(
          type.is("network"),
          // A network load balancer writes access logs for its TLS listeners only: for others there is nothing that it could log.
          () =>
            stack
              .attached(balancer, "lb.Listener", (p) => p.loadBalancerArn)
              .some(
                (listener) =>
                  when(
                    listener.at((p) => p.protocol).ask((protocol) => protocol.toUpperCase() === "TLS"),
                    logs,
                  ),
                () => notApplicable("a network load balancer without TLS listeners has no access logs"),
              ),
          logs,
        ),
    );
  },
  equivalents: {
    config: ["elb-logging-enabled"],
    cdkNag: ["HIPAA.Security-ELBLoggingEnabled"],
    prowler: ["elbv2_logging_enabled"],
    checkov: ["CKV_AWS_91"],
    pulumi: [
      "aws-lb-loadbalancer-configure-access-logging",
      "aws-lb-loadbalancer-enable-access-logging",
      "aws-alb-loadbalancer-configure-access-logging",
      "aws-alb-loadbalancer-enable-access-logging",
    ],
  },
  examples: {
    good: {
      "application load balancer": (s) =>
        s.add("lb.LoadBalancer", { accessLogs: { bucket: s.add("s3.Bucket", {}).out("bucket"), enabled: true } }),
      "network load balancer with a TLS listener": (s) => {
        const balancer = s.add("lb.LoadBalancer", { loadBalancerType: "network", accessLogs: { bucket: "logs", enabled: true } });
        s.add("lb.Listener", {
          loadBalancerArn: balancer.out("arn"),
          protocol: "TLS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        });
        return balancer;
      },
    },
    bad: {
      "bucket without enabled": (s) => s.add("lb.LoadBalancer", { accessLogs: { bucket: s.add("s3.Bucket", {}).out("bucket") } }),
      "nothing set": (s) => s.add("lb.LoadBalancer", {}),
      "network load balancer with a TLS listener": (s) => {
        const balancer = s.add("lb.LoadBalancer", { loadBalancerType: "network" });
        s.add("lb.Listener", {
          loadBalancerArn: balancer.out("arn"),
          protocol: "TLS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        });
        return balancer;
      },
    },
    unknown: {
      "enabled known later": (s) => s.add("lb.LoadBalancer", { accessLogs: { bucket: "logs", enabled: s.later() } }),
    },
    notApplicable: {
      "gateway load balancer": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "gateway" }),
      "network load balancer without TLS listeners": (s) => s.add("lb.LoadBalancer", { loadBalancerType: "network" }),
      "no ePHI": (s) => s.add("lb.LoadBalancer", { tags: { DataClassification: "none" } }),
    },
  },
});
