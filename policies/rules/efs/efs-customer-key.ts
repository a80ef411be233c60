import { defineRule, notApplicable, when } from "../../rule";

const because = "the file system is not encrypted with a customer-managed key";
const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

export default defineRule({
  id: "efs-customer-key",
  title: "EFS file systems are encrypted with a customer-managed KMS key",
  threat: "With AWS's own key nobody can limit who decrypts a backup of the files, or withdraw the key when ePHI has leaked.",
  remedy: "Set kmsKeyId (destination.kmsKeyId on a replication) to a customer-managed KMS key.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.FileSystem", "efs.ReplicationConfiguration"],
  check(fileSystem, stack) {
    const replication = fileSystem.as("efs.ReplicationConfiguration");
    if (replication) {
      const existing = replication.at((p) => p.destination.fileSystemId);
      const named = replication.at((p) => p.destination.kmsKeyId);
      // A replication into a file system that exists keeps that one's key.
      return when(
        existing.state === "unknown" ? "unknown" : existing.present,
        () => notApplicable("the destination has a key of its own"),
        () => stack.key(replication, named).isCustomerManaged(because),
      );
    }
    const own = fileSystem.as("efs.FileSystem");
    return own
      ? stack
          .key(
            own,
            own.at((p) => p.kmsKeyId),
          )
          .isCustomerManaged(because)
      : notApplicable();
  },
  equivalents: { checkov: ["CKV_AWS_184"], pulumi: ["aws-efs-filesystem-configure-customer-managed-key"] },
  examples: {
    good: {
      "key by its ARN": (s) => s.add("efs.FileSystem", { encrypted: true, kmsKeyId: key }),
      "key of this stack": (s) => {
        const own = s.add("kms.Key", { enableKeyRotation: true });
        return s.add("efs.FileSystem", { encrypted: true, kmsKeyId: own.out("arn") });
      },
      "replication with a key": (s) =>
        s.add("efs.ReplicationConfiguration", {
          sourceFileSystemId: "fs-0123456789abcdef0",
          destination: { region: "us-west-2", kmsKeyId: key },
        }),
    },
    bad: {
      "AWS's own key": (s) => s.add("efs.FileSystem", { encrypted: true, kmsKeyId: "alias/aws/elasticfilesystem" }),
      "no key": (s) => s.add("efs.FileSystem", { encrypted: true }),
      "replication without a key": (s) =>
        s.add("efs.ReplicationConfiguration", { sourceFileSystemId: "fs-0123456789abcdef0", destination: { region: "us-west-2" } }),
    },
    unknown: {
      "key known later": (s) => s.add("efs.FileSystem", { encrypted: true, kmsKeyId: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.FileSystem", { encrypted: true, tags: { DataClassification: "none" } }),
      "replication into a file system that exists": (s) =>
        s.add("efs.ReplicationConfiguration", {
          sourceFileSystemId: "fs-0123456789abcdef0",
          destination: { region: "us-west-2", fileSystemId: "fs-0123456789abcdef1" },
        }),
    },
  },
});
