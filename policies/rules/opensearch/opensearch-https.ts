import { all, defineRule } from "../../rule";

const because = "plain HTTP is not refused";

export default defineRule({
  id: "opensearch-https",
  title: "OpenSearch domains take HTTPS only",
  threat: "Documents and queries that hold ePHI, and the credentials for them, travel in plain text.",
  remedy: "Set domainEndpointOptions.enforceHttps to true.",
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  // AWS enforces nothing unless told to; the provider tells it to wherever the block is there and does not say otherwise.
  check: (domain) =>
    all(
      domain.at((p) => p.domainEndpointOptions).isSet(because, "domainEndpointOptions with HTTPS enforced"),
      domain
        .at((p) => p.domainEndpointOptions?.enforceHttps)
        .or(true)
        .equals(true, because),
    ),
  fix: () => ({ domainEndpointOptions: { enforceHttps: true } }),
  equivalents: {
    config: ["opensearch-https-required"],
    prowler: ["opensearch_service_domains_https_communications_enforced"],
    checkov: ["CKV_AWS_83"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { enforceHttps: true } }),
      "flag left to the provider": (s) =>
        s.add("opensearch.Domain", { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" } }),
    },
    bad: {
      "flag false": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { enforceHttps: false } }),
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "nothing set on the older class": (s) => s.add("elasticsearch.Domain", { elasticsearchVersion: "7.10" }),
    },
    unknown: {
      "flag known later": (s) => s.add("opensearch.Domain", { domainEndpointOptions: { enforceHttps: s.later() } }),
      "options known later": (s) => s.add("opensearch.Domain", { domainEndpointOptions: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
