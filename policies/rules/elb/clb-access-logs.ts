import { all, defineRule } from "../../rule";

export default defineRule({
  id: "clb-access-logs",
  title: "Classic load balancers log the requests they take",
  threat: "Nobody can tell who reached ePHI through the load balancer, and when.",
  remedy: "Set accessLogs.bucket to a log bucket, and leave accessLogs.enabled out or true.",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)", "164.308(a)(3)(ii)(A)", "164.308(a)(6)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["elb.LoadBalancer"],
  check: (balancer) =>
    all(
      balancer.at((p) => p.accessLogs?.bucket).isSet("access logs are not enabled", "a log bucket"),
      // On this class a block that is there is switched on.
      balancer
        .at((p) => p.accessLogs?.enabled)
        .or(true)
        .equals(true, "access logs are not enabled"),
    ),
  equivalents: {
    config: ["elb-logging-enabled"],
    cdkNag: ["HIPAA.Security-ELBLoggingEnabled"],
    prowler: ["elb_logging_enabled"],
    checkov: ["CKV_AWS_92"],
    pulumi: ["aws-elb-loadbalancer-configure-access-logging"],
  },
  examples: {
    good: {
      "bucket named": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          accessLogs: { bucket: s.add("s3.Bucket", {}).out("bucket") },
        }),
      "switched on": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          accessLogs: { bucket: "logs", enabled: true },
        }),
    },
    bad: {
      "switched off": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          accessLogs: { bucket: "logs", enabled: false },
        }),
      "nothing set": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
    },
    unknown: {
      "switch known later": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          accessLogs: { bucket: "logs", enabled: s.later() },
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
