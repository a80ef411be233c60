import type { AliasListEntry, KeyMetadata } from "@aws-sdk/client-kms";
import type { ClassName } from "../../../policies/aws/kinds";
import { UNKNOWN, type Unknown } from "../../../policies/unknown";
import type { Account, Answer } from "../account";
import { kmsCalls as calls } from "../calls/kms";
import { part } from "../found";
import { unnamedManagedKey } from "../managed-keys";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const keyKinds = ["kms.Key", "kms.ExternalKey", "kms.ReplicaKey", "kms.ReplicaExternalKey"] as const satisfies readonly ClassName[];

/** Keys of the account's own; those that AWS manages are named by their aliases wherever they are used. Policies are inline. */
export const kmsReader: ServiceReader = { service: "kms", calls, regional: true, kinds: [...keyKinds, "kms.Alias", "kms.KeyPolicy"], read };

async function read(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const next = ({ NextMarker: marker }: { readonly NextMarker?: string | undefined }) =>
    marker === undefined ? undefined : { Marker: marker };
  const [keys, aliases] = await Promise.all([
    account.list(region, calls.keys, {}, { items: (page) => page.Keys, next }),
    account.list(region, calls.keyAliases, {}, { items: (page) => page.Aliases, next }),
  ]);
  for (const alias of listed(reading, ["kms.Alias"], aliases)) readAlias(reading, alias);
  const managed = new Map(aliases.state === "read" ? aliases.value.map(({ TargetKeyId, AliasName }) => [TargetKeyId, AliasName]) : []);
  await forEach(listed(reading, keyKinds, keys), async ({ KeyId: id, KeyArn: arn }) => {
    if (id !== undefined && arn !== undefined) await readKey(reading, id, arn, managed.get(id));
  });
}

function readAlias({ found, region }: Reading, { AliasName: name, AliasArn: arn, TargetKeyId: target }: AliasListEntry): void {
  if (name === undefined || arn === undefined || target === undefined || name.startsWith("alias/aws/")) return;
  found.add({ kind: "kms.Alias", id: arn, region, inputs: { name, targetKeyId: target }, outputs: { arn, id: name, name } });
}

/** States that a key is in for a short while, and comes out of by itself. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys". */
const passing: ReadonlySet<string> = new Set(["Creating", "Updating"]);

/** Source: AWS KMS API Reference, KeyMetadata: `Origin` and `MultiRegionConfiguration`. */
function kindOf({ Origin: origin, MultiRegionConfiguration: regions }: KeyMetadata): (typeof keyKinds)[number] {
  const isReplica = regions?.MultiRegionKeyType === "REPLICA";
  if (origin === "EXTERNAL") return isReplica ? "kms.ReplicaExternalKey" : "kms.ExternalKey";
  return isReplica ? "kms.ReplicaKey" : "kms.Key";
}

async function readKey({ account, region, found }: Reading, id: string, arn: string, alias: string | undefined): Promise<void> {
  const described = await account.ask(region, calls.key, { KeyId: id });
  if (described.state !== "read") {
    // It may be one that AWS manages, of which no rule speaks.
    found.add({
      kind: "kms.Key",
      id: arn,
      region,
      inputs: { isEnabled: UNKNOWN, enableKeyRotation: UNKNOWN, policy: UNKNOWN, tags: UNKNOWN },
      outputs: { arn, id, keyId: id },
      observed: { state: UNKNOWN, validTo: UNKNOWN },
      answers: [described],
      mayBeAbsent: true,
    });
    return;
  }
  const metadata = described.value.KeyMetadata;
  if (metadata?.KeyManager === "AWS") found.addManagedKey(arn, alias ?? unnamedManagedKey);
  if (metadata === undefined || metadata.KeyManager === "AWS") return;
  const kind = kindOf(metadata);
  const [policy, tags, rotation] = await Promise.all([
    account.ask(region, calls.keyPolicy, { KeyId: id, PolicyName: "default" }),
    account.list(
      region,
      calls.keyTags,
      { KeyId: id },
      {
        items: (page) => page.Tags,
        next: ({ NextMarker: marker }) => (marker === undefined ? undefined : { Marker: marker }),
      },
    ),
    kind === "kms.Key" ? rotationOf(account, region, metadata, id) : undefined,
  ]);
  const enabled = passing.has(metadata.KeyState ?? "") ? UNKNOWN : metadata.KeyState === "Enabled";
  const shared = {
    description: metadata.Description,
    policy: part(policy, ({ Policy: document }) => document),
    tags: part(tags, (list) => Object.fromEntries(list.map(({ TagKey, TagValue }) => [TagKey, TagValue]))),
  };
  const observed: { readonly state: string | Unknown; readonly deletionDate: string | undefined; readonly validTo: string | undefined } = {
    state: metadata.KeyState ?? UNKNOWN,
    deletionDate: metadata.DeletionDate?.toISOString(),
    validTo: metadata.ValidTo?.toISOString(),
  };
  const at = { id: arn, region, outputs: { arn, id, keyId: id }, observed, answers: [policy, tags, ...(rotation ? [rotation] : [])] };
  if (kind !== "kms.Key") {
    found.add({ ...at, kind, inputs: { ...shared, enabled } });
    return;
  }
  found.add({
    ...at,
    kind,
    inputs: {
      ...shared,
      isEnabled: enabled,
      customerMasterKeySpec: metadata.KeySpec,
      keyUsage: metadata.KeyUsage,
      multiRegion: metadata.MultiRegion,
      customKeyStoreId: metadata.CustomKeyStoreId,
      xksKeyId: metadata.XksKeyConfiguration?.Id,
      enableKeyRotation: rotation && part(rotation, ({ KeyRotationEnabled: on }) => (on !== true && isLeaving(metadata) ? UNKNOWN : on)),
      rotationPeriodInDays: rotation && part(rotation, ({ RotationPeriodInDays: days }) => days),
    },
  });
}

/**
 * While a key waits for its deletion, KMS answers that it does not rotate, whatever was set, and nobody can change that.
 * Source: AWS KMS API Reference, GetKeyRotationStatus, "Pending deletion".
 */
function isLeaving({ KeyState: state }: KeyMetadata): boolean {
  return state === "PendingDeletion" || state === "PendingReplicaDeletion";
}

type Rotation = { readonly KeyRotationEnabled?: boolean | undefined; readonly RotationPeriodInDays?: number | undefined };

/** KMS answers only of symmetric keys that it keeps itself. Source: AWS KMS API Reference, GetKeyRotationStatus. */
async function rotationOf(
  account: Account,
  region: string,
  { KeySpec: spec, Origin: origin }: KeyMetadata,
  id: string,
): Promise<Answer<Rotation>> {
  if (spec !== "SYMMETRIC_DEFAULT" || origin !== "AWS_KMS") return { state: "absent" };
  return account.ask(region, calls.keyRotation, { KeyId: id });
}
