import { all, defineRule, fail } from "../../rule";

export default defineRule({
  id: "eks-secrets-kms",
  title: "EKS secrets are encrypted with a customer-managed KMS key",
  threat:
    "Passwords and keys that open ePHI can be read in a copy of the cluster's store, and access to them cannot be cut off at the key.",
  remedy: 'Set encryptionConfig.resources to ["secrets"] and encryptionConfig.provider.keyArn to the ARN of an aws.kms.Key.',
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["eks.Cluster"],
  check(cluster, stack) {
    const because = "secrets are not encrypted with a key of your own";
    const resources = cluster.list((p) => p.encryptionConfig?.resources);
    return all(
      // Kubernetes 1.28 and later encrypt by themselves, with a key of AWS's.
      resources.state === "absent"
        ? fail(because, [resources.cell.evidence('"secrets"')])
        : resources.cell.test((names) => (Array.isArray(names) && names.includes("secrets") ? "yes" : "unknown"), '"secrets"', because),
      stack
        .key(
          cluster,
          cluster.at((p) => p.encryptionConfig?.provider.keyArn),
        )
        .isCustomerManaged(because),
    );
  },
  equivalents: {
    prowler: ["eks_cluster_kms_cmk_encryption_in_secrets_enabled"],
    checkov: ["CKV_AWS_58"],
    pulumi: ["aws-eks-cluster-enable-cluster-encryption-config"],
  },
  examples: {
    good: {
      "key of the stack": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          encryptionConfig: { resources: ["secrets"], provider: { keyArn: s.add("kms.Key", {}).out("arn") } },
        }),
      "key by its ARN": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          encryptionConfig: {
            resources: ["secrets"],
            provider: { keyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" },
          },
        }),
    },
    bad: {
      "AWS's default": (s) => s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] } }),
      "AWS's default, with logs": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, enabledClusterLogTypes: ["audit"] }),
    },
    unknown: {
      "key known later": (s) =>
        s.add("eks.Cluster", {
          roleArn: s.later(),
          vpcConfig: { subnetIds: [s.later()] },
          encryptionConfig: { resources: ["secrets"], provider: { keyArn: s.later() } },
        }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("eks.Cluster", { roleArn: s.later(), vpcConfig: { subnetIds: [s.later()] }, tags: { DataClassification: "none" } }),
    },
  },
});
