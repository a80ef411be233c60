import { negotiatesAtLeast } from "../../aws/tls-policies";
import { all, defineRule } from "../../rule";

export default defineRule({
  id: "cloudsearch-https-tls12",
  title: "CloudSearch domains take HTTPS with TLS 1.2 only",
  threat: "Documents and queries that hold ePHI travel in plain text or under a broken version of TLS.",
  remedy: 'Set endpointOptions.enforceHttps to true and endpointOptions.tlsSecurityPolicy to "Policy-Min-TLS-1-2-2019-07".',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["cloudsearch.Domain"],
  // Both are as old as the service where nothing is set. The service has no encryption at rest with keys of yours, so none is asked for.
  check: (domain) =>
    all(
      domain
        .at((p) => p.endpointOptions?.enforceHttps)
        .or(false)
        .equals(true, "plain HTTP is not refused"),
      domain
        .at((p) => p.endpointOptions?.tlsSecurityPolicy)
        .or("Policy-Min-TLS-1-0-2019-07")
        .shown()
        .test((policy) => negotiatesAtLeast("opensearch", policy, "1.2"), "a policy of TLS 1.2 or higher", "TLS below 1.2 is accepted"),
    ),
  fix: () => ({ endpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
  equivalents: { checkov: ["CKV_AWS_218", "CKV_AWS_220"] },
  examples: {
    good: {
      "HTTPS with TLS 1.2": (s) =>
        s.add("cloudsearch.Domain", { endpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
      "over two zones": (s) =>
        s.add("cloudsearch.Domain", {
          multiAz: true,
          endpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
        }),
    },
    bad: {
      "nothing set": (s) => s.add("cloudsearch.Domain", {}),
      "HTTPS with TLS 1.0": (s) =>
        s.add("cloudsearch.Domain", { endpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } }),
      "TLS 1.2 where HTTPS is spoken": (s) =>
        s.add("cloudsearch.Domain", { endpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
    },
    unknown: {
      "policy known later": (s) => s.add("cloudsearch.Domain", { endpointOptions: { enforceHttps: true, tlsSecurityPolicy: s.later() } }),
    },
    notApplicable: {
      "a site where only classified resources count": (s) => {
        s.settings({ unclassified: "out-of-scope" });
        return s.add("cloudsearch.Domain", {});
      },
    },
  },
});
