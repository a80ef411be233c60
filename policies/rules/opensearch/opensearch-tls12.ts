import { negotiatesAtLeast } from "../../aws/tls-policies";
import { defineRule } from "../../rule";

export default defineRule({
  id: "opensearch-tls12",
  title: "OpenSearch domains negotiate TLS 1.2 or higher",
  threat: "A client can be talked down to TLS 1.0, which protects ePHI on its way with broken means.",
  remedy: 'Set domainEndpointOptions.tlsSecurityPolicy to "Policy-Min-TLS-1-2-PFS-2023-10".',
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  // AWS's documents name no default. Domains created without a policy have been given the first one that there was, of July 2019.
  check: (domain) =>
    domain
      .at((p) => p.domainEndpointOptions?.tlsSecurityPolicy)
      .or("Policy-Min-TLS-1-0-2019-07")
      .shown()
      .test((policy) => negotiatesAtLeast("opensearch", policy, "1.2"), "a policy of TLS 1.2 or higher", "TLS below 1.2 is accepted"),
  fix: () => ({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" } }),
  equivalents: { checkov: ["CKV_AWS_228"] },
  examples: {
    good: {
      "TLS 1.2 with forward secrecy": (s) =>
        s.add("opensearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" } }),
      "TLS 1.2 on the older class": (s) =>
        s.add("elasticsearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
    },
    bad: {
      "TLS 1.0": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } }),
      "no policy": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { enforceHttps: true } }),
      "nothing set": (s) => s.add("opensearch.Domain", {}),
    },
    unknown: {
      "policy known later": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: s.later() } }),
      "a policy newer than this rule": (s) =>
        s.add("opensearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Modern-2030-01" } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
