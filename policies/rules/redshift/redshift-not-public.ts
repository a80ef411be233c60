import { defineRule } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const workgroup = { namespaceName: "claims", workgroupName: "claims" };

export default defineRule({
  id: "redshift-not-public",
  title: "Redshift has no public address",
  threat: "A warehouse with a public address is one security group rule away from the whole Internet.",
  remedy: "Set publiclyAccessible to false, or leave it out.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshiftserverless.Workgroup"],
  check: (warehouse) =>
    warehouse
      .at((p) => p.publiclyAccessible)
      .or(false)
      .equals(false, "the warehouse has a public address"),
  fix: () => ({ publiclyAccessible: false }),
  equivalents: {
    config: ["redshift-cluster-public-access-check"],
    cdkNag: ["HIPAA.Security-RedshiftClusterPublicAccess"],
    prowler: ["redshift_cluster_public_access"],
    checkov: ["CKV_AWS_87", "CKV_AWS_391"],
  },
  examples: {
    good: {
      "flag false": (s) => s.add("redshift.Cluster", { ...cluster, publiclyAccessible: false }),
      "flag left out": (s) => s.add("redshiftserverless.Workgroup", workgroup),
    },
    bad: {
      "public cluster": (s) => s.add("redshift.Cluster", { ...cluster, publiclyAccessible: true }),
      "public workgroup": (s) => s.add("redshiftserverless.Workgroup", { ...workgroup, publiclyAccessible: true }),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, publiclyAccessible: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, publiclyAccessible: true, tags: { DataClassification: "none" } }),
    },
  },
});
