import { all, defineRule } from "../../rule";

const bundle = { bundleId: "wsb-0123456789", directoryId: "d-1234567890", userName: "nurse" };

export default defineRule({
  id: "workspaces-volumes-encrypted",
  title: "Both volumes of a WorkSpace are encrypted",
  threat: "A copied disk of a desktop discloses the ePHI that somebody saved there.",
  remedy: "Set rootVolumeEncryptionEnabled and userVolumeEncryptionEnabled to true; an existing WorkSpace is replaced.",
  cites: ["164.312(a)(2)(iv)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["workspaces.Workspace"],
  // Without volumeEncryptionKey AWS takes its own key alias/aws/workspaces, which encrypts too.
  check: (workspace) =>
    all(
      workspace
        .at((p) => p.rootVolumeEncryptionEnabled)
        .or(false)
        .equals(true, "the root volume is not encrypted"),
      workspace
        .at((p) => p.userVolumeEncryptionEnabled)
        .or(false)
        .equals(true, "the user's volume is not encrypted"),
    ),
  equivalents: { prowler: ["workspaces_volume_encryption_enabled"], checkov: ["CKV_AWS_155", "CKV_AWS_156"] },
  examples: {
    good: {
      both: (s) => s.add("workspaces.Workspace", { ...bundle, rootVolumeEncryptionEnabled: true, userVolumeEncryptionEnabled: true }),
      "both with a key": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("workspaces.Workspace", {
          ...bundle,
          rootVolumeEncryptionEnabled: true,
          userVolumeEncryptionEnabled: true,
          volumeEncryptionKey: key.out("arn"),
        });
      },
    },
    bad: {
      neither: (s) => s.add("workspaces.Workspace", bundle),
      "the user's volume only": (s) => s.add("workspaces.Workspace", { ...bundle, userVolumeEncryptionEnabled: true }),
      "the root volume only": (s) => s.add("workspaces.Workspace", { ...bundle, rootVolumeEncryptionEnabled: true }),
    },
    unknown: {
      "flag known later": (s) =>
        s.add("workspaces.Workspace", { ...bundle, rootVolumeEncryptionEnabled: s.later(), userVolumeEncryptionEnabled: true }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("workspaces.Workspace", { ...bundle, tags: { DataClassification: "none" } }),
    },
  },
});
