import { defineRule } from "../../rule";

export default defineRule({
  id: "opensearch-auto-update",
  title: "OpenSearch domains install service software by themselves",
  threat: "A known fault of the service software stays open on a domain that holds ePHI.",
  remedy: "Set softwareUpdateOptions.autoSoftwareUpdateEnabled to true.",
  cites: ["164.308(a)(5)(ii)(A)"],
  severity: "low",
  // AWS installs updates that are due anyway; this only brings them forward.
  level: "advisory",
  applies: "ephi",
  on: ["opensearch.Domain"],
  check: (domain) =>
    domain
      .at((p) => p.softwareUpdateOptions?.autoSoftwareUpdateEnabled)
      .or(false)
      .equals(true, "service software is not updated by itself"),
  fix: () => ({ softwareUpdateOptions: { autoSoftwareUpdateEnabled: true } }),
  equivalents: { prowler: ["opensearch_service_domains_updated_to_the_latest_service_software_version"] },
  examples: {
    good: {
      "flag set": (s) => s.add("opensearch.Domain", { softwareUpdateOptions: { autoSoftwareUpdateEnabled: true } }),
      "flag set, in the hours of little use": (s) =>
        s.add("opensearch.Domain", { softwareUpdateOptions: { autoSoftwareUpdateEnabled: true }, offPeakWindowOptions: { enabled: true } }),
    },
    bad: {
      "nothing set": (s) => s.add("opensearch.Domain", {}),
      "flag false": (s) => s.add("opensearch.Domain", { softwareUpdateOptions: { autoSoftwareUpdateEnabled: false } }),
    },
    unknown: {
      "flag known later": (s) => s.add("opensearch.Domain", { softwareUpdateOptions: { autoSoftwareUpdateEnabled: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("opensearch.Domain", { tags: { DataClassification: "none" } }),
    },
  },
});
