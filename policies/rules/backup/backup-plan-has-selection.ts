import { any, defineRule, missing } from "../../rule";

const because = "the plan backs up nothing";

export default defineRule({
  id: "backup-plan-has-selection",
  title: "Backup plans select what they back up",
  threat: "Everyone believes that ePHI is backed up, and nothing is.",
  remedy: "Add an aws.backup.Selection with the plan's planId and with resources, selectionTags or conditions.",
  cites: ["164.308(a)(7)(ii)(A)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["backup.Plan"],
  check: (plan, stack) =>
    stack
      .attached(plan, "backup.Selection", (p) => p.planId)
      .some(
        (selection) =>
          any(
            selection.at((p) => p.resources).test((arns) => Array.isArray(arns) && arns.length > 0, "resources", because),
            selection.at((p) => p.selectionTags).test((tags) => Array.isArray(tags) && tags.length > 0, "tags", because),
            selection
              .at((p) => p.conditions)
              .test((conditions) => Array.isArray(conditions) && conditions.length > 0, "conditions", because),
          ),
        () => missing(plan, because, "a Selection"),
      ),
  equivalents: {},
  examples: {
    good: {
      "by tag": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        s.add("backup.Selection", {
          planId: plan.out("id"),
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
        });
        return plan;
      },
      "by ARN": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        const bucket = s.add("s3.Bucket", {});
        s.add("backup.Selection", {
          planId: plan.out("id"),
          iamRoleArn: "arn:aws:iam::111122223333:role/backup",
          resources: [bucket.out("arn")],
        });
        return plan;
      },
      "by conditions": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        s.add("backup.Selection", {
          planId: plan.out("id"),
          iamRoleArn: s.later(),
          conditions: [{ stringEquals: [{ key: "aws:ResourceTag/Backup", value: "daily" }] }],
        });
        return plan;
      },
    },
    bad: {
      "no selection": (s) => s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] }),
      "a selection of nothing": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        s.add("backup.Selection", { planId: plan.out("id"), iamRoleArn: "arn:aws:iam::111122223333:role/backup", resources: [] });
        return plan;
      },
      "a selection of empty lists": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        s.add("backup.Selection", { planId: plan.out("id"), iamRoleArn: s.later(), resources: [], selectionTags: [], conditions: [] });
        return plan;
      },
    },
    unknown: {
      "the plan of a selection known later": (s) => {
        const plan = s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }] });
        s.add("backup.Selection", { planId: s.later(), iamRoleArn: "arn:aws:iam::111122223333:role/backup", resources: ["*"] });
        return plan;
      },
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("backup.Plan", { rules: [{ ruleName: "daily", targetVaultName: "vault" }], tags: { DataClassification: "none" } }),
    },
  },
});
