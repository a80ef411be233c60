import { defineRule, fail, notApplicable, when } from "../../rule";

export default defineRule({
  id: "eks-node-and-access",
  title: "EKS nodes let no SSH in from the Internet",
  threat: "Anyone on the Internet can try keys and known flaws against a node that holds ePHI.",
  remedy: "Leave remoteAccess out and use Session Manager, or name sourceSecurityGroupIds.",
  cites: ["164.312(a)(1)", "164.308(a)(4)(ii)(C)", "164.312(a)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["eks.NodeGroup"],
  // Amazon EKS API Reference, RemoteAccessConfig: with a key and no security groups, port 22 is opened to the Internet (0.0.0.0/0).
  // Who may administer the cluster is a matter of its access entries and of IAM: a program names principals, and only the site knows them.
  check: (group) =>
    when(
      group.at((p) => p.remoteAccess?.ec2SshKey).present,
      () => {
        const sources = group.list((p) => p.remoteAccess?.sourceSecurityGroupIds);
        const because = "SSH is opened to the Internet";
        return sources.cell.state === "absent"
          ? fail(because, [sources.cell.evidence("security groups")])
          : sources.cell.test((ids) => Array.isArray(ids) && ids.length > 0, "security groups", because);
      },
      () => notApplicable("nobody can come in by SSH"),
    ),
  equivalents: { prowler: ["eks_cluster_network_policy_enabled"], checkov: ["CKV_AWS_100"] },
  examples: {
    good: {
      "one security group": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators", sourceSecurityGroupIds: [s.later()] },
        }),
      "two security groups": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators", sourceSecurityGroupIds: [s.later(), s.later()] },
        }),
    },
    bad: {
      "key alone": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators" },
        }),
      "empty list": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators", sourceSecurityGroupIds: [] },
        }),
    },
    unknown: {
      "groups known later": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators", sourceSecurityGroupIds: s.later() },
        }),
    },
    notApplicable: {
      "no SSH": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "records",
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
        }),
      "no ePHI": (s) =>
        s.add("eks.NodeGroup", {
          clusterName: "site",
          tags: { DataClassification: "none" },
          nodeRoleArn: s.later(),
          subnetIds: [s.later()],
          scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
          remoteAccess: { ec2SshKey: "operators" },
        }),
    },
  },
});
