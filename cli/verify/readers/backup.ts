import type {
  BackupPlan,
  BackupPlansListMember,
  BackupSelection,
  BackupVaultListMember,
  ConditionParameter,
  Lifecycle,
  RestoreJobsListMember,
  RestoreTestingPlanForList,
} from "@aws-sdk/client-backup";
import { parseArn } from "../../../policies/aws/arn";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN } from "../../../policies/unknown";
import type { Answer } from "../account";
import { backupCalls as calls } from "../calls/backup";
import { part } from "../found";
import { byNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const vaultKinds = ["backup.Vault", "backup.LogicallyAirGappedVault"] as const satisfies readonly ClassName[];
const settingsOfVaults = [
  "backup.VaultLockConfiguration",
  "backup.VaultPolicy",
  "backup.VaultNotifications",
] as const satisfies readonly ClassName[];
const planKinds = ["backup.Plan", "backup.Selection"] as const satisfies readonly ClassName[];
const testKinds = ["backup.RestoreTestingPlan", "backup.RestoreTestingSelection"] as const satisfies readonly ClassName[];

/** Vaults with their locks, policies and notifications; plans with what they select; reports and tests of restores. Also what AWS Organizations made of its policies. */
export const backupReader: ServiceReader = {
  service: "backup",
  calls,
  regional: true,
  kinds: [...vaultKinds, ...settingsOfVaults, ...planKinds, ...testKinds, "backup.ReportPlan"],
  read,
};

async function read(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const [vaults, plans, reports, tests] = await Promise.all([
    account.list(region, calls.vaults, {}, { items: (page) => page.BackupVaultList, next: byNextToken }),
    account.list(region, calls.plans, {}, { items: (page) => page.BackupPlansList, next: byNextToken }),
    account.list(region, calls.reportPlans, {}, { items: (page) => page.ReportPlans, next: byNextToken }),
    account.list(region, calls.restoreTestingPlans, {}, { items: (page) => page.RestoreTestingPlans, next: byNextToken }),
  ]);
  for (const { ReportPlanArn: arn, ReportPlanName: name, DeploymentStatus: status } of listed(reading, ["backup.ReportPlan"], reports)) {
    if (arn === undefined || status === "DELETE_IN_PROGRESS") continue;
    found.add({ kind: "backup.ReportPlan", id: arn, region, inputs: { name }, outputs: { arn, ...(name !== undefined && { name }) } });
  }
  const used = new Set<string>();
  let allUsesKnown = plans.state === "read";
  await forEach(listed(reading, planKinds, plans), async (plan) => {
    const targets = await readPlan(reading, plan);
    if (targets === undefined) allUsesKnown = false;
    for (const target of targets ?? []) used.add(target);
  });
  await Promise.all([
    forEach(listed(reading, [...vaultKinds, ...settingsOfVaults], vaults), (vault) => {
      const isIdle = isEmptyOfAws(vault) && !used.has(vault.BackupVaultName ?? "");
      return isIdle && allUsesKnown ? Promise.resolve() : readVault(reading, vault, isIdle);
    }),
    forEach(listed(reading, testKinds, tests), (plan) => readTest(reading, plan)),
  ]);
}

/**
 * The vaults that AWS Backup makes by itself in an account, while nothing is in them: whoever never used them has nothing to mend.
 * Source: AWS Backup Developer Guide, "Backup vault creation and deletion" and "Automatic backups" of Amazon EFS.
 */
const vaultsOfAws: ReadonlySet<string> = new Set(["Default", "aws/efs/automatic-backup-vault"]);

function isEmptyOfAws({ BackupVaultName: name = "", NumberOfRecoveryPoints: points }: BackupVaultListMember): boolean {
  return vaultsOfAws.has(name) && points === 0;
}

/** Recovery points that are whole. Source: AWS Backup API Reference, RecoveryPointByBackupVault, `Status`: AVAILABLE is that of continuous backups. */
const complete: ReadonlySet<string> = new Set(["AVAILABLE", "COMPLETED"]);

async function readVault(reading: Reading, vault: BackupVaultListMember, mayBeAbsent: boolean): Promise<void> {
  const { BackupVaultArn: arn, BackupVaultName: name, VaultType: type, VaultState: state } = vault;
  if (arn === undefined || name === undefined || state === "FAILED") return;
  // A view of another account's vault is judged where that vault is.
  if (type === "RESTORE_ACCESS_BACKUP_VAULT" || parseArn(arn)?.account !== reading.account.id) return;
  const { account, region, found } = reading;
  const isAirGapped = type === "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";
  const [tags, policy, notifications, latest] = await Promise.all([
    readTags(reading, arn),
    account.ask(region, calls.vaultPolicy, { BackupVaultName: name }, ["ResourceNotFoundException"]),
    account.ask(region, calls.vaultNotifications, { BackupVaultName: name }, ["ResourceNotFoundException"]),
    isAirGapped ? undefined : latestRecoveryPoint(reading, vault),
  ]);
  // The key that AWS owns may be told by its ARN too, which looks like another account's.
  const key = vault.EncryptionKeyType === "AWS_OWNED_KMS_KEY" ? undefined : vault.EncryptionKeyArn;
  const at = { id: arn, region, outputs: { arn, id: name, name } };
  const urn = isAirGapped
    ? found.add({
        ...at,
        kind: "backup.LogicallyAirGappedVault",
        inputs: {
          name,
          encryptionKeyArn: key,
          minRetentionDays: vault.MinRetentionDays,
          maxRetentionDays: vault.MaxRetentionDays,
          tags: part(tags, (map) => map),
        },
        answers: [tags],
      })
    : found.add({
        ...at,
        kind: "backup.Vault",
        inputs: { name, kmsKeyArn: key, tags: part(tags, (map) => map) },
        answers: [tags, ...(latest ? [latest] : [])],
        mayBeAbsent,
        observed: {
          recoveryPoints: vault.NumberOfRecoveryPoints ?? UNKNOWN,
          latestRecoveryPoint: latest && part(latest, (time) => time),
          createdAt: vault.CreationDate?.toISOString(),
        },
      });
  const refersTo = { backupVaultName: urn };
  if (!isAirGapped && vault.Locked === true)
    found.add({
      kind: "backup.VaultLockConfiguration",
      id: arn,
      region,
      inputs: { backupVaultName: name, minRetentionDays: vault.MinRetentionDays, maxRetentionDays: vault.MaxRetentionDays },
      refersTo,
    });
  if (policy.state !== "absent")
    found.add({
      kind: "backup.VaultPolicy",
      id: arn,
      region,
      inputs: { backupVaultName: name, policy: part(policy, ({ Policy: document }) => document) },
      refersTo,
      answers: [policy],
      mayBeAbsent: policy.state === "unread",
    });
  if (notifications.state !== "absent")
    found.add({
      kind: "backup.VaultNotifications",
      id: arn,
      region,
      inputs: {
        backupVaultName: name,
        backupVaultEvents: part(notifications, ({ BackupVaultEvents: events }) => events),
        snsTopicArn: part(notifications, ({ SNSTopicArn: topic }) => topic),
      },
      refersTo,
      answers: [notifications],
      mayBeAbsent: notifications.state === "unread",
    });
}

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** Vaults hold years of recovery points; the latest one is looked for among those of these days first. */
const recentDays = 40;

async function latestRecoveryPoint(
  { account, region, found }: Reading,
  { BackupVaultName: name, NumberOfRecoveryPoints: points }: BackupVaultListMember,
): Promise<Answer<string | undefined>> {
  if (points === 0) return { state: "absent" };
  const latestOf = async (since: { readonly ByCreatedAfter?: Date }): Promise<Answer<string | undefined>> => {
    const answer = await account.list(
      region,
      calls.recoveryPoints,
      { BackupVaultName: name, MaxResults: 1000, ...since },
      { items: (page) => page.RecoveryPoints, next: byNextToken },
    );
    if (answer.state !== "read") return answer;
    return {
      state: "read",
      value: latest(answer.value.flatMap(({ Status, CreationDate }) => (complete.has(Status ?? "") ? [CreationDate] : []))),
    };
  };
  const recent = await latestOf({ ByCreatedAfter: new Date(Date.parse(found.at) - recentDays * dayMilliseconds) });
  return recent.state === "read" && recent.value === undefined ? latestOf({}) : recent;
}

function latest(dates: readonly (Date | undefined)[]): string | undefined {
  return dates
    .flatMap((date) => date?.toISOString() ?? [])
    .sort()
    .at(-1);
}

/** @returns the names of the vaults that the plan fills; undefined where that is not known */
async function readPlan(reading: Reading, listedPlan: BackupPlansListMember): Promise<readonly string[] | undefined> {
  const { BackupPlanArn: arn, BackupPlanId: id, BackupPlanName: name } = listedPlan;
  if (arn === undefined || id === undefined || listedPlan.DeletionDate !== undefined) return [];
  const { account, region, found } = reading;
  const [plan, tags, selections] = await Promise.all([
    account.ask(region, calls.plan, { BackupPlanId: id }),
    readTags(reading, arn),
    account.list(region, calls.selections, { BackupPlanId: id }, { items: (page) => page.BackupSelectionsList, next: byNextToken }),
  ]);
  const vaultArn = (vault: string) => `arn:${account.partition}:backup:${region}:${account.id}:backup-vault:${vault}`;
  const urn = found.add({
    kind: "backup.Plan",
    id: arn,
    region,
    inputs: { name, rules: part(plan, ({ BackupPlan: read }) => rulesOf(read, vaultArn)), tags: part(tags, (map) => map) },
    outputs: { arn, id },
    answers: [plan, tags],
  });
  if (selections.state === "unread")
    found.add({
      kind: "backup.Selection",
      id: arn,
      region,
      inputs: { planId: id, resources: UNKNOWN, selectionTags: UNKNOWN },
      refersTo: { planId: urn },
      answers: [selections],
      mayBeAbsent: true,
    });
  await forEach(selections.state === "read" ? selections.value : [], async ({ SelectionId: selectionId }) => {
    if (selectionId === undefined) return;
    const selection = await account.ask(region, calls.selection, { BackupPlanId: id, SelectionId: selectionId });
    found.add({
      kind: "backup.Selection",
      id: `${arn}/${selectionId}`,
      region,
      inputs: { planId: id, ...selectionInputs(selection) },
      refersTo: { planId: urn },
      answers: [selection],
    });
  });
  return plan.state === "read" ? plan.value.BackupPlan?.Rules?.flatMap(({ TargetBackupVaultName: vault }) => vault ?? []) : undefined;
}

/** Vaults of different Regions have the same names, so each is named by its ARN. A rule that lacks a name or a vault does not exist. */
function rulesOf(plan: BackupPlan | undefined, vaultArn: (name: string) => string) {
  return plan?.Rules?.map((rule) => ({
    ruleName: rule.RuleName,
    targetVaultName: rule.TargetBackupVaultName === undefined ? undefined : vaultArn(rule.TargetBackupVaultName),
    targetLogicallyAirGappedBackupVaultArn: rule.TargetLogicallyAirGappedBackupVaultArn,
    schedule: rule.ScheduleExpression,
    scheduleExpressionTimezone: rule.ScheduleExpressionTimezone,
    enableContinuousBackup: rule.EnableContinuousBackup,
    lifecycle: lifecycle(rule.Lifecycle),
    copyActions: rule.CopyActions?.map(({ DestinationBackupVaultArn: destinationVaultArn, Lifecycle: kept }) => ({
      destinationVaultArn,
      lifecycle: lifecycle(kept),
    })),
    recoveryPointTags: rule.RecoveryPointTags,
  }));
}

/** Without days, recovery points are kept for ever, unless an event ends them. Source: AWS Backup API Reference, Lifecycle. */
function lifecycle(set: Lifecycle | undefined) {
  if (set === undefined) return undefined;
  const deleteAfter = set.DeleteAfterEvent === undefined ? set.DeleteAfterDays : UNKNOWN;
  return { coldStorageAfter: set.MoveToColdStorageAfterDays, deleteAfter };
}

/** AWS Backup answers empty lists and conditions where nothing is set. */
function selectionInputs(answer: Answer<{ readonly BackupSelection?: BackupSelection | undefined }>) {
  const set = <Part>(select: (selection: BackupSelection) => readonly Part[] | undefined) =>
    part(answer, ({ BackupSelection: selection }) => {
      const list = selection && select(selection);
      return list === undefined || list.length === 0 ? undefined : list;
    });
  return {
    iamRoleArn: part(answer, ({ BackupSelection: selection }) => selection?.IamRoleArn),
    name: part(answer, ({ BackupSelection: selection }) => selection?.SelectionName),
    resources: set(({ Resources }) => Resources),
    notResources: set(({ NotResources }) => NotResources),
    selectionTags: set(({ ListOfTags: tags }) =>
      tags?.map(({ ConditionType: type, ConditionKey: key, ConditionValue: value }) => ({ type, key, value })),
    ),
    conditions: set(({ Conditions: conditions }) => {
      const given = {
        stringEquals: parameters(conditions?.StringEquals),
        stringLikes: parameters(conditions?.StringLike),
        stringNotEquals: parameters(conditions?.StringNotEquals),
        stringNotLikes: parameters(conditions?.StringNotLike),
      };
      return Object.values(given).every((list) => list === undefined) ? undefined : [given];
    }),
  };
}

function parameters(list: readonly ConditionParameter[] | undefined) {
  if (list === undefined || list.length === 0) return undefined;
  return list.map(({ ConditionKey: key, ConditionValue: value }) => ({ key, value }));
}

async function readTest(reading: Reading, plan: RestoreTestingPlanForList): Promise<void> {
  const { RestoreTestingPlanArn: arn, RestoreTestingPlanName: name } = plan;
  if (arn === undefined || name === undefined) return;
  const { account, region, found } = reading;
  const [selections, jobs] = await Promise.all([
    account.list(
      region,
      calls.restoreTestingSelections,
      { RestoreTestingPlanName: name },
      { items: (page) => page.RestoreTestingSelections, next: byNextToken },
    ),
    account.list(region, calls.restoreJobs, { ByRestoreTestingPlanArn: arn }, { items: (page) => page.RestoreJobs, next: byNextToken }),
  ]);
  const urn = found.add({
    kind: "backup.RestoreTestingPlan",
    id: arn,
    region,
    inputs: { name, scheduleExpression: plan.ScheduleExpression },
    outputs: { arn, id: name, name },
    answers: [jobs],
    observed: {
      lastRestoreCompleted: part(jobs, (all) =>
        latest(all.flatMap(({ Status, CompletionDate }) => (Status === "COMPLETED" ? [CompletionDate] : []))),
      ),
      lastRestoreStatus: part(jobs, lastEnded),
    },
  });
  if (selections.state === "unread")
    found.add({
      kind: "backup.RestoreTestingSelection",
      id: arn,
      region,
      inputs: { restoreTestingPlanName: name },
      refersTo: { restoreTestingPlanName: urn },
      answers: [selections],
      mayBeAbsent: true,
    });
  for (const selection of selections.state === "read" ? selections.value : [])
    found.add({
      kind: "backup.RestoreTestingSelection",
      id: `${arn}/${selection.RestoreTestingSelectionName ?? ""}`,
      region,
      inputs: {
        restoreTestingPlanName: name,
        name: selection.RestoreTestingSelectionName,
        protectedResourceType: selection.ProtectedResourceType,
        iamRoleArn: selection.IamRoleArn,
      },
      refersTo: { restoreTestingPlanName: urn },
    });
}

/** How the last restore that has come to an end did; one that is under way says nothing yet. */
function lastEnded(jobs: readonly RestoreJobsListMember[]): string | undefined {
  const ended = jobs.filter(({ Status: status }) => status !== "PENDING" && status !== "RUNNING");
  return ended.toSorted((left, right) => (left.CreationDate?.getTime() ?? 0) - (right.CreationDate?.getTime() ?? 0)).at(-1)?.Status;
}

/** Of vaults and plans; AWS Backup answers them as a map. */
async function readTags({ account, region }: Reading, arn: string): Promise<Answer<Readonly<Record<string, string>>>> {
  const pages = await account.list(
    region,
    calls.tags,
    { ResourceArn: arn },
    { items: ({ Tags: tags }) => [tags ?? {}], next: byNextToken },
  );
  if (pages.state !== "read") return pages;
  return { state: "read", value: Object.assign({}, ...pages.value) };
}
