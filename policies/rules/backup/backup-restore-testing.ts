import { defineAccountRule, fail, pass } from "../../rule";

const because = "nobody tests whether backups can be restored";

export default defineAccountRule({
  id: "backup-restore-testing",
  title: "Restores from backups are tested on a schedule",
  threat: "In an emergency it turns out that the backups of ePHI cannot be restored.",
  remedy: "Add an aws.backup.RestoreTestingPlan, and an aws.backup.RestoreTestingSelection with its restoreTestingPlanName.",
  cites: ["164.308(a)(7)(ii)(D)", "164.308(a)(7)(ii)(B)"],
  severity: "low",
  // Advisory: restores may be tested by hand, or by another tool.
  level: "advisory",
  check: (stack) =>
    stack.some(
      "backup.RestoreTestingPlan",
      (plan) =>
        stack
          .attached(plan, "backup.RestoreTestingSelection", (p) => p.restoreTestingPlanName)
          .decide({
            present: () => pass(because),
            absent: () => fail("a restore testing plan selects nothing", [plan.evidence("no selection", "a RestoreTestingSelection")]),
          }),
      () => fail(because),
    ),
  equivalents: {},
  examples: {
    good: {
      "a plan with a selection": (s) => {
        const plan = s.add("backup.RestoreTestingPlan", {
          scheduleExpression: "cron(0 5 1 * ? *)",
          recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] },
        });
        s.add("backup.RestoreTestingSelection", {
          restoreTestingPlanName: plan.out("name"),
          protectedResourceType: "RDS",
          protectedResourceArns: ["*"],
          iamRoleArn: "arn:aws:iam::111122223333:role/restore",
        });
        return undefined;
      },
      "a plan with a selection, by name": (s) => {
        s.add("backup.RestoreTestingPlan", {
          name: "monthly",
          scheduleExpression: "cron(0 5 1 * ? *)",
          recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] },
        });
        s.add("backup.RestoreTestingSelection", {
          restoreTestingPlanName: "monthly",
          protectedResourceType: "EBS",
          protectedResourceArns: ["*"],
          iamRoleArn: "arn:aws:iam::111122223333:role/restore",
        });
        return undefined;
      },
    },
    bad: {
      "no plan": () => undefined,
      "a plan that selects nothing": (s) => {
        s.add("backup.RestoreTestingPlan", {
          scheduleExpression: "cron(0 5 1 * ? *)",
          recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] },
        });
        return undefined;
      },
    },
    unknown: {
      "the plan of a selection known later": (s) => {
        s.add("backup.RestoreTestingPlan", {
          scheduleExpression: "cron(0 5 1 * ? *)",
          recoveryPointSelection: { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] },
        });
        s.add("backup.RestoreTestingSelection", {
          restoreTestingPlanName: s.later(),
          protectedResourceType: "RDS",
          iamRoleArn: "arn:aws:iam::111122223333:role/restore",
        });
        return undefined;
      },
    },
    notApplicable: {
      "the baseline is another stack's": (s) => {
        s.settings({ accountBaseline: false });
        return undefined;
      },
    },
  },
});
