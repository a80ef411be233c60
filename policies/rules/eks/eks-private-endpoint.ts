import { areOpenToWorld } from "../../aws/network";
import { not } from "../../aws/ternary";
import { any, decide, defineRule, fail } from "../../rule";
import { UNKNOWN } from "../../unknown";

export default defineRule({
  id: "eks-private-endpoint",
  title: "The API of EKS clusters is not open to the Internet",
  threat: "Anyone on the Internet can try stolen credentials and known flaws against the cluster that holds ePHI.",
  remedy: "Set vpcConfig.endpointPublicAccess to false and endpointPrivateAccess to true, or name address ranges in publicAccessCidrs.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["eks.Cluster"],
  check(cluster) {
    const because = "the API is open to the Internet";
    const ranges = cluster.list((p) => p.vpcConfig.publicAccessCidrs);
    const evidence = [ranges.cell.evidence("address ranges that are not the whole Internet")];
    const open = ranges.state === "unknown" ? "unknown" : areOpenToWorld(ranges.cells.map((cell) => cell.value ?? UNKNOWN));
    return any(
      cluster
        .at((p) => p.vpcConfig.endpointPublicAccess)
        .or(true)
        .equals(false, because),
      ranges.state === "absent" || (ranges.cells.length === 0 && ranges.state === "known")
        ? fail(because, evidence)
        : decide(not(open), because, evidence),
    );
  },
  equivalents: {
    cdkNag: ["EKSClusterNoEndpointPublicAccess"],
    prowler: ["eks_cluster_not_publicly_accessible", "eks_cluster_private_nodes_enabled"],
    checkov: ["CKV_AWS_38", "CKV_AWS_39"],
    pulumi: ["aws-eks-cluster-disallow-api-endpoint-public-access"],
  },
  examples: {
    good: {
      private: (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()], endpointPublicAccess: false, endpointPrivateAccess: true },
        }),
      "one office": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()], publicAccessCidrs: ["192.0.2.0/24"] } }),
    },
    bad: {
      "AWS's default": (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] } }),
      "the whole Internet": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()], publicAccessCidrs: ["0.0.0.0/0"] } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()], endpointPublicAccess: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, tags: { DataClassification: "none" } }),
    },
  },
});
