import { isFromCertificateManager } from "../../aws/listener-certificate";
import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "clb-acm-certificate",
  title: "Classic load balancer listeners use certificates of AWS Certificate Manager",
  threat: "A certificate that nobody renews runs out, and people click warnings away or go back to plain HTTP.",
  remedy: "Set sslCertificateId to the ARN of an aws.acm.Certificate.",
  // Advisory: an uploaded certificate encrypts as well; what it lacks is renewal.
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["elb.LoadBalancer"],
  check: (balancer, stack) =>
    balancer
      .list((p) => p.listeners)
      .each((listener) =>
        when(
          listener.at((l) => l.lbProtocol).ask((name) => ["https", "ssl"].includes(name.toLowerCase())),
          () =>
            isFromCertificateManager(
              stack,
              balancer,
              listener.at((l) => l.sslCertificateId),
            ),
          () => notApplicable("no listener ends TLS"),
        ),
      ),
  equivalents: {
    config: ["elb-acm-certificate-required"],
    cdkNag: ["HIPAA.Security-ELBACMCertificateRequired"],
    prowler: ["elb_ssl_listeners_use_acm_certificate"],
    checkov: ["CKV_AWS_127"],
  },
  examples: {
    good: {
      "certificate of the stack": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [
            {
              instancePort: 443,
              instanceProtocol: "https",
              lbPort: 443,
              lbProtocol: "https",
              sslCertificateId: s.add("acm.Certificate", { domainName: "clinic.example.com" }).out("arn"),
            },
          ],
        }),
      "certificate by its ARN": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [
            {
              instancePort: 443,
              instanceProtocol: "ssl",
              lbPort: 443,
              lbProtocol: "ssl",
              sslCertificateId: "arn:aws:acm:us-east-1:123456789012:certificate/1",
            },
          ],
        }),
    },
    bad: {
      "certificate uploaded to IAM": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [
            {
              instancePort: 443,
              instanceProtocol: "ssl",
              lbPort: 443,
              lbProtocol: "ssl",
              sslCertificateId: "arn:aws:iam::123456789012:server-certificate/clinic",
            },
          ],
        }),
      "no certificate": (s) =>
        s.add("elb.LoadBalancer", { listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https" }] }),
    },
    unknown: {
      "certificate known later": (s) =>
        s.add("elb.LoadBalancer", {
          listeners: [{ instancePort: 443, instanceProtocol: "https", lbPort: 443, lbProtocol: "https", sslCertificateId: s.later() }],
        }),
    },
    notApplicable: {
      "plain HTTP": (s) =>
        s.add("elb.LoadBalancer", { listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }] }),
      "no ePHI": (s) =>
        s.add("elb.LoadBalancer", {
          tags: { DataClassification: "none" },
          listeners: [
            {
              instancePort: 443,
              instanceProtocol: "ssl",
              lbPort: 443,
              lbProtocol: "ssl",
              sslCertificateId: "arn:aws:iam::123456789012:server-certificate/site",
            },
          ],
        }),
    },
  },
});
