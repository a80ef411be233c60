import { defineRule } from "../../rule";

// There is no fix: the flag replaces a file system that exists already.
export default defineRule({
  id: "efs-encrypted",
  title: "EFS file systems are encrypted at rest",
  threat: "A backup or a replica of an unencrypted file system discloses the ePHI in its files.",
  remedy: "Set encrypted to true; an existing file system is encrypted by copying it into a new one.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.FileSystem"],
  // The console encrypts by default, the API that the provider uses does not: Amazon EFS API Reference, CreateFileSystem, `Encrypted`.
  check: (fileSystem) =>
    fileSystem
      .at((p) => p.encrypted)
      .or(false)
      .equals(true, "the file system is not encrypted"),
  equivalents: {
    config: ["efs-encrypted-check"],
    cdkNag: ["HIPAA.Security-EFSEncrypted"],
    prowler: ["efs_encryption_at_rest_enabled"],
    checkov: ["CKV_AWS_42"],
    pulumi: ["aws-efs-filesystem-disallow-unencrypted-file-system"],
  },
  examples: {
    good: {
      "flag set": (s) => s.add("efs.FileSystem", { encrypted: true }),
      "flag and key set": (s) =>
        s.add("efs.FileSystem", {
          encrypted: true,
          kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        }),
    },
    bad: {
      "flag false": (s) => s.add("efs.FileSystem", { encrypted: false }),
      "flag left out": (s) => s.add("efs.FileSystem", { creationToken: "images" }),
    },
    unknown: {
      "flag known later": (s) => s.add("efs.FileSystem", { encrypted: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.FileSystem", { tags: { DataClassification: "none" } }),
    },
  },
});
