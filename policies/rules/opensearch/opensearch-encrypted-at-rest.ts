import { defineRule } from "../../rule";

export default defineRule({
  id: "opensearch-encrypted-at-rest",
  title: "OpenSearch domains are encrypted at rest",
  threat: "Indices, logs and automated snapshots that hold ePHI lie unencrypted on disks.",
  remedy: "Set encryptAtRest.enabled to true, and encryptAtRest.kmsKeyId to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  check: (domain) =>
    domain
      .at((p) => p.encryptAtRest?.enabled)
      .or(false)
      .equals(true, "encryption at rest is not enabled"),
  equivalents: {
    config: ["opensearch-encrypted-at-rest", "elasticsearch-encrypted-at-rest"],
    cdkNag: ["HIPAA.Security-OpenSearchEncryptedAtRest"],
    prowler: ["opensearch_service_domains_encryption_at_rest_enabled"],
    checkov: ["CKV_AWS_5"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("opensearch.Domain", { encryptAtRest: { enabled: true } }),
      "flag set on the older class": (s) => s.add("elasticsearch.Domain", { encryptAtRest: { enabled: true } }),
    },
    bad: {
      "flag false": (s) => s.add("opensearch.Domain", { encryptAtRest: { enabled: false } }),
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "nothing set on the older class": (s) => s.add("elasticsearch.Domain", { elasticsearchVersion: "7.10" }),
    },
    unknown: {
      "flag known later": (s) => s.add("opensearch.Domain", { encryptAtRest: { enabled: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
