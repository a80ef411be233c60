import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  DeleteBackupPlanCommand,
  DeleteBackupVaultCommand,
  DeleteBackupVaultLockConfigurationCommand,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  PutBackupVaultLockConfigurationCommand,
} from "@aws-sdk/client-backup";
import { service } from "../emulator";
import { emulated, setting } from "../kind";

const backup = service((configuration) => new BackupClient(configuration));

const vault = emulated("backup.Vault", {
  async create(making) {
    const { name = "", kmsKeyArn } = making.inputs;
    const { BackupVaultArn: arn } = await backup(making, CreateBackupVaultCommand, {
      BackupVaultName: name,
      EncryptionKeyArn: kmsKeyArn,
      BackupVaultTags: making.tags,
    });
    return { id: name, outputs: { arn } };
  },
  async read(standing) {
    await backup(standing, DescribeBackupVaultCommand, { BackupVaultName: standing.id });
    return {};
  },
  delete: (standing) => backup(standing, DeleteBackupVaultCommand, { BackupVaultName: standing.id }),
});

const vaultLock = setting("backup.VaultLockConfiguration", {
  id: ({ inputs }) => inputs.backupVaultName,
  put: (making) =>
    backup(making, PutBackupVaultLockConfigurationCommand, {
      BackupVaultName: making.inputs.backupVaultName,
      MinRetentionDays: making.inputs.minRetentionDays,
      MaxRetentionDays: making.inputs.maxRetentionDays,
      ChangeableForDays: making.inputs.changeableForDays,
    }),
  async read(making) {
    const found = await backup(making, DescribeBackupVaultCommand, { BackupVaultName: making.inputs.backupVaultName });
    return found.Locked ? { minRetentionDays: found.MinRetentionDays, maxRetentionDays: found.MaxRetentionDays } : undefined;
  },
  remove: (making) => backup(making, DeleteBackupVaultLockConfigurationCommand, { BackupVaultName: making.inputs.backupVaultName }),
});

const plan = emulated("backup.Plan", {
  async create(making) {
    const { name, rules } = making.inputs;
    const made = await backup(making, CreateBackupPlanCommand, {
      BackupPlan: {
        BackupPlanName: name,
        Rules: rules.map((rule) => ({
          RuleName: rule.ruleName,
          TargetBackupVaultName: rule.targetVaultName,
          ScheduleExpression: rule.schedule,
          StartWindowMinutes: rule.startWindow,
          CompletionWindowMinutes: rule.completionWindow,
          EnableContinuousBackup: rule.enableContinuousBackup,
          Lifecycle: rule.lifecycle && {
            DeleteAfterDays: rule.lifecycle.deleteAfter,
            MoveToColdStorageAfterDays: rule.lifecycle.coldStorageAfter,
          },
          CopyActions: rule.copyActions?.map(({ destinationVaultArn, lifecycle }) => ({
            DestinationBackupVaultArn: destinationVaultArn,
            Lifecycle: lifecycle && {
              DeleteAfterDays: lifecycle.deleteAfter,
              MoveToColdStorageAfterDays: lifecycle.coldStorageAfter,
            },
          })),
        })),
      },
      BackupPlanTags: making.tags,
    });
    return { id: made.BackupPlanId ?? "", outputs: { arn: made.BackupPlanArn, version: made.VersionId } };
  },
  async read(standing) {
    const { DeletionDate: deleted } = await backup(standing, GetBackupPlanCommand, { BackupPlanId: standing.id });
    return deleted ? undefined : {};
  },
  delete: (standing) => backup(standing, DeleteBackupPlanCommand, { BackupPlanId: standing.id }),
});

export const backupKinds = [vault, vaultLock, plan];
