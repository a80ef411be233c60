import { some, ternary } from "../../aws/ternary";
import { all, decide, defineRule } from "../../rule";

export default defineRule({
  id: "eks-audit-logs",
  title: "EKS clusters keep audit logs",
  threat: "Nobody can tell who read a secret of the cluster, or opened a shell in a container that holds ePHI.",
  remedy: 'Set enabledClusterLogTypes to at least ["api", "audit", "authenticator"].',
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["eks.Cluster"],
  // The logs of the controller manager and the scheduler say what the cluster did by itself, not who did what.
  check(cluster) {
    const types = cluster.list((p) => p.enabledClusterLogTypes);
    const lists = (wanted: string) =>
      types.state === "unknown"
        ? "unknown"
        : some(types.cells, (type) => (type.state === "unknown" ? "unknown" : ternary(type.value === wanted)));
    const judge = (wanted: string) => decide(lists(wanted), `the ${wanted} log is off`, [types.cell.evidence(`"${wanted}"`)]);
    return all(judge("api"), judge("audit"), judge("authenticator"));
  },
  fix: () => ({ enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"] }),
  equivalents: {
    cdkNag: ["EKSClusterControlPlaneLogs"],
    prowler: ["eks_control_plane_logging_all_types_enabled"],
    checkov: ["CKV_AWS_37"],
  },
  examples: {
    good: {
      "who did what": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          enabledClusterLogTypes: ["api", "audit", "authenticator"],
        }),
      "all of them": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
        }),
    },
    bad: {
      "no audit log": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          enabledClusterLogTypes: ["api", "authenticator"],
        }),
      "AWS's default": (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] } }),
    },
    unknown: {
      "known later": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, enabledClusterLogTypes: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, tags: { DataClassification: "none" } }),
    },
  },
});
