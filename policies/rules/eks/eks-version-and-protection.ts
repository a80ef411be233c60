import { defineRule } from "../../rule";

export default defineRule({
  id: "eks-version-and-protection",
  title: "EKS clusters are protected from deletion",
  threat: "One mistaken command takes away the applications through which ePHI is reached in an emergency.",
  remedy: "Set deletionProtection to true.",
  // Advisory: the data is elsewhere. Versions are not judged: AWS upgrades clusters by itself when support ends, and a list here would go stale.
  cites: ["164.308(a)(7)(i)", "164.308(a)(1)(ii)(B)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["eks.Cluster"],
  check: (cluster) =>
    cluster
      .at((p) => p.deletionProtection)
      .or(false)
      .equals(true, "the cluster is not protected from deletion"),
  fix: () => ({ deletionProtection: true }),
  equivalents: { prowler: ["eks_cluster_uses_a_supported_version", "eks_cluster_deletion_protection_enabled"], checkov: ["CKV_AWS_339"] },
  examples: {
    good: {
      protected: (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, deletionProtection: true }),
      "protected, version named": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, version: "1.34", deletionProtection: true }),
    },
    bad: {
      "switched off": (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, deletionProtection: false }),
      "AWS's default": (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, deletionProtection: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, tags: { DataClassification: "none" } }),
    },
  },
});
