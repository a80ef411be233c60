import { defineRule, notApplicable, undetermined, when } from "../../rule";

export default defineRule({
  id: "elbv2-backend-https",
  title: "Load balancers reach their targets over HTTPS or TLS",
  threat: "ePHI between the load balancer and its targets crosses the network in plain text.",
  remedy:
    'Set the target group\'s protocol to "HTTPS" (network load balancer: "TLS") and give the targets a certificate; a self-signed one will do.',
  // Advisory: the way from the load balancer to its targets lies inside the VPC, and none of the HIPAA packs asks for TLS there.
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["lb.TargetGroup"],
  check(group) {
    const protocol = group.at((p) => p.protocol).shown();
    return when(
      group.at((p) => p.targetType).is("lambda", "alb"),
      () => notApplicable("the load balancer calls a function, or another load balancer decides"),
      () => {
        if (protocol.value === "GENEVE") return notApplicable("a gateway load balancer passes packets on as they are");
        // What a TCP or UDP target group passes on may well be encrypted by its two ends.
        if (/^(TCP|UDP|TCP_UDP|QUIC|TCP_QUIC)$/.test(protocol.value ?? "")) {
          return undetermined("whether the two ends encrypt what passes through cannot be read from the program", [
            protocol.evidence('"HTTPS" or "TLS"'),
          ]);
        }
        return protocol.oneOf(["HTTPS", "TLS"], "targets are reached over plain HTTP");
      },
    );
  },
  equivalents: { checkov: ["CKV_AWS_378"] },
  examples: {
    good: {
      HTTPS: (s) => s.add("lb.TargetGroup", { port: 443, protocol: "HTTPS", vpcId: s.later() }),
      "TLS behind a network load balancer": (s) => s.add("alb.TargetGroup", { port: 443, protocol: "TLS", vpcId: s.later() }),
    },
    bad: {
      HTTP: (s) => s.add("lb.TargetGroup", { port: 443, protocol: "HTTP", vpcId: s.later() }),
      "HTTP to addresses": (s) => s.add("lb.TargetGroup", { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: s.later() }),
    },
    unknown: {
      "protocol known later": (s) => s.add("lb.TargetGroup", { port: 443, protocol: s.later(), vpcId: s.later() }),
      "TCP, perhaps with TLS inside": (s) => s.add("lb.TargetGroup", { port: 443, protocol: "TCP", vpcId: s.later() }),
    },
    notApplicable: {
      function: (s) => s.add("lb.TargetGroup", { targetType: "lambda" }),
      "no ePHI": (s) => s.add("lb.TargetGroup", { port: 80, protocol: "HTTP", vpcId: s.later(), tags: { DataClassification: "none" } }),
    },
  },
});
