// AWS Backup, AWS Config, GuardDuty, Security Hub, Access Analyzer, Identity Center, Systems Manager, alarms and tags of a live account.
import { AccessAnalyzerClient, ListAnalyzersCommand } from "@aws-sdk/client-accessanalyzer";
import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  DeleteBackupVaultCommand,
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
  PutBackupVaultLockConfigurationCommand,
} from "@aws-sdk/client-backup";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand as ListTagsOfAlarmCommand,
  PutMetricAlarmCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeMetricFiltersCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConformancePackStatusCommand,
  DescribeConformancePacksCommand,
  DescribeDeliveryChannelStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeRetentionConfigurationsCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  PutRetentionConfigurationCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import {
  CreateDetectorCommand,
  DescribeOrganizationConfigurationCommand,
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
  UpdateDetectorCommand,
} from "@aws-sdk/client-guardduty";
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeHubCommand, DescribeSecurityHubV2Command, EnableSecurityHubCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import {
  CreateDocumentCommand,
  DescribeInstanceInformationCommand,
  DescribeInstancePatchStatesCommand,
  DescribeMaintenanceWindowsCommand,
  DescribeMaintenanceWindowTasksCommand,
  DescribeParametersCommand,
  DescribePatchBaselinesCommand,
  GetPatchBaselineCommand,
  ListAssociationsCommand,
  ListDocumentsCommand,
  ListResourceDataSyncCommand,
  ListTagsForResourceCommand as ListTagsOfParameterCommand,
  ModifyDocumentPermissionCommand,
  PutParameterCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from "@aws-sdk/client-ssm";
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DescribePermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetApplicationAssignmentConfigurationCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { mockClient } from "aws-sdk-client-mock";
import { readConfiguration } from "../../../cli/run-output";
import { Account } from "../../../cli/verify/account";
import { ClientsOfRegions } from "../../../cli/verify/clients";
import { Found } from "../../../cli/verify/found";
import { judgeLive } from "../../../cli/verify/judge-live";
import { nameManagedKeys } from "../../../cli/verify/managed-keys";
import type { ServiceReader } from "../../../cli/verify/reader";
import { accessanalyzerReader } from "../../../cli/verify/readers/accessanalyzer";
import { backupReader } from "../../../cli/verify/readers/backup";
import { cloudwatchReader } from "../../../cli/verify/readers/cloudwatch";
import { configReader } from "../../../cli/verify/readers/config";
import { guarddutyReader } from "../../../cli/verify/readers/guardduty";
import { securityhubReader } from "../../../cli/verify/readers/securityhub";
import { ssmReader } from "../../../cli/verify/readers/ssm";
import { ssoAdminReader } from "../../../cli/verify/readers/sso-admin";
import { taggingReader } from "../../../cli/verify/readers/tagging";
import type { Run } from "../../../policies/evidence/run";
import { isUnknown } from "../../../policies/unknown";
import { accountId, credentials, region } from "../clinic-account";
import { failuresOf, verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";

jest.setTimeout(300_000);

const root = `account-${accountId}`;
const arn = (service: string, resource: string, of = accountId) => `arn:aws:${service}:${region}:${of}:${resource}`;
const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
const failing = (name: string) => Object.assign(new Error(name), { name });

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so the readers of governance are not tested against moto\n");

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());
  afterEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" }));
  const shared = () => ({ endpoint: moto.endpoint, region, credentials });
  const verified = async (): Promise<Run> => (await verifyLive(moto.endpoint)).run;

  test("GuardDuty that is switched off, and on again", async () => {
    const guardduty = new GuardDutyClient(shared());
    expect(verdictOn(await verified(), "guardduty-enabled", root)).toBe("fail");
    const { DetectorId } = await guardduty.send(
      new CreateDetectorCommand({ Enable: false, Features: [{ Name: "S3_DATA_EVENTS", Status: "DISABLED" }] }),
    );
    const off = await verified();
    expect(verdictOn(off, "guardduty-enabled", root)).toBe("fail");
    expect(verdictOn(off, "guardduty-protections", root)).toBe("fail");
    await guardduty.send(
      new UpdateDetectorCommand({ DetectorId, Enable: true, Features: [{ Name: "S3_DATA_EVENTS", Status: "ENABLED" }] }),
    );
    const on = await verified();
    expect(verdictOn(on, "guardduty-enabled", root)).toBe("pass");
    // moto does not tell whether the account administers others.
    expect(verdictOn(on, "guardduty-protections", root)).toBe("undetermined");
  });

  test("Security Hub that is switched on", async () => {
    // moto does not know its second form, which may be on.
    expect(verdictOn(await verified(), "securityhub-enabled", root)).toBe("undetermined");
    await new SecurityHubClient(shared()).send(new EnableSecurityHubCommand({}));
    expect(verdictOn(await verified(), "securityhub-enabled", root)).toBe("pass");
  });

  test("an AWS Config recorder that is there, records, stops, and keeps what for too short", async () => {
    const config = new ConfigServiceClient(shared());
    expect(verdictOn(await verified(), "config-recorder", root)).toBe("fail");
    await new S3Client({ ...shared(), forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: "config-records" }));
    const recorder = { name: "default", roleARN: `arn:aws:iam::${accountId}:role/config` };
    const record = (includeGlobalResourceTypes: boolean) =>
      config.send(
        new PutConfigurationRecorderCommand({
          ConfigurationRecorder: { ...recorder, recordingGroup: { allSupported: true, includeGlobalResourceTypes } },
        }),
      );
    await record(true);
    await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: "default", s3BucketName: "config-records" } }));
    await config.send(new PutRetentionConfigurationCommand({ RetentionPeriodInDays: 365 }));
    const stopped = await verifyLive(moto.endpoint);
    expect(verdictOn(stopped.run, "config-recorder", root)).toBe("fail");
    expect(verdictOn(stopped.run, "config-retention-six-years", `${region}/default`)).toBe("fail");
    expect(factsOf(stopped.found, "cfg.Recorder")).toMatchObject({ recording: false });
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    await config.send(new PutRetentionConfigurationCommand({ RetentionPeriodInDays: 2557 }));
    const started = await verifyLive(moto.endpoint);
    expect(verdictOn(started.run, "config-recorder", root)).toBe("pass");
    expect(verdictOn(started.run, "config-retention-six-years", `${region}/default`)).toBe("pass");
    expect(factsOf(started.found, "cfg.Recorder")).toMatchObject({ recording: true, lastStatus: "PENDING" });
    await config.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    expect(verdictOn(await verified(), "config-recorder", root)).toBe("fail");
    await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }));
    await record(false);
    expect(verdictOn(await verified(), "config-recorder", root)).toBe("fail");
  });

  test("vaults and plans of AWS Backup", async () => {
    const backup = new BackupClient(shared());
    const key = (await new KMSClient(shared()).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: "kept", EncryptionKeyArn: key }));
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: "loose" }));
    await backup.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName: "kept", MinRetentionDays: 35 }));
    const plan = (name: string, ScheduleExpression: string, days: number) =>
      backup.send(
        new CreateBackupPlanCommand({
          BackupPlan: {
            BackupPlanName: name,
            Rules: [{ RuleName: name, TargetBackupVaultName: "kept", ScheduleExpression, Lifecycle: { DeleteAfterDays: days } }],
          },
        }),
      );
    const { BackupPlanArn: monthly = "" } = await plan("monthly", "cron(0 5 1 * ? *)", 90);
    const before = await verified();
    expect(verdictOn(before, "backup-vault-customer-key", ":backup-vault:kept")).toBe("pass");
    expect(verdictOn(before, "backup-vault-lock", ":backup-vault:kept")).toBe("pass");
    expect(verdictOn(before, "backup-vault-customer-key", ":backup-vault:loose")).toBe("fail");
    expect(verdictOn(before, "backup-plan-frequency-retention", monthly)).toBe("fail");
    expect(verdictOn(before, "backup-plan-cross-region-or-account", monthly)).toBe("fail");
    // moto has no selections.
    expect(verdictOn(before, "backup-plan-has-selection", monthly)).toBe("undetermined");
    await backup.send(new DeleteBackupVaultCommand({ BackupVaultName: "loose" }));
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: "loose", EncryptionKeyArn: key }));
    const { BackupPlanArn: daily = "" } = await plan("daily", "cron(0 5 ? * * *)", 35);
    const after = await verified();
    // Whether its policy denies deletion, moto does not tell.
    expect(verdictOn(after, "backup-vault-lock", ":backup-vault:loose")).toBe("undetermined");
    expect(verdictOn(after, "backup-plan-frequency-retention", daily)).toBe("pass");
    expect(verdictOn(after, "backup-plan-frequency-retention", monthly)).toBe("undetermined");
  });

  test("documents and parameters of Systems Manager", async () => {
    const ssm = new SSMClient(shared());
    const preferences = (inputs: object) => JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs });
    const Name = "SSM-SessionManagerRunShell";
    await ssm.send(
      new CreateDocumentCommand({ Name, DocumentType: "Session", DocumentFormat: "JSON", Content: preferences({ s3BucketName: "" }) }),
    );
    const command = JSON.stringify({
      schemaVersion: "2.2",
      mainSteps: [{ action: "aws:runShellScript", name: "x", inputs: { runCommand: ["ls"] } }],
    });
    await ssm.send(new CreateDocumentCommand({ Name: "restart", DocumentType: "Command", DocumentFormat: "JSON", Content: command }));
    await ssm.send(new ModifyDocumentPermissionCommand({ Name: "restart", PermissionType: "Share", AccountIdsToAdd: ["all"] }));
    await ssm.send(new PutParameterCommand({ Name: "/clinic/db-password", Type: "String", Value: "hunter2" }));
    await ssm.send(new PutParameterCommand({ Name: "/clinic/db-secret", Type: "String", Value: "arn:aws:secretsmanager:::secret:db" }));
    await ssm.send(new PutParameterCommand({ Name: "/clinic/token", Type: "SecureString", Value: "hunter3" }));
    await ssm.send(
      new PutParameterCommand({
        Name: "/site/api-key",
        Type: "String",
        Value: "hunter4",
        Tags: [{ Key: "DataClassification", Value: "none" }],
      }),
    );
    const before = await verifyLive(moto.endpoint);
    expect(verdictOn(before.run, "ssm-session-logging-encryption-timeout", `document/${Name}`)).toBe("fail");
    expect(verdictOn(before.run, "ssm-document-private", "document/restart")).toBe("fail");
    expect(verdictOn(before.run, "ssm-document-private", `document/${Name}`)).toBe("pass");
    expect(verdictOn(before.run, "ssm-parameter-secure", "/clinic/db-password")).toBe("fail");
    // It may hold the ARN of a secret, and no value is read.
    expect(verdictOn(before.run, "ssm-parameter-secure", "/clinic/db-secret")).toBe("undetermined");
    expect(verdictOn(before.run, "ssm-parameter-secure", "/clinic/token")).toBe("fail");
    expect(verdictOn(before.run, "ssm-parameter-secure", "/site/api-key")).toBe("not-applicable");
    expect(JSON.stringify([before.run, before.found.resources])).not.toMatch(/hunter/);

    const key = (await new KMSClient(shared()).send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? "";
    const complete = {
      cloudWatchLogGroupName: "/sessions",
      cloudWatchEncryptionEnabled: true,
      kmsKeyId: key,
      idleSessionTimeout: "15",
      maxSessionDuration: "60",
    };
    await ssm.send(new UpdateDocumentCommand({ Name, Content: preferences(complete), DocumentVersion: "$LATEST" }));
    await ssm.send(new ModifyDocumentPermissionCommand({ Name: "restart", PermissionType: "Share", AccountIdsToRemove: ["all"] }));
    await ssm.send(new PutParameterCommand({ Name: "/clinic/token", Type: "SecureString", Value: "x", KeyId: key, Overwrite: true }));
    const unset = await verified();
    // A new version counts once it is the default one.
    expect(verdictOn(unset, "ssm-session-logging-encryption-timeout", `document/${Name}`)).toBe("fail");
    await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion: "2" }));
    const after = await verified();
    expect(verdictOn(after, "ssm-session-logging-encryption-timeout", `document/${Name}`)).toBe("pass");
    expect(verdictOn(after, "ssm-document-private", "document/restart")).toBe("pass");
    expect(verdictOn(after, "ssm-parameter-secure", "/clinic/token")).toBe("pass");
  });

  test("permission sets and assignments of Identity Center", async () => {
    const sso = new SSOAdminClient(shared());
    const InstanceArn = (await sso.send(new ListInstancesCommand({}))).Instances?.[0]?.InstanceArn;
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "Clinicians", SessionDuration: "PT12H" }));
    const PermissionSetArn = PermissionSet?.PermissionSetArn;
    const of = { InstanceArn, PermissionSetArn };
    const ManagedPolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    await sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...of, ManagedPolicyArn }));
    const inline = (Action: string) =>
      sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          ...of,
          InlinePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] }),
        }),
      );
    await inline("*");
    const assign = (PrincipalType: "GROUP" | "USER", PrincipalId: string) =>
      sso.send(new CreateAccountAssignmentCommand({ ...of, PrincipalType, PrincipalId, TargetType: "AWS_ACCOUNT", TargetId: accountId }));
    await assign("USER", "nurse");
    await assign("GROUP", "nurses");
    // AWS does this with the first assignment.
    await sso.send(new ProvisionPermissionSetCommand({ ...of, TargetType: "AWS_ACCOUNT", TargetId: accountId }));
    const before = await verified();
    expect(failuresOf(before, PermissionSetArn ?? "")).toEqual([
      "iam-no-admin-access",
      "iam-no-data-exfiltration-wildcards",
      "iam-no-full-service-access",
      "iam-no-privilege-escalation",
      "iam-no-wildcard-kms-decrypt",
      "sso-session-duration",
    ]);
    expect(failuresOf(before, ManagedPolicyArn)).toEqual(["iam-no-admin-access"]);
    expect(verdictOn(before, "sso-assign-groups-not-users", "/USER/nurse")).toBe("fail");
    expect(verdictOn(before, "sso-assign-groups-not-users", "/GROUP/nurses")).toBe("pass");
    await sso.send(new UpdatePermissionSetCommand({ ...of, SessionDuration: "PT4H" }));
    await sso.send(new DetachManagedPolicyFromPermissionSetCommand({ ...of, ManagedPolicyArn }));
    await inline("ec2:DescribeRegions");
    const after = await verified();
    expect(failuresOf(after, PermissionSetArn ?? "")).toEqual([]);
    expect(verdictOn(after, "sso-session-duration", PermissionSetArn ?? "")).toBe("pass");
    expect(failuresOf(after, ManagedPolicyArn)).toEqual([]);
  });

  test("alarms, and metric filters with an alarm", async () => {
    const cloudwatch = new CloudWatchClient(shared());
    const logs = new CloudWatchLogsClient(shared());
    const alarm = (AlarmName: string, more: object) =>
      cloudwatch.send(
        new PutMetricAlarmCommand({
          AlarmName,
          Namespace: "CloudTrail",
          MetricName: AlarmName,
          Statistic: "Sum",
          Period: 300,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanOrEqualToThreshold",
          ...more,
        }),
      );
    await logs.send(new CreateLogGroupCommand({ logGroupName: "trail" }));
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName: "trail",
        filterName: "root",
        filterPattern: '{ $.userIdentity.type = "Root" }',
        metricTransformations: [{ metricName: "root-use", metricNamespace: "CloudTrail", metricValue: "1" }],
      }),
    );
    await alarm("root-use", {});
    await alarm("site-errors", { Tags: [{ Key: "DataClassification", Value: "none" }] });
    const topic = arn("sns", "operations");
    const before = await verified();
    expect(verdictOn(before, "alarm-has-action", ":alarm:root-use")).toBe("fail");
    expect(verdictOn(before, "alarm-has-action", ":alarm:site-errors")).toBe("not-applicable");
    expect(verdictOn(before, "alarm-root-use", root)).toBe("fail");
    await alarm("root-use", { AlarmActions: [topic] });
    const after = await verified();
    expect(verdictOn(after, "alarm-has-action", ":alarm:root-use")).toBe("pass");
    expect(verdictOn(after, "alarm-root-use", root)).toBe("pass");
    await alarm("root-use", { AlarmActions: [topic], ActionsEnabled: false });
    const off = await verified();
    expect(verdictOn(off, "alarm-has-action", ":alarm:root-use")).toBe("fail");
    expect(verdictOn(off, "alarm-root-use", root)).toBe("fail");
  });

  test("what has a tag and nobody reads is named", async () => {
    // Of Step Functions there is no client here, so the request is written out.
    const definition = JSON.stringify({ StartAt: "done", States: { done: { Type: "Succeed" } } });
    const made = await fetch(moto.endpoint, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AWSStepFunctions.CreateStateMachine",
        Authorization: `AWS4-HMAC-SHA256 Credential=testing/20261122/${region}/states/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({
        name: "wards",
        definition,
        roleArn: `arn:aws:iam::${accountId}:role/wards`,
        tags: [{ key: "team", value: "clinic" }],
      }),
    });
    expect(made.status).toBe(200);
    const { problems } = await verified();
    expect(problems).toContainEqual({ where: "account", message: "1 resource of states (stateMachine) was not looked at.", blocks: false });
  });
});

/** What was observed of the only resource of a kind. */
function factsOf(
  found: Found,
  kind: "cfg.Recorder" | "cfg.DeliveryChannel" | "backup.Vault" | "backup.RestoreTestingPlan" | "ec2.Instance",
) {
  const of = found.resources.filter(({ urn }) => urn.startsWith(found.urnOf(kind, "")));
  expect(of).toHaveLength(1);
  return of[0]?.observed?.facts;
}

/** Reads by a few readers alone, in which all other services hold nothing, and judges. */
async function readBy(...readers: readonly ServiceReader[]) {
  const account = new Account(accountId, "aws", new ClientsOfRegions({}));
  const found = new Found(accountId, "2026-11-22T12:00:00.000Z");
  const claimed = new Set<string>();
  const claim = (id: string | undefined) => id !== undefined && claimed.size < claimed.add(id).size;
  for (const reader of readers) await reader.read({ account, region, found, claim });
  await nameManagedKeys(account, found);
  const run = judgeLive(found, { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() });
  return { found, run, counts: account.counts };
}

describe("with answers written by hand, since no emulator has it", () => {
  const mocks: { restore(): void }[] = [];
  const mock: typeof mockClient = (client) => {
    const made = mockClient(client);
    mocks.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of mocks.splice(0)) made.restore();
  });

  describe("AWS Backup", () => {
    const customerKey = arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
    const awsKey = arn("kms", "key/9999abcd-12ab-34cd-56ef-1234567890ab");
    const vaultArn = (name: string, of = accountId) => arn("backup", `backup-vault:${name}`, of);
    const planArn = arn("backup", "backup-plan:p-1");

    function mockBackup() {
      const kms = mock(KMSClient);
      kms.on(DescribeKeyCommand, { KeyId: customerKey }).resolves({ KeyMetadata: { KeyId: "1", KeyManager: "CUSTOMER" } });
      kms.on(DescribeKeyCommand, { KeyId: awsKey }).resolves({ KeyMetadata: { KeyId: "9", KeyManager: "AWS" } });
      const made = mock(BackupClient);
      made.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [] });
      made.on(ListBackupPlansCommand).resolves({ BackupPlansList: [] });
      made.on(ListReportPlansCommand).resolves({ ReportPlans: [] });
      made.on(ListRestoreTestingPlansCommand).resolves({ RestoreTestingPlans: [] });
      made.on(ListTagsCommand).resolves({ Tags: {} });
      made.on(GetBackupVaultAccessPolicyCommand).rejects(failing("ResourceNotFoundException"));
      made.on(GetBackupVaultNotificationsCommand).rejects(failing("ResourceNotFoundException"));
      made.on(ListRecoveryPointsByBackupVaultCommand).resolves({ RecoveryPoints: [] });
      return made;
    }
    const vault = (name: string, more: object = {}) => ({
      BackupVaultName: name,
      BackupVaultArn: vaultArn(name),
      VaultType: "BACKUP_VAULT" as const,
      VaultState: "AVAILABLE" as const,
      EncryptionKeyArn: customerKey,
      NumberOfRecoveryPoints: 0,
      CreationDate: new Date("2025-01-01T00:00:00Z"),
      ...more,
    });

    test("vaults: two pages, locks, policies, keys of AWS, vaults that AWS made, shared ones", async () => {
      const made = mockBackup();
      const deny = (Principal: unknown) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Deny", Principal, Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], Resource: "*" },
          ],
        });
      made.on(ListBackupVaultsCommand, {}).resolves({
        BackupVaultList: [
          vault("locked", { Locked: true, MinRetentionDays: 35 }),
          vault("denied"),
          vault("Default", { EncryptionKeyArn: awsKey }),
        ],
        NextToken: "more",
      });
      made.on(ListBackupVaultsCommand, { NextToken: "more" }).resolves({
        BackupVaultList: [
          vault("loose", { EncryptionKeyArn: awsKey }),
          vault("public", { EncryptionKeyArn: awsKey }),
          vault("aws/efs/automatic-backup-vault", { NumberOfRecoveryPoints: 3, EncryptionKeyArn: awsKey }),
          vault("air", {
            VaultType: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
            EncryptionKeyType: "AWS_OWNED_KMS_KEY",
            EncryptionKeyArn: arn("kms", "key/0", "999999999999"),
          }),
          vault("theirs", { VaultType: "RESTORE_ACCESS_BACKUP_VAULT" }),
          { ...vault("other"), BackupVaultArn: vaultArn("other", "999999999999") },
        ],
      });
      made.on(ListTagsCommand, { ResourceArn: vaultArn("public") }).resolves({ Tags: { DataClassification: "none" } });
      made.on(GetBackupVaultAccessPolicyCommand, { BackupVaultName: "denied" }).resolves({ Policy: deny("*") });
      made.on(GetBackupVaultAccessPolicyCommand, { BackupVaultName: "loose" }).rejects(denied);
      made.on(GetBackupVaultNotificationsCommand, { BackupVaultName: "denied" }).resolves({
        BackupVaultEvents: ["BACKUP_JOB_FAILED"],
        SNSTopicArn: arn("sns", "backups"),
      });
      made
        .on(ListReportPlansCommand)
        .resolves({ ReportPlans: [{ ReportPlanArn: arn("backup", "report-plan:jobs"), ReportPlanName: "jobs" }] });
      const { run } = await readBy(backupReader);
      const about = (rule: string) =>
        Object.fromEntries(
          run.verdicts
            .filter((verdict) => verdict.rule === rule)
            .map(({ urn = "", outcome }) => [urn.split(":backup-vault:")[1] ?? urn, outcome]),
        );
      expect(about("backup-vault-lock")).toEqual({
        air: "pass",
        "aws/efs/automatic-backup-vault": "fail",
        denied: "pass",
        locked: "pass",
        loose: "undetermined",
      });
      expect(about("backup-vault-customer-key")).toEqual({
        air: "fail",
        "aws/efs/automatic-backup-vault": "fail",
        denied: "pass",
        locked: "pass",
        loose: "fail",
      });
      expect(verdictOn(run, "backup-reports", root)).toBe("pass");
      expect(run.problems).toContainEqual({
        where: "account",
        message: "Could not be read once: AccessDeniedException (backup:GetBackupVaultAccessPolicy); what depends on it is undetermined.",
        blocks: false,
      });
    });

    test("plans: what they select, by tags and by conditions, and where nothing is known", async () => {
      const made = mockBackup();
      made.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [vault("Default", { EncryptionKeyArn: awsKey })] });
      made.on(ListBackupPlansCommand).resolves({
        BackupPlansList: [1, 2, 3].map((number) => ({
          BackupPlanArn: arn("backup", `backup-plan:p-${number}`),
          BackupPlanId: `p-${number}`,
          BackupPlanName: `plan ${number}`,
        })),
      });
      const rule = { RuleName: "daily", TargetBackupVaultName: "Default", Lifecycle: { DeleteAfterDays: 35 } };
      made.on(GetBackupPlanCommand).resolves({ BackupPlan: { BackupPlanName: "plan", Rules: [rule] } });
      made.on(ListBackupSelectionsCommand, { BackupPlanId: "p-1" }).resolves({ BackupSelectionsList: [{ SelectionId: "s-1" }] });
      made.on(ListBackupSelectionsCommand, { BackupPlanId: "p-2" }).resolves({ BackupSelectionsList: [{ SelectionId: "s-2" }] });
      made.on(ListBackupSelectionsCommand, { BackupPlanId: "p-3" }).rejects(denied);
      const empty = { SelectionName: "s", IamRoleArn: "r", Resources: [], NotResources: [], ListOfTags: [] };
      made.on(GetBackupSelectionCommand, { SelectionId: "s-1" }).resolves({
        BackupSelection: { ...empty, ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "backup", ConditionValue: "daily" }] },
      });
      made.on(GetBackupSelectionCommand, { SelectionId: "s-2" }).resolves({
        BackupSelection: { ...empty, Conditions: { StringEquals: [], StringLike: [], StringNotEquals: [], StringNotLike: [] } },
      });
      const { run, found } = await readBy(backupReader);
      expect(verdictOn(run, "backup-plan-has-selection", ":backup-plan:p-1")).toBe("pass");
      expect(verdictOn(run, "backup-plan-has-selection", ":backup-plan:p-2")).toBe("fail");
      expect(verdictOn(run, "backup-plan-has-selection", ":backup-plan:p-3")).toBe("undetermined");
      // The vault that AWS made is used here, empty as it is.
      expect(verdictOn(run, "backup-vault-customer-key", ":backup-vault:Default")).toBe("fail");
      const flows = found.resources.find(({ name }) => name === planArn)?.inputs.rules;
      expect(flows).toMatchObject([{ targetVaultName: vaultArn("Default"), lifecycle: { deleteAfter: 35 } }]);
    });

    test("plans that could not be read leave open whether an empty vault of AWS is used", async () => {
      const made = mockBackup();
      made.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [vault("Default", { EncryptionKeyArn: awsKey })] });
      made.on(ListBackupPlansCommand).rejects(denied);
      const { run } = await readBy(backupReader);
      expect(verdictOn(run, "backup-vault-customer-key", ":backup-vault:Default")).toBe("undetermined");
      expect(run.problems.filter(({ blocks }) => blocks)).toHaveLength(1);
    });

    test("the latest recovery point that is whole, and the last restore test that has ended", async () => {
      const made = mockBackup();
      made.on(ListBackupVaultsCommand).resolves({ BackupVaultList: [vault("old", { NumberOfRecoveryPoints: 3 })] });
      made.on(ListRecoveryPointsByBackupVaultCommand, { BackupVaultName: "old", MaxResults: 1000 }).resolves({
        RecoveryPoints: [
          { Status: "COMPLETED", CreationDate: new Date("2026-03-01T00:00:00Z") },
          { Status: "COMPLETED", CreationDate: new Date("2026-02-01T00:00:00Z") },
        ],
      });
      // Of the last forty days, nothing but a backup that broke off.
      made
        .on(ListRecoveryPointsByBackupVaultCommand, { ByCreatedAfter: new Date("2026-10-13T12:00:00Z") })
        .resolves({ RecoveryPoints: [{ Status: "PARTIAL", CreationDate: new Date("2026-11-20T00:00:00Z") }] });
      const testArn = arn("backup", "restore-testing-plan:quarterly");
      made.on(ListRestoreTestingPlansCommand).resolves({
        RestoreTestingPlans: [
          {
            RestoreTestingPlanArn: testArn,
            RestoreTestingPlanName: "quarterly",
            ScheduleExpression: "cron(0 5 1 * ? *)",
            CreationTime: new Date(),
          },
        ],
      });
      made.on(ListRestoreTestingSelectionsCommand).resolves({ RestoreTestingSelections: [] });
      made.on(ListRestoreJobsCommand, { ByRestoreTestingPlanArn: testArn }).resolves({
        RestoreJobs: [
          { Status: "RUNNING", CreationDate: new Date("2026-11-22T00:00:00Z") },
          { Status: "FAILED", CreationDate: new Date("2026-11-01T00:00:00Z"), CompletionDate: new Date("2026-11-01T02:00:00Z") },
          { Status: "COMPLETED", CreationDate: new Date("2026-10-01T00:00:00Z"), CompletionDate: new Date("2026-10-01T02:00:00Z") },
        ],
      });
      const first = await readBy(backupReader);
      expect(factsOf(first.found, "backup.Vault")).toEqual({
        recoveryPoints: 3,
        latestRecoveryPoint: "2026-03-01T00:00:00.000Z",
        createdAt: "2025-01-01T00:00:00.000Z",
      });
      expect(factsOf(first.found, "backup.RestoreTestingPlan")).toEqual({
        lastRestoreCompleted: "2026-10-01T02:00:00.000Z",
        lastRestoreStatus: "FAILED",
      });
      expect(verdictOn(first.run, "backup-restore-testing", root)).toBe("fail");
      made.on(ListRestoreTestingSelectionsCommand).resolves({
        RestoreTestingSelections: [
          {
            RestoreTestingSelectionName: "databases",
            RestoreTestingPlanName: "quarterly",
            ProtectedResourceType: "RDS",
            IamRoleArn: "r",
            CreationTime: new Date(),
          },
        ],
      });
      expect(verdictOn((await readBy(backupReader)).run, "backup-restore-testing", root)).toBe("pass");
      made.on(ListRestoreTestingSelectionsCommand).rejects(denied);
      made.on(ListRestoreJobsCommand).rejects(denied);
      const open = await readBy(backupReader);
      expect(verdictOn(open.run, "backup-restore-testing", root)).toBe("undetermined");
      expect(isUnknown(factsOf(open.found, "backup.RestoreTestingPlan")?.lastRestoreStatus)).toBe(true);
    });
  });

  describe("AWS Config", () => {
    function mockConfig() {
      const made = mock(ConfigServiceClient);
      made.on(DescribeConfigurationRecordersCommand).resolves({ ConfigurationRecorders: [] });
      made.on(DescribeConfigurationRecorderStatusCommand).resolves({ ConfigurationRecordersStatus: [] });
      made.on(DescribeDeliveryChannelsCommand).resolves({ DeliveryChannels: [{ name: "default", s3BucketName: "records" }] });
      made.on(DescribeDeliveryChannelStatusCommand).resolves({
        DeliveryChannelsStatus: [
          { name: "default", configHistoryDeliveryInfo: { lastStatus: "Success" }, configStreamDeliveryInfo: { lastStatus: "Failure" } },
        ],
      });
      made.on(DescribeRetentionConfigurationsCommand).resolves({ RetentionConfigurations: [] });
      made.on(DescribeConformancePacksCommand).resolves({ ConformancePackDetails: [] });
      return made;
    }
    const everything = { name: "default", roleARN: "r", recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } };

    test("a recorder of a service is none of the account's, and a status that was not read leaves it open", async () => {
      const made = mockConfig();
      const serviceRecorder = {
        ...everything,
        name: "AWSConfigurationRecorderForSecurityHub",
        servicePrincipal: "securityhub.amazonaws.com",
      };
      made.on(DescribeConfigurationRecordersCommand).resolves({ ConfigurationRecorders: [serviceRecorder] });
      made.on(DescribeConfigurationRecorderStatusCommand).resolves({
        ConfigurationRecordersStatus: [{ name: serviceRecorder.name, recording: true, servicePrincipal: serviceRecorder.servicePrincipal }],
      });
      expect(verdictOn((await readBy(configReader)).run, "config-recorder", root)).toBe("fail");
      made.on(DescribeConfigurationRecordersCommand).resolves({ ConfigurationRecorders: [everything] });
      made.on(DescribeConfigurationRecorderStatusCommand).resolves({
        ConfigurationRecordersStatus: [{ name: "default", recording: true, lastStatus: "Success" }],
      });
      const read = await readBy(configReader);
      expect(verdictOn(read.run, "config-recorder", root)).toBe("pass");
      expect(factsOf(read.found, "cfg.DeliveryChannel")).toEqual({ historyStatus: "Success", streamStatus: "Failure" });
      made.on(DescribeConfigurationRecorderStatusCommand).rejects(denied);
      const open = await readBy(configReader);
      expect(verdictOn(open.run, "config-recorder", root)).toBe("undetermined");
      expect(isUnknown(factsOf(open.found, "cfg.Recorder")?.recording)).toBe(true);
    });

    test("types that are left out keep their strategy", async () => {
      const made = mockConfig();
      made.on(DescribeConfigurationRecordersCommand).resolves({
        ConfigurationRecorders: [
          {
            name: "default",
            recordingGroup: {
              allSupported: false,
              includeGlobalResourceTypes: false,
              resourceTypes: [],
              exclusionByResourceTypes: { resourceTypes: ["AWS::EC2::Volume"] },
              recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
            },
          },
        ],
      });
      made
        .on(DescribeConfigurationRecorderStatusCommand)
        .resolves({ ConfigurationRecordersStatus: [{ name: "default", recording: true }] });
      expect(verdictOn((await readBy(configReader)).run, "config-recorder", root)).toBe("undetermined");
    });

    test("conformance packs: by name, from an unknown template, and one that failed", async () => {
      const made = mockConfig();
      const pack = (name: string) => ({
        ConformancePackName: name,
        ConformancePackArn: arn("config", `conformance-pack/${name}/1`),
        ConformancePackId: "1",
      });
      const state = (name: string, ConformancePackState: "CREATE_COMPLETE" | "CREATE_FAILED") => ({
        ...pack(name),
        ConformancePackState,
        StackArn: "s",
        LastUpdateRequestedTime: new Date(),
      });
      const verdict = async () => verdictOn((await readBy(configReader)).run, "config-conformance-pack", root);
      expect(await verdict()).toBe("fail");
      made.on(DescribeConformancePacksCommand).resolves({ ConformancePackDetails: [pack("OrgConformsPack-hipaa-x1")] });
      made
        .on(DescribeConformancePackStatusCommand)
        .resolves({ ConformancePackStatusDetails: [state("OrgConformsPack-hipaa-x1", "CREATE_COMPLETE")] });
      expect(await verdict()).toBe("pass");
      made
        .on(DescribeConformancePackStatusCommand)
        .resolves({ ConformancePackStatusDetails: [state("OrgConformsPack-hipaa-x1", "CREATE_FAILED")] });
      expect(await verdict()).toBe("fail");
      made.on(DescribeConformancePackStatusCommand).rejects(denied);
      expect(await verdict()).toBe("undetermined");
      made.on(DescribeConformancePacksCommand).resolves({ ConformancePackDetails: [pack("operations")] });
      made.on(DescribeConformancePackStatusCommand).resolves({ ConformancePackStatusDetails: [state("operations", "CREATE_COMPLETE")] });
      expect(await verdict()).toBe("undetermined");
    });
  });

  test("GuardDuty: protections of the detector, and of an organization's accounts", async () => {
    const made = mock(GuardDutyClient);
    const features = (Status: "ENABLED" | "DISABLED") => [
      { Name: "S3_DATA_EVENTS" as const, Status },
      { Name: "RUNTIME_MONITORING" as const, Status: "DISABLED" as const },
    ];
    made.on(ListDetectorsCommand).resolves({ DetectorIds: ["d1"] });
    made.on(GetDetectorCommand).resolves({ Status: "ENABLED", ServiceRole: "r", Features: features("ENABLED") });
    made.on(DescribeOrganizationConfigurationCommand).rejects(failing("BadRequestException"));
    const verdict = async () => verdictOn((await readBy(guarddutyReader)).run, "guardduty-protections", root);
    expect(await verdict()).toBe("pass");
    made.on(GetDetectorCommand).resolves({ Status: "ENABLED", ServiceRole: "r", Features: features("DISABLED") });
    expect(await verdict()).toBe("fail");
    made.on(GetDetectorCommand).resolves({ Status: "ENABLED", ServiceRole: "r", Features: features("ENABLED") });
    const organization = (AutoEnable: "ALL" | "NONE") => ({
      MemberAccountLimitReached: false,
      Features: [{ Name: "S3_DATA_EVENTS" as const, AutoEnable }],
    });
    made.on(DescribeOrganizationConfigurationCommand).resolves(organization("NONE"));
    expect(await verdict()).toBe("fail");
    made.on(DescribeOrganizationConfigurationCommand).resolves(organization("ALL"));
    expect(await verdict()).toBe("pass");
    made.on(DescribeOrganizationConfigurationCommand).rejects(denied);
    expect(await verdict()).toBe("undetermined");
    made.on(DescribeOrganizationConfigurationCommand).rejects(failing("BadRequestException"));
    made.on(GetDetectorCommand).rejects(denied);
    const { run } = await readBy(guarddutyReader);
    expect(verdictOn(run, "guardduty-protections", root)).toBe("undetermined");
    expect(verdictOn(run, "guardduty-enabled", root)).toBe("undetermined");
  });

  test("Security Hub: either form counts, and none is a failure", async () => {
    const made = mock(SecurityHubClient);
    const verdict = async () => verdictOn((await readBy(securityhubReader)).run, "securityhub-enabled", root);
    made.on(DescribeHubCommand).rejects(failing("InvalidAccessException"));
    made.on(DescribeSecurityHubV2Command).rejects(failing("ResourceNotFoundException"));
    expect(await verdict()).toBe("fail");
    made.on(DescribeSecurityHubV2Command).resolves({ HubV2Arn: arn("securityhub", "hubv2/1") });
    expect(await verdict()).toBe("pass");
    made.on(DescribeSecurityHubV2Command).rejects(failing("ResourceNotFoundException"));
    made.on(DescribeHubCommand).rejects(denied);
    expect(await verdict()).toBe("undetermined");
    // Where one form is on, that the other one could not be read is told, and does not block.
    made.on(DescribeHubCommand).resolves({ HubArn: arn("securityhub", "hub/default") });
    made.on(DescribeSecurityHubV2Command).rejects(denied);
    expect(await verdict()).toBe("pass");
    expect((await readBy(securityhubReader)).run.problems.filter(({ blocks }) => blocks)).toEqual([]);
  });

  test("Access Analyzer: analyzers that work, and those of an organization that may be elsewhere", async () => {
    const made = mock(AccessAnalyzerClient);
    const organizations = mock(OrganizationsClient);
    organizations.on(DescribeOrganizationCommand).rejects(failing("AWSOrganizationsNotInUseException"));
    const analyzer = (type: "ACCOUNT" | "ACCOUNT_UNUSED_ACCESS", status: "ACTIVE" | "DISABLED" | "FAILED") => ({
      analyzers: [{ arn: arn("access-analyzer", "analyzer/a"), name: "a", type, status, createdAt: new Date() }],
    });
    const verdict = async () => verdictOn((await readBy(accessanalyzerReader)).run, "access-analyzer-enabled", root);
    made.on(ListAnalyzersCommand).resolves(analyzer("ACCOUNT", "ACTIVE"));
    expect(await verdict()).toBe("pass");
    expect(organizations.calls()).toHaveLength(0);
    for (const answer of [analyzer("ACCOUNT", "FAILED"), analyzer("ACCOUNT_UNUSED_ACCESS", "ACTIVE"), { analyzers: [] }]) {
      made.on(ListAnalyzersCommand).resolves(answer);
      expect(await verdict()).toBe("fail");
    }
    organizations.on(DescribeOrganizationCommand).resolves({ Organization: { Id: "o-1", MasterAccountId: "999999999999" } });
    const { run } = await readBy(accessanalyzerReader);
    expect(run.verdicts.find(({ rule }) => rule === "access-analyzer-enabled")).toMatchObject({
      outcome: "undetermined",
      because: expect.stringContaining("an analyzer of the organization is in another account"),
    });
    made.on(ListAnalyzersCommand).rejects(denied);
    expect(await verdict()).toBe("undetermined");
  });

  describe("Identity Center", () => {
    const InstanceArn = "arn:aws:sso:::instance/ssoins-1";
    function mockSso(OwnerAccountId: string) {
      const made = mock(SSOAdminClient);
      made.on(ListInstancesCommand).resolves({ Instances: [{ InstanceArn, OwnerAccountId }] });
      made.on(ListPermissionSetsCommand).resolves({ PermissionSets: [] });
      made.on(ListApplicationsCommand).resolves({ Applications: [] });
      return made;
    }

    test("applications of the account, and not those of others", async () => {
      const made = mockSso(accountId);
      const application = (name: string, ApplicationAccount: string) => ({
        ApplicationArn: `arn:aws:sso::${ApplicationAccount}:application/ssoins-1/${name}`,
        ApplicationAccount,
      });
      made.on(ListApplicationsCommand).resolves({ Applications: [application("open", accountId), application("theirs", "999999999999")] });
      made.on(GetApplicationAssignmentConfigurationCommand).resolves({ AssignmentRequired: false });
      const { run } = await readBy(ssoAdminReader);
      expect(verdictOn(run, "sso-assign-groups-not-users", "/open")).toBe("fail");
      expect(made.commandCalls(GetApplicationAssignmentConfigurationCommand)).toHaveLength(1);
    });

    test("an organization's instance is the management account's, and an account's own has no permission sets", async () => {
      const theirs = mockSso("999999999999");
      const seen = await readBy(ssoAdminReader);
      expect(theirs.calls()).toHaveLength(1);
      expect(seen.run.problems).toEqual([]);
      theirs.restore();
      const own = mockSso(accountId);
      own.on(ListPermissionSetsCommand).rejects(failing("ValidationException"));
      expect((await readBy(ssoAdminReader)).run.problems).toEqual([]);
      own.on(ListPermissionSetsCommand).rejects(denied);
      expect((await readBy(ssoAdminReader)).run.problems.filter(({ blocks }) => blocks)).toHaveLength(1);
    });

    test("assignments in every account to which a permission set goes, over all pages", async () => {
      const made = mockSso(accountId);
      const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
      made.on(ListPermissionSetsCommand).resolves({ PermissionSets: [set] });
      made
        .on(DescribePermissionSetCommand)
        .resolves({ PermissionSet: { Name: "Clinicians", PermissionSetArn: set, SessionDuration: "PT8H" } });
      made.on(GetInlinePolicyForPermissionSetCommand).resolves({ InlinePolicy: "" });
      made.on(ListManagedPoliciesInPermissionSetCommand).resolves({ AttachedManagedPolicies: [] });
      made.on(ListAccountsForProvisionedPermissionSetCommand).resolves({ AccountIds: ["111122223333", "444455556666"] });
      const of = { InstanceArn, PermissionSetArn: set };
      const group = { PrincipalType: "GROUP" as const, PrincipalId: "nurses" };
      const user = { PrincipalType: "USER" as const, PrincipalId: "nurse" };
      made
        .on(ListAccountAssignmentsCommand, { ...of, AccountId: "111122223333" })
        .resolves({ AccountAssignments: [group], NextToken: "more" });
      made
        .on(ListAccountAssignmentsCommand, { ...of, AccountId: "111122223333", NextToken: "more" })
        .resolves({ AccountAssignments: [user] });
      made.on(ListAccountAssignmentsCommand, { ...of, AccountId: "444455556666" }).rejects(denied);
      const { run } = await readBy(ssoAdminReader);
      expect(verdictOn(run, "sso-session-duration", "permissionSet/ssoins-1/ps-1")).toBe("fail");
      expect(verdictOn(run, "sso-assign-groups-not-users", "111122223333/GROUP/nurses")).toBe("pass");
      expect(verdictOn(run, "sso-assign-groups-not-users", "111122223333/USER/nurse")).toBe("fail");
      expect(run.verdicts.filter(({ urn = "" }) => urn.includes("InlinePolicy") || urn.includes("ManagedPolicy"))).toEqual([]);
      expect(run.problems).toEqual([
        {
          where: "account",
          message: `ssoadmin.AccountAssignment of account ${accountId} in ${region} could not be listed: AccessDeniedException (sso:ListAccountAssignments).`,
          blocks: true,
        },
      ]);
    });

    test("a permission set of which nothing but its name is told", async () => {
      const made = mockSso(accountId);
      const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
      made.on(ListPermissionSetsCommand).resolves({ PermissionSets: [set] });
      made.on(DescribePermissionSetCommand).resolves({ PermissionSet: { Name: "Clinicians", PermissionSetArn: set } });
      made.on(GetInlinePolicyForPermissionSetCommand).rejects(denied);
      made.on(ListManagedPoliciesInPermissionSetCommand).rejects(denied);
      made.on(ListAccountsForProvisionedPermissionSetCommand).resolves({ AccountIds: [] });
      const { run } = await readBy(ssoAdminReader);
      expect(verdictOn(run, "sso-session-duration", "permissionSet/ssoins-1/ps-1")).toBe("pass");
      expect(verdictOn(run, "iam-no-admin-access", `:PermissionSetInlinePolicy::${set}`)).toBe("undetermined");
      expect(verdictOn(run, "iam-no-aws-admin-policy", `:ManagedPolicyAttachment::${set}`)).toBe("undetermined");
    });
  });

  describe("Systems Manager", () => {
    function mockSsm() {
      const made = mock(SSMClient);
      made.on(ListDocumentsCommand).resolves({ DocumentIdentifiers: [] });
      made.on(DescribeParametersCommand).resolves({ Parameters: [] });
      made.on(ListAssociationsCommand).resolves({ Associations: [] });
      made.on(DescribeMaintenanceWindowsCommand).resolves({ WindowIdentities: [] });
      made.on(DescribePatchBaselinesCommand).resolves({ BaselineIdentities: [] });
      made.on(ListResourceDataSyncCommand).resolves({ ResourceDataSyncItems: [] });
      made.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: [] });
      made.on(ListTagsOfParameterCommand).resolves({ TagList: [] });
      return made;
    }
    const machine: ServiceReader = {
      service: "ec2",
      calls: {},
      regional: true,
      kinds: [],
      read: ({ found }) => {
        found.add({ kind: "ec2.Instance", id: arn("ec2", "instance/i-1"), region, inputs: {}, outputs: { id: "i-1" } });
        return Promise.resolve();
      },
    };

    test("patching by an association or by a window that is open at times", async () => {
      const made = mockSsm();
      const verdict = async () => verdictOn((await readBy(machine, ssmReader)).run, "ssm-patch-compliance", "instance/i-1");
      expect(await verdict()).toBe("fail");
      made.on(DescribeMaintenanceWindowsCommand).resolves({ WindowIdentities: [{ WindowId: "mw-1", Enabled: false }] });
      made
        .on(DescribeMaintenanceWindowTasksCommand)
        .resolves({ Tasks: [{ WindowTaskId: "t", TaskArn: "AWS-RunPatchBaseline", Type: "RUN_COMMAND" }] });
      expect(await verdict()).toBe("fail");
      made.on(DescribeMaintenanceWindowsCommand).resolves({ WindowIdentities: [{ WindowId: "mw-1", Enabled: true }] });
      expect(await verdict()).toBe("pass");
      made.on(DescribeMaintenanceWindowsCommand).resolves({ WindowIdentities: [] });
      made.on(ListAssociationsCommand).resolves({ Associations: [{ AssociationId: "a", Name: "AWS-RunPatchBaseline" }] });
      expect(await verdict()).toBe("pass");
      made.on(ListAssociationsCommand).rejects(denied);
      expect(await verdict()).toBe("undetermined");
    });

    test("baselines of the account's own, and inventory in a bucket", async () => {
      const made = mockSsm();
      made.on(DescribePatchBaselinesCommand).resolves({
        BaselineIdentities: [
          { BaselineId: "pb-1" },
          { BaselineId: "pb-2" },
          { BaselineId: "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-3" },
        ],
      });
      const rules = (days: number) => ({ PatchRules: [{ PatchFilterGroup: { PatchFilters: [] }, ApproveAfterDays: days }] });
      made.on(GetPatchBaselineCommand, { BaselineId: "pb-1" }).resolves({ ApprovalRules: rules(7) });
      made.on(GetPatchBaselineCommand, { BaselineId: "pb-2" }).resolves({ ApprovalRules: rules(30) });
      made.on(ListResourceDataSyncCommand).resolves({
        ResourceDataSyncItems: [
          { SyncName: "inventory", S3Destination: { BucketName: "inventory", SyncFormat: "JsonSerDe", Region: region } },
          { SyncName: "explorer", SyncType: "SyncFromSource" },
        ],
      });
      const { run } = await readBy(ssmReader);
      expect(verdictOn(run, "ssm-patch-compliance", "patchbaseline/pb-1")).toBe("pass");
      expect(verdictOn(run, "ssm-patch-compliance", "patchbaseline/pb-2")).toBe("fail");
      expect(verdictOn(run, "ssm-data-sync-encrypted", "resource-data-sync/inventory")).toBe("fail");
      expect(verdictOn(run, "ssm-data-sync-encrypted", "resource-data-sync/explorer")).toBe("not-applicable");
    });

    test("patches of machines, whichever service is read first", async () => {
      const made = mockSsm();
      for (const readers of [
        [machine, ssmReader],
        [ssmReader, machine],
      ]) {
        made.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: [{ InstanceId: "i-2" }, { InstanceId: "mi-3" }] });
        made.on(DescribeInstancePatchStatesCommand).resolves({ InstancePatchStates: [] });
        expect(factsOf((await readBy(...readers)).found, "ec2.Instance")).toEqual({ managed: false });
        made.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList: [{ InstanceId: "i-1" }] });
        expect(factsOf((await readBy(...readers)).found, "ec2.Instance")).toEqual({ managed: true });
        const time = new Date("2026-11-21T00:00:00Z");
        made.on(DescribeInstancePatchStatesCommand).resolves({
          InstancePatchStates: [
            {
              InstanceId: "i-1",
              PatchGroup: "",
              BaselineId: "pb-1",
              MissingCount: 2,
              FailedCount: 0,
              OperationStartTime: time,
              OperationEndTime: time,
              Operation: "Scan",
            },
          ],
        });
        expect(factsOf((await readBy(...readers)).found, "ec2.Instance")).toEqual({
          managed: true,
          patchesMissing: 2,
          patchesFailed: 0,
          patchScanTime: "2026-11-21T00:00:00.000Z",
        });
        made.on(DescribeInstancePatchStatesCommand).rejects(denied);
        const open = factsOf((await readBy(...readers)).found, "ec2.Instance");
        expect([open?.managed, isUnknown(open?.patchesMissing)]).toEqual([true, true]);
        made.on(DescribeInstanceInformationCommand).rejects(denied);
        expect(isUnknown(factsOf((await readBy(...readers)).found, "ec2.Instance")?.managed)).toBe(true);
      }
    });

    test("managed machines are asked for fifty at a time", async () => {
      const made = mockSsm();
      const InstanceInformationList = Array.from({ length: 120 }, (_, index) => ({ InstanceId: `i-${index}` }));
      made.on(DescribeInstanceInformationCommand).resolves({ InstanceInformationList });
      made.on(DescribeInstancePatchStatesCommand).resolves({ InstancePatchStates: [] });
      await readBy(ssmReader);
      const asked = made.commandCalls(DescribeInstancePatchStatesCommand).map(({ args: [command] }) => command.input.InstanceIds?.length);
      expect(asked).toEqual([50, 50, 20]);
    });
  });

  describe("CloudWatch", () => {
    const alarm = (name: string, more: object = {}) => ({
      AlarmName: name,
      AlarmArn: arn("cloudwatch", `alarm:${name}`),
      ActionsEnabled: true,
      AlarmActions: [],
      ...more,
    });
    function mockCloudwatch() {
      const made = mock(CloudWatchClient);
      made.on(ListTagsOfAlarmCommand).resolves({ Tags: [] });
      const logs = mock(CloudWatchLogsClient);
      logs.on(DescribeMetricFiltersCommand).resolves({ metricFilters: [] });
      return { made, logs };
    }

    test("a part of a composite alarm needs no action; one that keeps it quiet is no part", async () => {
      const { made } = mockCloudwatch();
      made.on(DescribeAlarmsCommand).resolves({
        MetricAlarms: [alarm("cpu"), alarm("maintenance"), alarm("alone")],
        CompositeAlarms: [alarm("all", { AlarmRule: 'ALARM("cpu") AND NOT ALARM(maintenance)', AlarmActions: [arn("sns", "operations")] })],
      });
      const { run } = await readBy(cloudwatchReader);
      const outcome = (name: string) => verdictOn(run, "alarm-has-action", `:alarm:${name}`);
      expect([outcome("cpu"), outcome("maintenance"), outcome("alone"), outcome("all")]).toEqual(["pass", "fail", "fail", "pass"]);
      expect(made.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input).toMatchObject({ AlarmTypes: ["CompositeAlarm", "MetricAlarm"] });
    });

    test("an alarm on an expression over the filter's metric", async () => {
      const { made, logs } = mockCloudwatch();
      logs.on(DescribeMetricFiltersCommand).resolves({
        metricFilters: [
          {
            filterName: "root",
            logGroupName: "trail",
            filterPattern: '{ $.userIdentity.type = "Root" }',
            metricTransformations: [{ metricName: "RootUse", metricNamespace: "Trail", metricValue: "1" }],
          },
        ],
      });
      const over = (...names: readonly string[]) => ({
        MetricAlarms: [
          alarm("root", {
            AlarmActions: [arn("sns", "operations")],
            Metrics: [
              ...names.map((MetricName, index) => ({
                Id: `m${index}`,
                MetricStat: { Metric: { Namespace: "Trail", MetricName }, Period: 300, Stat: "Sum" },
                ReturnData: false,
              })),
              { Id: "e", Expression: "FILL(m0, 0)", ReturnData: true },
            ],
          }),
        ],
      });
      made.on(DescribeAlarmsCommand).resolves(over("RootUse"));
      expect(verdictOn((await readBy(cloudwatchReader)).run, "alarm-root-use", root)).toBe("pass");
      made.on(DescribeAlarmsCommand).resolves(over("RootUse", "Other"));
      expect(verdictOn((await readBy(cloudwatchReader)).run, "alarm-root-use", root)).not.toBe("pass");
      logs.on(DescribeMetricFiltersCommand).rejects(denied);
      expect(verdictOn((await readBy(cloudwatchReader)).run, "alarm-root-use", root)).toBe("undetermined");
    });
  });

  describe("tags", () => {
    test("count what nobody reads by service, over all pages, and leave out what was read", async () => {
      const made = mock(ResourceGroupsTaggingAPIClient);
      const emr = Array.from({ length: 12 }, (_, index) => ({ ResourceARN: arn("elasticmapreduce", `cluster/j-${index}`) }));
      made.on(GetResourcesCommand).resolves({ ResourceTagMappingList: emr, PaginationToken: "more" });
      made.on(GetResourcesCommand, { PaginationToken: "more" }).resolves({
        ResourceTagMappingList: [
          { ResourceARN: arn("cloudwatch", "alarm:read") },
          { ResourceARN: arn("cloudwatch", "alarm:gone") },
          { ResourceARN: arn("rds", "cluster:graph") },
          { ResourceARN: "arn:aws:apigateway:us-east-1::/restapis/a1" },
        ],
        PaginationToken: "",
      });
      const others: ServiceReader = {
        ...taggingReader,
        read: ({ found }) => {
          found.add({ kind: "cloudwatch.MetricAlarm", id: arn("cloudwatch", "alarm:read"), region, inputs: { actionsEnabled: true } });
          found.add({ kind: "rds.Cluster", id: arn("rds", "cluster:patients"), region, inputs: {} });
          return Promise.resolve();
        },
      };
      const { run } = await readBy(others, taggingReader);
      expect(run.problems).toEqual([
        { where: "account", message: "1 resource of apigateway (restapis) was not looked at.", blocks: false },
        { where: "account", message: "12 resources of elasticmapreduce (cluster) were not looked at.", blocks: false },
        { where: "account", message: "1 resource of rds (cluster) was not looked at.", blocks: false },
      ]);
    });

    test("that may not be read are a problem, which does not block", async () => {
      mock(ResourceGroupsTaggingAPIClient).on(GetResourcesCommand).rejects(denied);
      const { run } = await readBy(taggingReader);
      expect(run.problems).toEqual([
        {
          where: "account",
          message: "Could not be read once: AccessDeniedException (tag:GetResources); what depends on it is undetermined.",
          blocks: false,
        },
      ]);
    });
  });
});
