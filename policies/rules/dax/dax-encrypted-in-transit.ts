import { defineRule } from "../../rule";

const cluster = {
  clusterName: "patients",
  iamRoleArn: "arn:aws:iam::123456789012:role/dax",
  nodeType: "dax.r5.large",
  replicationFactor: 3,
};

// There is no fix: the type replaces a cluster that exists already.
export default defineRule({
  id: "dax-encrypted-in-transit",
  title: "DAX clusters are reached over TLS",
  threat: "Items with ePHI cross the network in clear text between the cache and its clients.",
  remedy: 'Set clusterEndpointEncryptionType to "TLS".',
  cites: ["164.312(e)(2)(ii)", "164.312(a)(2)(iv)", "164.312(e)(1)", "164.312(e)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["dax.Cluster"],
  check: (cluster) =>
    cluster
      .at((p) => p.clusterEndpointEncryptionType)
      .or("NONE")
      .shown()
      .equals("TLS", "the cluster is reached without TLS"),
  equivalents: { prowler: ["dynamodb_accelerator_cluster_in_transit_encryption_enabled"], checkov: ["CKV_AWS_239"] },
  examples: {
    good: {
      TLS: (s) => s.add("dax.Cluster", { ...cluster, clusterEndpointEncryptionType: "TLS" }),
      "TLS, encrypted at rest": (s) =>
        s.add("dax.Cluster", { ...cluster, clusterEndpointEncryptionType: "TLS", serverSideEncryption: { enabled: true } }),
    },
    bad: {
      none: (s) => s.add("dax.Cluster", { ...cluster, clusterEndpointEncryptionType: "NONE" }),
      "nothing set": (s) => s.add("dax.Cluster", cluster),
    },
    unknown: {
      "type known later": (s) => s.add("dax.Cluster", { ...cluster, clusterEndpointEncryptionType: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("dax.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
