import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { BackupVault } from "../backup-vault/backup-vault";
import type { RestoreTest } from "../backup-vault/restore-testing";
import type { CommonArgs } from "./common-arguments";
import { physicalName } from "./physical-name";
import type { BackupReference } from "./references";

/** What a component asks of the vault that it makes where none is brought. */
export interface OwnBackup extends CommonArgs {
  /** How a restore of what is backed up is tested. */
  readonly restoreTest: RestoreTest;
}

/**
 * Puts a resource under the backup plan that is brought, or under one of a vault that the component makes for itself: 45 CFR 164.308(a)(7)(ii)(A).
 * @param resourceArn the resource's own output, by which the pack knows it before it exists
 * @returns the plan's id
 */
export function backUp(
  parent: pulumi.ComponentResource,
  name: string,
  backup: BackupReference | undefined,
  resourceArn: pulumi.Output<string>,
  { restoreTest, ...common }: OwnBackup,
): pulumi.Input<string> {
  // A Table and a FileSystem may have one name; vaults and selections may not.
  const own = `${name}-${restoreTest.resourceType.toLowerCase()}`;
  const plan = backup ?? new BackupVault(`${own}-backup`, { ...common, selectionTags: {}, restoreTests: [restoreTest] }, { parent });
  new aws.backup.Selection(
    name,
    { name: physicalName(own, 50), planId: plan.planId, iamRoleArn: plan.roleArn, resources: [resourceArn] },
    { parent },
  );
  return plan.planId;
}
