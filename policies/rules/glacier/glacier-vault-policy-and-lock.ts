import { grantsNothingToEveryone } from "../../aws/iam/judge-policy";
import { all, defineRule, missing } from "../../rule";

const because = "archives are not locked";

export default defineRule({
  id: "glacier-vault-policy-and-lock",
  title: "Glacier vaults are locked and let in nobody unknown",
  threat: "Archives that hold ePHI or its audit logs are read by everyone, or deleted before their time.",
  remedy: "Name the principals in accessPolicy, and add an aws.glacier.VaultLock for the vault with completeLock true.",
  cites: ["164.312(a)(1)", "164.312(c)(1)", "164.316(b)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["glacier.Vault"],
  // A lock that is not completed within a day is dropped. Source: Amazon S3 Glacier Developer Guide, "S3 Glacier Vault Lock".
  check: (vault, stack) =>
    all(
      grantsNothingToEveryone(vault.at((p) => p.accessPolicy)),
      stack
        .attached(vault, "glacier.VaultLock", (p) => p.vaultName)
        .decide({
          present: (lock) => lock.at((p) => p.completeLock).equals(true, because),
          absent: () => missing(vault, because, "a VaultLock"),
        }),
    ),
  equivalents: { prowler: ["glacier_vaults_policy_public_access"], checkov: ["CKV_AWS_167"] },
  examples: {
    good: {
      locked: (s) => {
        const vault = s.add("glacier.Vault", {});
        s.add("glacier.VaultLock", { vaultName: vault.out("name"), completeLock: true, policy: s.later() });
        return vault;
      },
      "locked, open to one account": (s) => {
        const vault = s.add("glacier.Vault", {
          accessPolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "glacier:InitiateJob", Resource: "*" }],
          }),
        });
        s.add("glacier.VaultLock", { vaultName: vault.out("name"), completeLock: true, policy: s.later() });
        return vault;
      },
    },
    bad: {
      "not locked": (s) => s.add("glacier.Vault", {}),
      "lock not completed": (s) => {
        const vault = s.add("glacier.Vault", {});
        s.add("glacier.VaultLock", { vaultName: vault.out("name"), completeLock: false, policy: s.later() });
        return vault;
      },
      "open to everyone": (s) => {
        const vault = s.add("glacier.Vault", {
          accessPolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "glacier:InitiateJob", Resource: "*" }],
          }),
        });
        s.add("glacier.VaultLock", { vaultName: vault.out("name"), completeLock: true, policy: s.later() });
        return vault;
      },
    },
    unknown: {
      "access policy known later": (s) => {
        const vault = s.add("glacier.Vault", { accessPolicy: s.later() });
        s.add("glacier.VaultLock", { vaultName: vault.out("name"), completeLock: true, policy: s.later() });
        return vault;
      },
    },
    notApplicable: {
      "no ePHI": (s) => s.add("glacier.Vault", { tags: { DataClassification: "none" } }),
    },
  },
});
