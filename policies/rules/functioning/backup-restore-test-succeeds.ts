import { all, defineFunctioningRule, integer, undetermined } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const failed: ReadonlySet<string> = new Set(["FAILED", "ABORTED"]);
const plan = {
  name: "monthly",
  scheduleExpression: "cron(0 5 1 * ? *)",
  recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] },
};

export default defineFunctioningRule({
  id: "backup-restore-test-succeeds",
  title: "Restores that are tested succeed",
  threat: "In an emergency it turns out that the backups of ePHI cannot be restored.",
  remedy: "Look at the restore job that failed, mend what it names, and run the restore testing plan again.",
  cites: ["164.308(a)(7)(ii)(D)", "164.308(a)(7)(ii)(B)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  observes: ["backup.RestoreTestingPlan"],
  parameters: {
    maximumDays: integer({ default: 365, minimum: 1, maximum: 365, description: "Longest time since a restore that succeeded in days." }),
  },
  // AWS Backup forgets jobs, so a plan without any may have had its test. Source: AWS Backup API Reference, RestoreJobsListMember.
  check({ facts, at, parameters: { maximumDays } }) {
    const status = facts.at((p) => p.lastRestoreStatus).shown();
    const completed = facts.at((p) => p.lastRestoreCompleted);
    return all(
      status.or("none").test((text) => !failed.has(text), "a restore that succeeded", "the last restore failed"),
      completed.state === "absent"
        ? undetermined("no restore of the plan is on record", [completed.evidence("a restore that succeeded")])
        : lately(completed, at, maximumDays, "no restore has succeeded for too long"),
    );
  },
  equivalents: {},
  examples: {
    good: {
      "restored this month": (s) =>
        s.add("backup.RestoreTestingPlan", plan, {
          observed: { lastRestoreCompleted: "2026-11-01T06:00:00.000Z", lastRestoreStatus: "COMPLETED" },
        }),
      "restored this spring, another one is running": (s) =>
        s.add("backup.RestoreTestingPlan", plan, {
          observed: { lastRestoreCompleted: "2026-04-01T06:00:00.000Z", lastRestoreStatus: "RUNNING" },
        }),
    },
    bad: {
      "the last one failed": (s) =>
        s.add("backup.RestoreTestingPlan", plan, {
          observed: { lastRestoreCompleted: "2026-10-01T06:00:00.000Z", lastRestoreStatus: "FAILED" },
        }),
      "too long ago for the site": (s) => {
        s.parameters({ maximumDays: 90 });
        return s.add("backup.RestoreTestingPlan", plan, {
          observed: { lastRestoreCompleted: "2026-04-01T06:00:00.000Z", lastRestoreStatus: "COMPLETED" },
        });
      },
    },
    unknown: {
      "none on record": (s) => s.add("backup.RestoreTestingPlan", plan, { observed: {} }),
      "the jobs could not be read": (s) =>
        s.add("backup.RestoreTestingPlan", plan, { observed: { lastRestoreCompleted: s.later(), lastRestoreStatus: s.later() } }),
    },
    notApplicable: {
      "a backup plan": (s) =>
        s.add("backup.Plan", { rules: [{ ruleName: "nightly", targetVaultName: "records", schedule: "cron(0 3 * * ? *)" }] }),
    },
  },
});
