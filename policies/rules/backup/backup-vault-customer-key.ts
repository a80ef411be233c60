import { defineRule, notApplicable } from "../../rule";

const because = "the vault's recovery points are encrypted under AWS's own key";

export default defineRule({
  id: "backup-vault-customer-key",
  title: "Backup vaults are encrypted under a customer-managed KMS key",
  threat: "Whoever may restore from the vault reads ePHI, and copies cannot be kept from leaving the account by a key policy.",
  remedy: "Set kmsKeyArn (encryptionKeyArn on a logically air-gapped vault) to a customer-managed key.",
  cites: ["164.312(a)(2)(iv)", "164.308(a)(7)(ii)(A)", "164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["backup.Vault", "backup.LogicallyAirGappedVault"],
  check(vault, stack) {
    const key =
      vault.as("backup.Vault")?.at((p) => p.kmsKeyArn) ?? vault.as("backup.LogicallyAirGappedVault")?.at((p) => p.encryptionKeyArn);
    return key === undefined ? notApplicable() : stack.key(vault, key).isCustomerManaged(because);
  },
  equivalents: {
    config: ["backup-recovery-point-encrypted"],
    prowler: ["backup_vaults_encrypted", "backup_recovery_point_encrypted"],
    checkov: ["CKV_AWS_166"],
  },
  examples: {
    good: {
      "key of the stack": (s) => {
        const key = s.add("kms.Key", {});
        return s.add("backup.Vault", { kmsKeyArn: key.out("arn") });
      },
      "logically air-gapped": (s) =>
        s.add("backup.LogicallyAirGappedVault", {
          minRetentionDays: 35,
          maxRetentionDays: 2557,
          encryptionKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
    },
    bad: {
      "no key": (s) => s.add("backup.Vault", {}),
      "logically air-gapped, no key": (s) => s.add("backup.LogicallyAirGappedVault", { minRetentionDays: 35, maxRetentionDays: 2557 }),
    },
    unknown: {
      "key known later": (s) => s.add("backup.Vault", { kmsKeyArn: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("backup.Vault", { tags: { DataClassification: "none" } }),
    },
  },
});
