import {
  BackupClient,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  GetBackupVaultAccessPolicyCommand,
  GetBackupVaultNotificationsCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListReportPlansCommand,
  ListRestoreJobsCommand,
  ListRestoreTestingPlansCommand,
  ListRestoreTestingSelectionsCommand,
  ListTagsCommand,
} from "@aws-sdk/client-backup";
import { service } from "../call";

const backup = service("backup", (configuration) => new BackupClient(configuration));

export const backupCalls = {
  vaults: backup.read("backup:ListBackupVaults", ListBackupVaultsCommand),
  vaultPolicy: backup.read("backup:GetBackupVaultAccessPolicy", GetBackupVaultAccessPolicyCommand),
  vaultNotifications: backup.read("backup:GetBackupVaultNotifications", GetBackupVaultNotificationsCommand),
  recoveryPoints: backup.read("backup:ListRecoveryPointsByBackupVault", ListRecoveryPointsByBackupVaultCommand),
  plans: backup.read("backup:ListBackupPlans", ListBackupPlansCommand),
  plan: backup.read("backup:GetBackupPlan", GetBackupPlanCommand),
  selections: backup.read("backup:ListBackupSelections", ListBackupSelectionsCommand),
  selection: backup.read("backup:GetBackupSelection", GetBackupSelectionCommand),
  reportPlans: backup.read("backup:ListReportPlans", ListReportPlansCommand),
  restoreTestingPlans: backup.read("backup:ListRestoreTestingPlans", ListRestoreTestingPlansCommand),
  restoreTestingSelections: backup.read("backup:ListRestoreTestingSelections", ListRestoreTestingSelectionsCommand),
  restoreJobs: backup.read("backup:ListRestoreJobs", ListRestoreJobsCommand),
  tags: backup.read("backup:ListTags", ListTagsCommand),
} as const;
