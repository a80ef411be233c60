import { defineRule } from "../../rule";

const cluster = { clusterIdentifier: "claims", nodeType: "ra3.large" };
const workgroup = { namespaceName: "claims", workgroupName: "claims" };

// There is no fix: COPY and UNLOAD stop where the VPC has no way to S3.
export default defineRule({
  id: "redshift-enhanced-vpc-routing",
  title: "Redshift loads and unloads data through the VPC",
  threat: "ePHI that is copied to and from other services takes a way that no network control or flow log sees.",
  remedy: "Set enhancedVpcRouting to true, and give the VPC an endpoint for S3.",
  cites: ["164.312(e)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["redshift.Cluster", "redshiftserverless.Workgroup"],
  check: (warehouse) =>
    warehouse
      .at((p) => p.enhancedVpcRouting)
      .or(false)
      .equals(true, "enhanced VPC routing is not enabled"),
  equivalents: {
    cdkNag: ["HIPAA.Security-RedshiftEnhancedVPCRoutingEnabled"],
    prowler: ["redshift_cluster_enhanced_vpc_routing"],
    checkov: ["CKV_AWS_321"],
  },
  examples: {
    good: {
      cluster: (s) => s.add("redshift.Cluster", { ...cluster, enhancedVpcRouting: true }),
      workgroup: (s) => s.add("redshiftserverless.Workgroup", { ...workgroup, enhancedVpcRouting: true }),
    },
    bad: {
      "flag false": (s) => s.add("redshift.Cluster", { ...cluster, enhancedVpcRouting: false }),
      "flag left out": (s) => s.add("redshiftserverless.Workgroup", workgroup),
    },
    unknown: {
      "flag known later": (s) => s.add("redshift.Cluster", { ...cluster, enhancedVpcRouting: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("redshift.Cluster", { ...cluster, tags: { DataClassification: "none" } }),
    },
  },
});
