import { defineRule } from "../../rule";

const cluster = {
  clusterName: "patients",
  iamRoleArn: "arn:aws:iam::123456789012:role/dax",
  nodeType: "dax.r5.large",
  replicationFactor: 3,
};

// There is no fix: the flag replaces a cluster that exists already.
export default defineRule({
  id: "dax-encrypted-at-rest",
  title: "DAX clusters are encrypted at rest",
  threat: "The disks of an unencrypted cluster disclose the ePHI that it caches.",
  remedy: "Set serverSideEncryption.enabled to true.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dax.Cluster"],
  check: (cluster) =>
    cluster
      .at((p) => p.serverSideEncryption?.enabled)
      .or(false)
      .equals(true, "the cluster is not encrypted"),
  equivalents: { cdkNag: ["DAXEncrypted"], prowler: ["dynamodb_accelerator_cluster_encryption_enabled"], checkov: ["CKV_AWS_47"] },
  examples: {
    good: {
      "flag set": (s) => s.add("dax.Cluster", { ...cluster, serverSideEncryption: { enabled: true } }),
      "flag as text": (s) => s.addUntyped("dax.Cluster", { ...cluster, serverSideEncryption: { enabled: "true" } }),
    },
    bad: {
      "flag false": (s) => s.add("dax.Cluster", { ...cluster, serverSideEncryption: { enabled: false } }),
      "nothing set": (s) => s.add("dax.Cluster", cluster),
    },
    unknown: {
      "flag known later": (s) => s.add("dax.Cluster", { ...cluster, serverSideEncryption: { enabled: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dax.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
