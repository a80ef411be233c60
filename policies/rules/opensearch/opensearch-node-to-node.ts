import { defineRule } from "../../rule";

export default defineRule({
  id: "opensearch-node-to-node",
  title: "OpenSearch domains encrypt traffic between their nodes",
  threat: "Documents that hold ePHI travel between the nodes of the domain in plain text.",
  remedy: "Set nodeToNodeEncryption.enabled to true.",
  cites: ["164.312(e)(2)(ii)", "164.312(e)(1)", "164.312(e)(2)(i)", "164.312(a)(2)(iv)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  check: (domain) =>
    domain
      .at((p) => p.nodeToNodeEncryption?.enabled)
      .or(false)
      .equals(true, "traffic between nodes is not encrypted"),
  equivalents: {
    config: ["opensearch-node-to-node-encryption-check", "elasticsearch-node-to-node-encryption-check"],
    cdkNag: ["HIPAA.Security-OpenSearchNodeToNodeEncryption"],
    prowler: ["opensearch_service_domains_node_to_node_encryption_enabled"],
    checkov: ["CKV_AWS_6"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("opensearch.Domain", { nodeToNodeEncryption: { enabled: true } }),
      "flag set on the older class": (s) => s.add("elasticsearch.Domain", { nodeToNodeEncryption: { enabled: true } }),
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "flag false": (s) => s.add("opensearch.Domain", { nodeToNodeEncryption: { enabled: false } }),
    },
    unknown: {
      "flag known later": (s) => s.add("opensearch.Domain", { nodeToNodeEncryption: { enabled: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
