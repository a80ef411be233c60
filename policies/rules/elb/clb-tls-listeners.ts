import { defineRule, undetermined } from "../../rule";

export default defineRule({
  id: "clb-tls-listeners",
  title: "Classic load balancer listeners take HTTPS or SSL",
  threat: "ePHI that crosses the network in plain HTTP is read and altered on its way.",
  remedy: 'Set lbProtocol of each listener to "https" or "ssl" with sslCertificateId, or move to an application load balancer.',
  cites: ["164.312(e)(2)(ii)", "164.308(a)(1)(ii)(B)", "164.308(a)(4)(ii)(A)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["elb.LoadBalancer"],
  // The way to the instances (instanceProtocol) is inside the VPC, and judged for newer load balancers by elbv2-backend-https.
  check: (balancer) =>
    balancer
      .list((p) => p.listeners)
      .each((listener) => {
        const protocol = listener.at((l) => l.lbProtocol).shown();
        // What passes through a TCP listener may well be encrypted by its two ends.
        if (protocol.value?.toLowerCase() === "tcp") {
          return undetermined("whether the two ends encrypt what passes through the listener cannot be read from the program", [
            protocol.evidence('"https" or "ssl"'),
          ]);
        }
        return protocol.test((name) => ["https", "ssl"].includes(name.toLowerCase()), '"https" or "ssl"', "a listener takes plain HTTP");
      }),
  equivalents: {
    config: ["elb-tls-https-listeners-only"],
    cdkNag: ["HIPAA.Security-ELBTlsHttpsListenersOnly"],
    prowler: ["elb_ssl_listeners"],
    checkov: ["CKV_AWS_376"],
    pulumi: ["aws-elb-loadbalancer-disallow-unencrypted-traffic"],
  },
  examples: {
    good: {
      HTTPS: (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
      "SSL in capitals": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "SSL", lbPort: 443, lbProtocol: "SSL", sslCertificateId: s.later() }],
        }),
    },
    bad: {
      HTTP: (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "http", sslCertificateId: s.later() }],
        }),
      "HTTP beside HTTPS": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [
            { instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() },
            { instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" },
          ],
        }),
    },
    unknown: {
      "protocol known later": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: s.later() }],
        }),
      "TCP, perhaps with TLS inside": (s) =>
        s.add("elb.LoadBalancer", { listeners: [{ instancePort: 443, instanceProtocol: "tcp", lbPort: 443, lbProtocol: "tcp" }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
