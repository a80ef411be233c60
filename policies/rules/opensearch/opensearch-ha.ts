import { all, defineRule } from "../../rule";

const redundant = { zoneAwarenessEnabled: true, instanceCount: 3, dedicatedMasterEnabled: true, dedicatedMasterCount: 3 };

export default defineRule({
  id: "opensearch-ha",
  title: "OpenSearch domains survive the loss of an Availability Zone",
  threat: "With one zone down, searches that care depends on stand still, or the domain loses its quorum and writes.",
  remedy: "Set clusterConfig.zoneAwarenessEnabled, instanceCount of 3 or more, and dedicatedMasterEnabled with dedicatedMasterCount of 3.",
  cites: ["164.308(a)(7)(ii)(C)", "164.308(a)(7)(i)"],
  severity: "low",
  // How available a domain must be follows from the site's contingency plan.
  level: "advisory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  check: (domain) =>
    all(
      domain
        .at((p) => p.clusterConfig?.zoneAwarenessEnabled)
        .or(false)
        .equals(true, "the nodes may lie in one Availability Zone"),
      domain
        .at((p) => p.clusterConfig?.instanceCount)
        .or(1)
        .shown()
        .atLeast(3, "there are fewer than three data nodes"),
      domain
        .at((p) => p.clusterConfig?.dedicatedMasterEnabled)
        .or(false)
        .equals(true, "there are no dedicated master nodes"),
      domain
        .at((p) => p.clusterConfig?.dedicatedMasterCount)
        .or(0)
        .shown()
        .atLeast(3, "there are fewer than three dedicated master nodes"),
    ),
  equivalents: {
    cdkNag: ["OpenSearchDedicatedMasterNode", "OpenSearchZoneAwareness"],
    prowler: ["opensearch_service_domains_fault_tolerant_data_nodes", "opensearch_service_domains_fault_tolerant_master_nodes"],
    checkov: ["CKV_AWS_318", "CKV2_AWS_59"],
  },
  examples: {
    good: {
      "three of each": (s) => s.add("opensearch.Domain", { clusterConfig: redundant }),
      "six data nodes": (s) => s.add("opensearch.Domain", { clusterConfig: { ...redundant, instanceCount: 6 } }),
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "two data nodes": (s) => s.add("opensearch.Domain", { clusterConfig: { ...redundant, instanceCount: 2 } }),
      "zones left out": (s) =>
        s.add("opensearch.Domain", { clusterConfig: { instanceCount: 3, dedicatedMasterEnabled: true, dedicatedMasterCount: 3 } }),
      "dedicated masters left out": (s) =>
        s.add("opensearch.Domain", { clusterConfig: { zoneAwarenessEnabled: true, instanceCount: 3, dedicatedMasterCount: 3 } }),
    },
    unknown: {
      "count known later": (s) => s.add("opensearch.Domain", { clusterConfig: { ...redundant, instanceCount: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
