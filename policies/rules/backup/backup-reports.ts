import { some } from "../../aws/ternary";
import { all, decide, defineAccountRule, fail, pass } from "../../rule";

export default defineAccountRule({
  id: "backup-reports",
  title: "Backups are reported on, and failed ones are told",
  threat: "Backups of ePHI fail for weeks, and nobody notices before they are needed.",
  remedy: 'Add an aws.backup.ReportPlan, and an aws.backup.VaultNotifications whose backupVaultEvents hold "BACKUP_JOB_FAILED".',
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(6)(ii)", "164.308(a)(8)"],
  severity: "low",
  // Advisory: EventBridge or another tool may tell of failed jobs as well.
  level: "advisory",
  check: (stack) =>
    all(
      stack.some(
        "backup.ReportPlan",
        () => pass(),
        () => fail("no report tells whether backups were made"),
      ),
      stack.some(
        "backup.VaultNotifications",
        (notifications) => {
          const events = notifications.list((p) => p.backupVaultEvents);
          const told = events.state === "unknown" ? "unknown" : some(events.cells, (event) => event.is("BACKUP_JOB_FAILED"));
          return decide(told, "failed backups are not told", [events.cell.evidence('"BACKUP_JOB_FAILED"')]);
        },
        () => fail("failed backups are not told"),
      ),
    ),
  equivalents: { prowler: ["backup_reportplans_exist"] },
  examples: {
    good: {
      "report and notifications": (s) => {
        s.add("backup.ReportPlan", {
          reportDeliveryChannel: { s3BucketName: "reports" },
          reportSetting: { reportTemplate: "BACKUP_JOB_REPORT" },
        });
        s.add("backup.VaultNotifications", {
          backupVaultName: "vault",
          snsTopicArn: "arn:aws:sns:us-east-1:111122223333:backups",
          backupVaultEvents: ["BACKUP_JOB_FAILED"],
        });
        return undefined;
      },
      "report and notifications of more": (s) => {
        s.add("backup.ReportPlan", {
          reportDeliveryChannel: { s3BucketName: "reports" },
          reportSetting: { reportTemplate: "RESTORE_JOB_REPORT" },
        });
        s.add("backup.VaultNotifications", {
          backupVaultName: "vault",
          snsTopicArn: "arn:aws:sns:us-east-1:111122223333:backups",
          backupVaultEvents: ["BACKUP_JOB_COMPLETED", "BACKUP_JOB_FAILED"],
        });
        return undefined;
      },
    },
    bad: {
      nothing: () => undefined,
      "notifications of success only": (s) => {
        s.add("backup.ReportPlan", {
          reportDeliveryChannel: { s3BucketName: "reports" },
          reportSetting: { reportTemplate: "BACKUP_JOB_REPORT" },
        });
        s.add("backup.VaultNotifications", {
          backupVaultName: "vault",
          snsTopicArn: "arn:aws:sns:us-east-1:111122223333:backups",
          backupVaultEvents: ["BACKUP_JOB_COMPLETED"],
        });
        return undefined;
      },
    },
    unknown: {
      "events known later": (s) => {
        s.add("backup.ReportPlan", {
          reportDeliveryChannel: { s3BucketName: "reports" },
          reportSetting: { reportTemplate: "BACKUP_JOB_REPORT" },
        });
        s.add("backup.VaultNotifications", {
          backupVaultName: "vault",
          snsTopicArn: "arn:aws:sns:us-east-1:111122223333:backups",
          backupVaultEvents: s.later(),
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
