import { defineRule } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };

// There is no fix: an existing cluster is migrated in place, and takes no writes until it is done.
export default defineRule({
  id: "redshift-encrypted",
  title: "Redshift clusters are encrypted at rest",
  threat: "A snapshot or disk of an unencrypted cluster discloses the ePHI in its tables.",
  remedy: 'Leave encrypted out or set it to "true"; an existing cluster is encrypted in place.',
  cites: ["164.312(a)(2)(iv)", "164.312(b)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster"],
  // The property is text, and its default is "true" since major version 7 of the provider.
  check: (cluster) =>
    cluster
      .at((p) => p.encrypted)
      .or("true")
      .test((flag) => flag.toString().toLowerCase() === "true", '"true"', "the cluster is not encrypted"),
  equivalents: {
    config: ["redshift-cluster-configuration-check"],
    cdkNag: ["HIPAA.Security-RedshiftClusterConfiguration", "RedshiftClusterEncryptionAtRest"],
    prowler: ["redshift_cluster_encrypted_at_rest"],
    checkov: ["CKV_AWS_64"],
  },
  examples: {
    good: {
      'flag "true"': (s) => s.add("redshift.Cluster", { ...cluster, encrypted: "true" }),
      "flag left out": (s) => s.add("redshift.Cluster", cluster),
      "flag as a boolean": (s) => s.addUntyped("redshift.Cluster", { ...cluster, encrypted: true }),
    },
    bad: {
      'flag "false"': (s) => s.add("redshift.Cluster", { ...cluster, encrypted: "false" }),
      "flag as a boolean": (s) => s.addUntyped("redshift.Cluster", { ...cluster, encrypted: false }),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, encrypted: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, encrypted: "false", tags: { DataClassification: "none" } }),
    },
  },
});
