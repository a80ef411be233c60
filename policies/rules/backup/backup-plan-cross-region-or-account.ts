import { any, defineRule, missing } from "../../rule";

const because = "no copy of the backups is kept elsewhere";

export default defineRule({
  id: "backup-plan-cross-region-or-account",
  title: "Backup plans copy backups into another vault",
  threat: "When a region or an account is lost, the backups of ePHI are lost with it.",
  remedy: "Add copyActions with a destinationVaultArn of another region or account, or targetLogicallyAirGappedBackupVaultArn, to a rule.",
  cites: ["164.308(a)(7)(ii)(B)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  // Advisory: how far apart copies must be is the contingency plan's decision.
  level: "advisory",
  applies: "ephi",
  on: ["backup.Plan"],
  check: (plan) =>
    plan
      .list((p) => p.rules)
      .some(
        (rule) =>
          any(
            rule.at((r) => r.targetLogicallyAirGappedBackupVaultArn).isSet(because, "a logically air-gapped vault"),
            rule
              .list((r) => r.copyActions)
              .some(
                (copy) => copy.at((c) => c.destinationVaultArn).isSet(because, "a vault"),
                () => missing(plan, because, "a copy action"),
              ),
          ),
        () => missing(plan, because, "a rule"),
      ),
  equivalents: {},
  examples: {
    good: {
      "another region": (s) =>
        s.add("backup.Plan", {
          rules: [
            {
              ruleName: "daily",
              targetVaultName: "vault",
              copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:111122223333:backup-vault:copies" }],
            },
          ],
        }),
      "logically air-gapped": (s) =>
        s.add("backup.Plan", {
          rules: [
            {
              ruleName: "daily",
              targetVaultName: "vault",
              targetLogicallyAirGappedBackupVaultArn: "arn:aws:backup:us-east-1:111122223333:backup-vault:gapped",
            },
          ],
        }),
    },
    bad: {
      "no copy": (s) => s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] }),
      "an empty list of copies": (s) => s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault", copyActions: [] }] }),
    },
    unknown: {
      "copies known later": (s) =>
        s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault", copyActions: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }], tags: { DataClassification: "none" } }),
    },
  },
});
