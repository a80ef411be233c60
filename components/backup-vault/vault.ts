import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { keyPolicy } from "../encryption-key/key-policy";
import type { Tags } from "../foundation/classification";
import type { Location } from "../foundation/location";
import { physicalName } from "../foundation/physical-name";
import type { KeyReference } from "../foundation/references";

/** Nobody can change or delete what is younger than `minRetentionDays`; where `changeableForDays` is set, the lock itself is for good after it. */
export interface LockSettings {
  readonly minRetentionDays: number;
  readonly maxRetentionDays: number;
  readonly changeableForDays?: number;
}

export interface VaultSettings {
  readonly vaultName: string;
  readonly keyArn: pulumi.Input<string>;
  readonly lock: LockSettings;
  readonly tags: Tags;
  /** The vault's Region, where it is not the provider's own. */
  readonly region?: pulumi.Output<string>;
}

/** A vault with its lock: 45 CFR 164.312(c)(1). Source: AWS Backup Developer Guide, "AWS Backup Vault Lock". */
export function lockedVault(parent: pulumi.ComponentResource, name: string, settings: VaultSettings): aws.backup.Vault {
  const { vaultName, keyArn, lock, tags } = settings;
  const elsewhere = settings.region && { region: settings.region };
  const vault = new aws.backup.Vault(name, { name: vaultName, kmsKeyArn: keyArn, tags, ...elsewhere }, { parent, protect: true });
  new aws.backup.VaultLockConfiguration(name, { backupVaultName: vault.name, ...lock, ...elsewhere }, { parent, deletedWith: vault });
  return vault;
}

/** The ARN of the key of the copies, which lies in their Region: the one that is brought, or one that is made there, 1 USD a month. */
export function copyKeyArn(
  parent: pulumi.ComponentResource,
  name: string,
  brought: KeyReference | undefined,
  settings: { readonly location: Location; readonly region: pulumi.Output<string>; readonly tags: Tags },
): pulumi.Input<string> {
  if (brought) return brought.arn;
  const { location, region, tags } = settings;
  const key = new aws.kms.Key(
    name,
    {
      description: `Copies of the backups in ${name}`,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: keyPolicy({}, { ...location, region }),
      region,
      tags,
    },
    { parent },
  );
  new aws.kms.Alias(
    name,
    { name: `alias/${physicalName(name, 250)}`, targetKeyId: key.keyId, region },
    { parent, deleteBeforeReplace: true },
  );
  return key.arn;
}
