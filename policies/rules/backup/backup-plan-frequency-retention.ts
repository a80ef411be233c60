import { longestDaysBetweenRuns } from "../../aws/rate-expression";
import type { Resource } from "../../graph/resource";
import { all, any, defineRule, integer, missing, pass, undetermined, type Verdict } from "../../rule";

const because = "no rule of the plan backs up often enough and keeps backups long enough";

/** Whether one of the plan's rules backs up every day and keeps backups for so many days. */
function backsUp(plan: Resource<"backup.Plan">, minimumRetentionDays: number): Verdict {
  return plan
    .list((p) => p.rules)
    .some(
      (rule) => {
        const schedule = rule.at((r) => r.schedule);
        const often = schedule
          .or("cron(0 5 ? * * *)")
          .shown()
          .test(
            (expression) => {
              const days = longestDaysBetweenRuns(expression);
              return days === undefined ? "unknown" : days <= 1;
            },
            "a schedule that runs daily",
            because,
          );
        const continuous = rule
          .at((r) => r.enableContinuousBackup)
          .or(false)
          .equals(true, because);
        const deleteAfter = rule.at((r) => r.lifecycle?.deleteAfter);
        const kept = deleteAfter.state === "absent" ? pass(because) : deleteAfter.shown().atLeast(minimumRetentionDays, because);
        return all(any(often, continuous), kept);
      },
      () => missing(plan, because, "a rule"),
    );
}

export default defineRule({
  id: "backup-plan-frequency-retention",
  title: "Backup plans back up every day and keep backups for five weeks",
  threat: "After a loss that is noticed late, no backup of the ePHI is left, or it is too old.",
  remedy: "Give one of the rules a schedule that runs daily, and leave lifecycle.deleteAfter out or set it to 35 or more.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", "164.308(a)(7)(ii)(B)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["backup.Plan"],
  parameters: {
    minimumRetentionDays: integer({ default: 35, minimum: 35, maximum: 36500, description: "Shortest retention of backups in days." }),
  },
  // One rule is enough: plans add monthly or yearly rules of longer retention to a daily one. Without a schedule AWS Backup runs daily, and without
  // deleteAfter it keeps recovery points. Continuous backup keeps 35 days at most. Source: AWS Backup API Reference, BackupRuleInput and Lifecycle.
  check: (plan, stack, { parameters }) => {
    const own = backsUp(plan, parameters.minimumRetentionDays);
    if (own.outcome !== "fail") return own;
    // A plan of its own for monthly backups stands beside a daily one; whether both select the same is not compared.
    const beside = (other: Resource<"backup.Plan">) =>
      backsUp(other, parameters.minimumRetentionDays).outcome === "fail"
        ? own
        : undetermined("whether another plan of the stack backs up the same every day is not known", own.evidence);
    return stack.some("backup.Plan", beside, () => own);
  },
  equivalents: {
    config: ["backup-plan-min-frequency-and-min-retention-check"],
    prowler: ["backup_plans_exist", "backup_vaults_exist"],
  },
  examples: {
    good: {
      "daily, five weeks": (s) =>
        s.add("backup.Plan", {
          rules: [{ ruleName: "daily", targetVaultName: "vault", schedule: "cron(0 3 * * ? *)", lifecycle: { deleteAfter: 35 } }],
        }),
      "a monthly rule beside the daily one": (s) =>
        s.add("backup.Plan", {
          rules: [
            { ruleName: "monthly", targetVaultName: "vault", schedule: "cron(0 3 1 * ? *)", lifecycle: { deleteAfter: 2557 } },
            { ruleName: "daily", targetVaultName: "vault" },
          ],
        }),
    },
    bad: {
      "kept for a week": (s) =>
        s.add("backup.Plan", {
          rules: [{ ruleName: "daily", targetVaultName: "vault", schedule: "cron(0 3 * * ? *)", lifecycle: { deleteAfter: 7 } }],
        }),
      weekly: (s) =>
        s.add("backup.Plan", {
          rules: [{ ruleName: "weekly", targetVaultName: "vault", schedule: "cron(0 3 ? * SUN *)", lifecycle: { deleteAfter: 90 } }],
        }),
    },
    unknown: {
      "monthly, beside a plan that runs daily": (s) => {
        s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        return s.add("backup.Plan", {
          rules: [{ ruleName: "monthly", targetVaultName: "vault", schedule: "cron(0 3 1 * ? *)", lifecycle: { deleteAfter: 2557 } }],
        });
      },
      "schedule known later": (s) =>
        s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault", schedule: s.later() }] }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("backup.Plan", {
          rules: [{ ruleName: "weekly", targetVaultName: "vault", schedule: "cron(0 3 ? * SUN *)" }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
