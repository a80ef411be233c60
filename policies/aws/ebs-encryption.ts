import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Judged, Stack } from "../graph/stack";
import { any, fail, undetermined, type Verdict, when } from "../verdict";
import { sameRegion } from "./region";

/** How one disk is asked for: by its flag, and by the snapshot that it is made from. */
export interface Disk {
  /** The resource that asks for it. */
  readonly of: Judged;
  /** Launch templates spell the flag as text, and "false" is text like any other. */
  readonly flag: Cell<boolean> | Cell<string>;
  readonly snapshot?: Cell<string>;
}

const snapshotKinds = ["ebs.Snapshot", "ebs.SnapshotCopy", "ebs.SnapshotImport"] as const;

function isTrue(flag: Cell<boolean> | Cell<string>, because: string): Verdict {
  return flag.test((value: unknown) => String(value).toLowerCase() === "true", "true", because);
}

/**
 * Whether the account encrypts what a program leaves open: an `ebs.EncryptionByDefault` of this stack, in the same Region.
 * One that another stack holds cannot be seen, and does not count: the program alone must not make an unencrypted disk.
 * Source: Amazon EBS User Guide, "Enable Amazon EBS encryption by default".
 */
export function encryptedByAccountDefault(of: Judged, flag: Cell<unknown>, stack: Stack, because: string): Verdict {
  const open = () => fail(because, [flag.evidence("true")]);
  return stack.some(
    "ebs.EncryptionByDefault",
    (setting) =>
      when(
        sameRegion(of, setting),
        () =>
          setting
            .at((p) => p.enabled)
            .or(true)
            .equals(true, because),
        open,
      ),
    open,
  );
}

/**
 * Whether a disk is encrypted: by its flag; where that is left out, by the snapshot it is made from ("volumes that you create from an
 * encrypted snapshot are automatically encrypted") or by the account's default.
 * A flag that says false fails whatever the account says: it is a decision, and takes effect on the day the default is switched off.
 * Source: Amazon EBS User Guide, "Amazon EBS encryption".
 */
export function diskIsEncrypted(disk: Disk, stack: Stack, because: string): Verdict {
  const { of, flag, snapshot } = disk;
  if (flag.state !== "absent") return isTrue(flag, because);
  const byDefault = encryptedByAccountDefault(of, flag, stack, because);
  if (snapshot === undefined || snapshot.state === "absent") return byDefault;
  const bySnapshot = stack
    .target(of, snapshot, snapshotKinds)
    .decide({ resource: (found) => snapshotIsEncrypted(found, stack, because), absent: () => byDefault });
  return any(byDefault, bySnapshot);
}

/** Whether an EBS volume is encrypted. */
export function volumeIsEncrypted(volume: Resource<"ebs.Volume">, stack: Stack, because: string): Verdict {
  const disk = { of: volume, flag: volume.at((p) => p.encrypted), snapshot: volume.at((p) => p.snapshotId) };
  return diskIsEncrypted(disk, stack, because);
}

/**
 * Whether a snapshot is encrypted: a snapshot is as its volume is; a copy or an import is by its flag, and a copy of an encrypted one always is.
 * Source: Amazon EBS User Guide, "Amazon EBS encryption": "snapshots that you take from an encrypted volume are automatically encrypted".
 */
export function snapshotIsEncrypted(snapshot: Resource<(typeof snapshotKinds)[number]>, stack: Stack, because: string): Verdict {
  const taken = snapshot.as("ebs.Snapshot");
  if (taken) {
    // Programs cannot set it, but what is deployed tells it of the snapshot itself, whose volume may be gone.
    const told = taken.node.read<{ encrypted?: boolean }>().at((p) => p.encrypted);
    if (told.state !== "absent") return told.equals(true, because);
    const volume = taken.at((p) => p.volumeId);
    return stack.target(taken, volume, "ebs.Volume").decide({
      resource: (found) => volumeIsEncrypted(found, stack, because),
      absent: () => undetermined("the volume of the snapshot is not named", [volume.evidence("a volume")]),
    });
  }
  const copy = snapshot.as("ebs.SnapshotCopy");
  if (copy) {
    const flag = copy.at((p) => p.encrypted);
    return diskIsEncrypted({ of: copy, flag, snapshot: copy.at((p) => p.sourceSnapshotId) }, stack, because);
  }
  const imported = snapshot.as("ebs.SnapshotImport");
  return imported ? diskIsEncrypted({ of: imported, flag: imported.at((p) => p.encrypted) }, stack, because) : undetermined(because);
}
