import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Activity, activitySchema } from "../../policies/evidence/activity";
import { type ActivityEntry, isRunEntry } from "../../policies/evidence/history";
import { sha256 } from "../../policies/evidence/ledger";
import { isSignedBy } from "../../policies/evidence/signature";
import { readHistoryLines } from "./history-file";
import { readSeals, sealedLines } from "./seal";
import { chainFaults } from "./verify";

/** What people recorded in a ledger. */
export interface Activities {
  /** Oldest first, by when they were held. */
  readonly activities: readonly Activity[];
  /** Files that are not as they were written. What they said is not known. */
  readonly broken: readonly string[];
  /** Files of records that no key which was given has signed; they are left out. */
  readonly unsigned: readonly string[];
}

/**
 * Reads the reviews and drills of a ledger; none where there is no history.
 * @param publicKeys where any are given, only records whose line one of them signed, or that are under a seal of one
 * @throws Failure where the history cannot be read
 */
export function readActivities(folder: string, publicKeys: readonly KeyObject[] = []): Activities {
  const lines = readHistoryLines(folder) ?? [];
  const sealed = publicKeys.length === 0 ? lines.length : sealedLines(readSeals(folder), lines, publicKeys);
  const entries = lines.flatMap(({ entry, number }) =>
    entry && !isRunEntry(entry) ? [{ entry, isSigned: number <= sealed || isSignedBy(entry, publicKeys) }] : [],
  );
  const read = entries.flatMap(({ entry, isSigned }) => (isSigned ? [{ entry, activity: recordOf(folder, entry) }] : []));
  const files = [
    ...chainFaults(lines).map(({ file }) => file),
    ...read.flatMap(({ entry, activity }) => (activity === undefined ? [entry.file] : [])),
  ];
  return {
    activities: read
      .flatMap(({ activity }) => activity ?? [])
      .sort((one, other) => (one.heldAt < other.heldAt ? -1 : one.heldAt > other.heldAt ? 1 : 0)),
    broken: [...new Set(files)],
    unsigned: entries.flatMap(({ entry, isSigned }) => (isSigned ? [] : [entry.file])),
  };
}

/** Undefined where it is not as its line says. */
function recordOf(folder: string, entry: ActivityEntry): Activity | undefined {
  try {
    const bytes = readFileSync(join(folder, entry.file));
    return sha256(bytes) === entry.sha256 ? activitySchema.safeParse(JSON.parse(bytes.toString("utf8"))).data : undefined;
  } catch {
    return undefined;
  }
}
