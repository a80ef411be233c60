import { isFromCertificateManager } from "../../aws/listener-certificate";
import { defineRule, notApplicable, when } from "../../rule";

export default defineRule({
  id: "elbv2-acm-certificate",
  title: "Load balancer listeners use certificates of AWS Certificate Manager",
  threat: "A certificate that nobody renews runs out, and people click warnings away or go back to plain HTTP.",
  remedy: "Set certificateArn to that of an aws.acm.Certificate.",
  // Advisory: an uploaded certificate encrypts as well; what it lacks is renewal.
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["lb.Listener"],
  check: (listener, stack) =>
    when(
      listener.at((p) => p.protocol).is("HTTPS", "TLS"),
      () =>
        isFromCertificateManager(
          stack,
          listener,
          listener.at((p) => p.certificateArn),
        ),
      () => notApplicable("the listener does not end TLS"),
    ),
  equivalents: { config: ["elbv2-acm-certificate-required"], cdkNag: ["HIPAA.Security-ELBv2ACMCertificateRequired"] },
  examples: {
    good: {
      "certificate of the stack": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          certificateArn: s.add("acm.Certificate", { domainName: "clinic.example.com" }).out("arn"),
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "certificate by its ARN": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "TLS",
          certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    bad: {
      "certificate uploaded to IAM": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "TLS",
          certificateArn: "arn:aws:iam::123456789012:server-certificate/clinic",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
      "no certificate": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
    unknown: {
      "certificate known later": (s) =>
        s.add("lb.Listener", {
          loadBalancerArn: s.later(),
          protocol: "HTTPS",
          certificateArn: s.later(),
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
          protocol: "TLS",
          tags: { DataClassification: "none" },
          certificateArn: "arn:aws:iam::123456789012:server-certificate/site",
          defaultActions: [{ type: "forward", targetGroupArn: s.later() }],
        }),
    },
  },
});
