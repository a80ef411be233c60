import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentTable, flag, listOf, mapOf, oneOf, optional, text, wholeNumber } from "../foundation/checks";
import { tagsOf } from "../foundation/classification";
import { type CommonArgs, commonArguments } from "../foundation/common-arguments";
import { componentOptions, typeToken } from "../foundation/component";
import { askForException, type ExceptionEntry, exceptionArgument, exceptionTags } from "../foundation/exception";
import { arn, locationOf } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import { alarmsArgument, type KeyReference, keyArgument, type TopicReference } from "../foundation/references";
import { resolveKey } from "../foundation/resolve-key";
import { ArgumentError, type Refuse, validated } from "../foundation/validation";
import { backupRole } from "./backup-role";
import { copyRegionOf } from "./copy-region";
import { defaultRestoreTests, type RestoreTest, restoreTestArgument, testRestores } from "./restore-testing";
import { copyKeyArn, lockedVault } from "./vault";

export interface BackupVaultArgs extends CommonArgs {
  /** The KMS key of the backups. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  key?: KeyReference;
  /**
   * The Region that takes a copy of each backup, as in "us-west-2". Default: a far one of the same country, in the United States, AWS GovCloud (US), China and
   * Japan; elsewhere it must be given. The transfer costs 0.02 USD a GB and more, and each copy costs what a backup costs. Serves 45 CFR 164.308(a)(7)(ii)(B).
   */
  copyRegion?: string;
  /** The KMS key of the copies, in their Region. Default: one is created, 1 USD a month. Serves 45 CFR 164.312(a)(2)(iv). */
  copyKey?: KeyReference;
  /** Days that the backup of each day is kept: 35 to 36500, default 35. A stored GB costs about 0.05 to 0.10 USD a month. Serves 45 CFR 164.308(a)(7)(ii)(A). */
  retentionDays?: number;
  /** Days that the backup of each month's first day is kept, at least `retentionDays`. Default: no monthly backup; how long records are kept is state law's. */
  monthlyRetentionDays?: number;
  /**
   * Whether buckets, and databases that no component makes, can also be restored to any second of the last 35 days; only with `retentionDays` 35. Default:
   * false. Serves 45 CFR 164.308(a)(7)(ii)(B).
   */
  continuous?: boolean;
  /**
   * Whatever carries one of these tags is backed up. Default: BackupPlan with the plan's name. None, `{}`, leaves it to the components that take this
   * vault as `backup`. Serves 45 CFR 164.308(a)(7)(ii)(A).
   */
  selectionTags?: { [key: string]: string };
  /**
   * The kinds of resources whose backups are restored on trial, once a month, for an hour: you pay the restore and the hour. Default: DynamoDB, EFS and S3.
   * Serves 45 CFR 164.308(a)(7)(ii)(D).
   */
  restoreTests?: RestoreTest[];
  /**
   * The topic that is told of backups and restores that have ended, with their State, of failed copies and of changed backups; AWS Backup ("backup") is among its
   * publishers. AWS Backup has no notice of failures alone: a subscriber's filter policy `{"State":[{"anything-but":"COMPLETED"}]}` leaves out the rest. Default: none.
   */
  alarms?: TopicReference;
  /**
   * "COMPLIANCE" (default): nobody deletes a backup before its time, the account's root user neither. "GOVERNANCE", for whoever may remove the lock to be able
   * to, needs `exception`. Serves 45 CFR 164.312(c)(1).
   */
  lockMode?: string;
  /** Days in which the compliance lock can still be taken back, to correct a mistake: 3 to 36500, default 3. */
  changeableForDays?: number;
  /** Why a safeguard is weakened; asked for with `lockMode` "GOVERNANCE". */
  exception?: ExceptionEntry;
}

/**
 * AWS Backup takes BACKUP_JOB_FAILED, BACKUP_JOB_EXPIRED and RESTORE_JOB_FAILED too, and never sends them.
 * Source: AWS Backup API Reference, PutBackupVaultNotifications (supported and deprecated events).
 */
const toldOf = ["BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED", "RECOVERY_POINT_MODIFIED", "S3_BACKUP_OBJECT_FAILED"];

/** AWS Backup keeps what it records continuously 35 days at most; the pack asks for as many at least. */
const defaultRetentionDays = 35;
const days = (minimum: number) => wholeNumber({ minimum, maximum: 36500, unit: "days" });

const argumentTable: ArgumentTable<BackupVaultArgs> = {
  ...commonArguments,
  key: keyArgument,
  copyRegion: optional(text({ matching: /^[a-z]{2}(-[a-z]+)+-\d$/, described: "a Region, as in us-west-2" })),
  copyKey: keyArgument,
  retentionDays: optional(days(defaultRetentionDays)),
  monthlyRetentionDays: optional(days(defaultRetentionDays)),
  continuous: optional(flag()),
  selectionTags: optional(mapOf(text({ maximum: 128 }), text({ maximum: 256, allowEmpty: true }))),
  restoreTests: optional(listOf(restoreTestArgument, { minimum: 1, described: "a list of restore tests" })),
  alarms: alarmsArgument,
  lockMode: optional(oneOf(["COMPLIANCE", "GOVERNANCE"])),
  changeableForDays: optional(days(3)),
  exception: exceptionArgument,
};

function together(args: BackupVaultArgs, refuse: Refuse): void {
  const retentionDays = args.retentionDays ?? defaultRetentionDays;
  if (args.monthlyRetentionDays !== undefined && args.monthlyRetentionDays < retentionDays) {
    refuse("monthlyRetentionDays", `must be at least retentionDays, which is ${retentionDays}`);
  }
  if (args.continuous === true && retentionDays > defaultRetentionDays) {
    refuse("continuous", "does not go with retentionDays above 35, the most that AWS Backup records continuously");
  }
  const types = args.restoreTests?.map(({ resourceType }) => resourceType) ?? [];
  const twice = types.findIndex((type, index) => types.indexOf(type) < index);
  if (twice !== -1) refuse(`restoreTests[${twice}].resourceType`, "repeats the kind of an item before it");
  if (args.lockMode === "GOVERNANCE" && args.changeableForDays !== undefined) {
    refuse("changeableForDays", 'goes with lockMode "COMPLIANCE" only: a governance lock can always be changed');
  }
  askForException(args.lockMode === "GOVERNANCE" ? { lockMode: "lets some people remove the lock" } : {}, args.exception, refuse);
}

/**
 * A vault whose backups nobody can delete before their time, a plan that fills it every day and copies each backup into another Region, what the plan takes
 * in, and a monthly trial that backups can be restored. Serves 45 CFR 164.308(a)(7)(ii)(A), (B) and (D), 164.312(a)(2)(ii), (a)(2)(iv), (c)(1).
 */
export class BackupVault extends pulumi.ComponentResource {
  /** The vault's name. */
  readonly vaultName: pulumi.Output<string>;
  /** The vault's ARN. */
  readonly vaultArn: pulumi.Output<string>;
  /** The ARN of the vault of the copies. */
  readonly copyVaultArn: pulumi.Output<string>;
  /** The plan's id. */
  readonly planId: pulumi.Output<string>;
  /** The plan's name: the value of the tag BackupPlan by which it takes in what no component hands it. */
  readonly planName: pulumi.Output<string>;
  /** The ARN of the role with which AWS Backup reads and restores. */
  readonly roleArn: pulumi.Output<string>;
  /** The ARN of the KMS key of the backups. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: BackupVaultArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super(
      typeToken("BackupVault"),
      name,
      validated("BackupVault", name, args, argumentTable, together),
      componentOptions("BackupVault", opts),
    );
    const location = locationOf(this);
    const tags = { ...tagsOf(args), ...exceptionTags(args.exception) };
    const keyArn = resolveKey(this, name, args.key, {
      description: `Backups in ${name}`,
      ...(args.tags && { tags: args.tags }),
      ...(args.classification && { classification: args.classification }),
    });
    const region = location.region.apply((own) => copyRegionFor(name, args.copyRegion, own));
    const ownName = physicalName(name, 50);
    const retentionDays = args.retentionDays ?? defaultRetentionDays;
    const lock = {
      minRetentionDays: defaultRetentionDays,
      maxRetentionDays: Math.max(retentionDays, args.monthlyRetentionDays ?? 0),
      ...(args.lockMode !== "GOVERNANCE" && { changeableForDays: args.changeableForDays ?? 3 }),
    };
    const vault = lockedVault(this, name, { vaultName: ownName, keyArn, lock, tags });
    const copies = lockedVault(this, `${name}-copies`, {
      vaultName: ownName,
      keyArn: copyKeyArn(this, `${name}-copies`, args.copyKey, { location, region, tags }),
      lock,
      tags,
      region,
    });
    const rule = (ruleName: string, schedule: string, deleteAfter: number): aws.types.input.backup.PlanRule => ({
      ruleName,
      targetVaultName: ownName,
      schedule,
      startWindow: 60,
      completionWindow: 480,
      lifecycle: { deleteAfter },
      copyActions: [{ destinationVaultArn: copies.arn, lifecycle: { deleteAfter } }],
    });
    const plan = new aws.backup.Plan(
      name,
      {
        name: ownName,
        rules: [
          { ...rule("daily", "cron(0 5 * * ? *)", retentionDays), enableContinuousBackup: args.continuous ?? false },
          ...(args.monthlyRetentionDays === undefined ? [] : [rule("monthly", "cron(0 7 1 * ? *)", args.monthlyRetentionDays)]),
        ],
        tags,
      },
      { parent: this, dependsOn: vault },
    );
    const role = backupRole(this, `${name}-backup`, location, tags);
    const selectionTags = Object.entries(args.selectionTags ?? { BackupPlan: ownName });
    if (selectionTags.length > 0) {
      new aws.backup.Selection(
        `${name}-tagged`,
        {
          name: physicalName(`${name}-tagged`, 50),
          planId: plan.id,
          iamRoleArn: role,
          selectionTags: selectionTags.map(([key, value]) => ({ type: "STRINGEQUALS", key, value })),
        },
        { parent: this },
      );
    }
    testRestores(this, name, {
      vaultArn: vault.arn,
      roleArn: role,
      keyArn,
      tests: args.restoreTests ?? defaultRestoreTests,
      continuous: args.continuous ?? false,
      tags,
    });
    if (args.alarms) {
      new aws.backup.VaultNotifications(
        name,
        {
          backupVaultName: vault.name,
          snsTopicArn: args.alarms.arn,
          backupVaultEvents: toldOf,
        },
        { parent: this, deletedWith: vault },
      );
    }
    this.vaultName = vault.name;
    this.vaultArn = arn(location, "backup", `backup-vault:${ownName}`);
    this.copyVaultArn = pulumi.interpolate`arn:${location.partition}:backup:${region}:${location.accountId}:backup-vault:${ownName}`;
    this.planId = plan.id;
    this.planName = plan.name;
    this.roleArn = role;
    this.keyArn = keyArn;
    this.registerOutputs({
      vaultName: this.vaultName,
      vaultArn: this.vaultArn,
      copyVaultArn: this.copyVaultArn,
      planId: this.planId,
      planName: this.planName,
      roleArn: this.roleArn,
      keyArn: this.keyArn,
    });
  }
}

/** The Region of the copies; the component's own Region is known only when its provider has been asked. */
function copyRegionFor(name: string, given: string | undefined, own: string): string {
  const found = given ?? copyRegionOf(own);
  const component = `BackupVault "${name}"`;
  if (found === undefined) {
    throw new ArgumentError(component, "copyRegion", `must be given in ${own}, for which no other Region of the same country is known`);
  }
  if (found === own) throw new ArgumentError(component, "copyRegion", "must be another Region than the vault's own");
  return found;
}
