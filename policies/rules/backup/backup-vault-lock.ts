import { hasEffect, someStatement } from "../../aws/iam/answer";
import { coversAllOf, deniesEveryone } from "../../aws/iam/element";
import { judgePolicy } from "../../aws/iam/judge-policy";
import { and } from "../../aws/ternary";
import { all, any, decide, defineRule, missing, pass } from "../../rule";

const because = "recovery points can be deleted by hand";
const wanted = "a Deny of backup:DeleteRecoveryPoint and backup:UpdateRecoveryPointLifecycle for everyone";

export default defineRule({
  id: "backup-vault-lock",
  title: "Backup vaults keep their recovery points from being deleted by hand",
  threat: "An intruder deletes the backups of ePHI first, and then the data.",
  remedy:
    "Add an aws.backup.VaultLockConfiguration for the vault with minRetentionDays, or an aws.backup.VaultPolicy that denies backup:DeleteRecoveryPoint and backup:UpdateRecoveryPointLifecycle; leave forceDestroy out.",
  cites: ["164.312(c)(1)", "164.308(a)(7)(ii)(A)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["backup.Vault", "backup.LogicallyAirGappedVault"],
  // A logically air-gapped vault is locked in compliance mode from the start. A Deny with a condition lets somebody through, and whom is not judged.
  // Source: AWS Backup Developer Guide, "Logically air-gapped vault" and "AWS Backup Vault Lock".
  check(resource, stack) {
    const vault = resource.as("backup.Vault");
    if (!vault) return pass(because);
    const locked = stack
      .attached(vault, "backup.VaultLockConfiguration", (p) => p.backupVaultName)
      .decide({
        present: (lock) =>
          lock
            .at((p) => p.minRetentionDays)
            .shown()
            .atLeast(1, "the vault's lock sets no shortest retention"),
        absent: () => missing(vault, because, "a VaultLockConfiguration or a VaultPolicy"),
      });
    const denied = stack
      .attached(vault, "backup.VaultPolicy", (p) => p.backupVaultName)
      .decide({
        present: (attached) => {
          const policy = attached.at((p) => p.policy);
          return judgePolicy(policy, wanted, (document) => {
            const denies = (action: string) =>
              someStatement(document, (statement) =>
                and(
                  hasEffect(statement, "Deny"),
                  deniesEveryone(statement.principal),
                  coversAllOf(statement.actions, action, false),
                  statement.conditions.length > 0 || statement.conditionsOpen ? "unknown" : "yes",
                ),
              ).answer;
            const answer = and(denies("backup:DeleteRecoveryPoint"), denies("backup:UpdateRecoveryPointLifecycle"));
            return decide(answer, because, [policy.evidence(wanted)]);
          });
        },
        absent: () => missing(vault, because, "a VaultLockConfiguration or a VaultPolicy"),
      });
    const kept = vault
      .at((p) => p.forceDestroy)
      .or(false)
      .equals(false, "the vault may be destroyed with its recovery points");
    return all(any(locked, denied), kept);
  },
  equivalents: { config: ["backup-recovery-point-manual-deletion-disabled"] },
  examples: {
    good: {
      locked: (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultLockConfiguration", { backupVaultName: vault.out("name"), minRetentionDays: 35, changeableForDays: 3 });
        return vault;
      },
      "deletion denied": (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultPolicy", {
          backupVaultName: vault.out("name"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
                Resource: "*",
              },
            ],
          }),
        });
        return vault;
      },
      "deletion and the shortening of retention denied, each in a statement": (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultPolicy", {
          backupVaultName: vault.out("name"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" },
              { Effect: "Deny", Principal: { AWS: "*" }, Action: "backup:UpdateRecoveryPointLifecycle", Resource: "*" },
            ],
          }),
        });
        return vault;
      },
      "logically air-gapped": (s) => s.add("backup.LogicallyAirGappedVault", { minRetentionDays: 35, maxRetentionDays: 2557 }),
    },
    bad: {
      "no lock": (s) => s.add("backup.Vault", {}),
      "only deletion denied, not the shortening of retention": (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultPolicy", {
          backupVaultName: vault.out("name"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Deny", Principal: "*", Action: ["backup:DeleteRecoveryPoint"], Resource: "*" }],
          }),
        });
        return vault;
      },
      "locked, but destroyed with its recovery points": (s) => {
        const vault = s.add("backup.Vault", { forceDestroy: true });
        s.add("backup.VaultLockConfiguration", { backupVaultName: vault.out("name"), minRetentionDays: 35 });
        return vault;
      },
    },
    unknown: {
      "policy known later": (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultPolicy", { backupVaultName: vault.out("name"), policy: s.later() });
        return vault;
      },
      "deletion denied under a condition": (s) => {
        const vault = s.add("backup.Vault", {});
        s.add("backup.VaultPolicy", {
          backupVaultName: vault.out("name"),
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "backup:*",
                Resource: "*",
                Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
              },
            ],
          }),
        });
        return vault;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("backup.Vault", { tags: { DataClassification: "none" } }),
    },
  },
});
