import { createHash, type KeyObject, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Activity } from "./activity";
import { canonicalJson } from "./canonical-json";
import { LedgerError, systemReason } from "./failure";
import { makeFolder } from "./folder";
import type { ActivityEntry, HistoryEntry, RunEntry } from "./history";
import { whileLocked } from "./lock";
import type { Run } from "./run";
import { signatureOf } from "./signature";

export const historyFile = "history.jsonl";
export const runsFolder = "runs";
/** Of records that people make. */
export const recordsFolder = "records";
/** What stands for the line before the first one. */
export const noPrevious = "0".repeat(64);

/** SHA-256 in hexadecimal. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A file's name in `runs/`: sorts by time; colons are not allowed in names everywhere. */
export function runFile({ startedAt, id }: Pick<Run, "startedAt" | "id">): string {
  return `${runsFolder}/${startedAt.replaceAll(":", "-")}-${id}.json`;
}

/** A file's name in `records/`. */
export function activityFile({ recordedAt, id }: Pick<Activity, "recordedAt" | "id">): string {
  return `${recordsFolder}/${recordedAt.replaceAll(":", "-")}-${id}.json`;
}

/** An id for a run, or for a record that a person makes. */
export function newRunId(): string {
  return randomBytes(12).toString("hex");
}

/** Writes all of it, or leaves the file as it was: a full disk may take a part. */
function writeAll(descriptor: number, bytes: Uint8Array, sizeBefore: number): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } catch (error) {
    ftruncateSync(descriptor, sizeBefore);
    throw error;
  }
}

/** A folder's entry survives a power cut only when the folder itself is synced; not every system can do that. */
function syncFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
  } catch {
    // Windows and some network file systems cannot; the file itself is synced.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Gives a draft its name. A link fails where the name is taken, and a rename would replace what is there; some file systems have no links. */
function place(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (existsSync(file)) throw error;
    renameSync(draft, file);
  }
}

/** Writes a new file in one step: it is there with all its bytes, or not at all. A file that is there is never replaced. */
export function writeNewFile(file: string, bytes: Uint8Array): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}.draft`;
  try {
    const descriptor = openSync(draft, "wx", 0o644);
    try {
      writeAll(descriptor, bytes, 0);
    } finally {
      closeSync(descriptor);
    }
    place(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(file));
}

/** The last line of a file: its bytes, and whether a line break ends it. Empty where the file is. */
function lastLine(descriptor: number, size: number): { readonly bytes: Uint8Array; readonly ended: boolean } {
  const block = 64 * 1024;
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0; ) {
    const length = Math.min(block, start);
    start -= length;
    const piece = Buffer.alloc(length);
    readSync(descriptor, piece, 0, length, start);
    tail = Buffer.concat([piece, tail]);
    const ended = tail.at(-1) === 0x0a;
    const line = ended ? tail.subarray(0, -1) : tail;
    const before = line.lastIndexOf(0x0a);
    if (before >= 0 || start === 0) return { bytes: line.subarray(before + 1), ended };
  }
  return { bytes: tail, ended: true };
}

export interface WriteOptions {
  /** An Ed25519 private key that signs the line of the history. */
  readonly signingKey?: KeyObject;
  /** The time that the history's line gets; now, unless said otherwise. */
  readonly at?: Date;
}

/** What the ledger itself adds to a line. */
type Chained = Pick<HistoryEntry, "sha256" | "previous" | "at">;

function runEntry(run: Run, chained: Chained): RunEntry {
  const { project, stack } = run;
  return {
    run: run.id,
    file: runFile(run),
    ...chained,
    source: run.source,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    ...(project !== undefined && { project }),
    ...(stack !== undefined && { stack }),
    complete: run.complete,
    outcome: run.outcome,
    counts: run.counts,
  };
}

function activityEntry(activity: Activity, chained: Chained): ActivityEntry {
  const { id, heldAt, recordedAt, accounts, by } = activity;
  const said = { record: id, file: activityFile(activity), ...chained, heldAt, recordedAt, accounts, by };
  return activity.kind === "log-review"
    ? { kind: activity.kind, outcome: activity.outcome, ...said }
    : { kind: activity.kind, outcome: activity.outcome, ...said };
}

/** Adds a line that holds the hash of the one before. A line that an earlier run left unfinished stays as it is, and is hashed like any other. */
function append<Entry extends HistoryEntry>(history: string, entryAfter: (previous: string) => Entry): Entry {
  const descriptor = openSync(history, "a+", 0o644);
  try {
    const { size } = fstatSync(descriptor);
    const last = lastLine(descriptor, size);
    const entry = entryAfter(size === 0 ? noPrevious : sha256(last.bytes));
    writeAll(descriptor, Buffer.from(`${last.ended ? "" : "\n"}${canonicalJson(entry)}\n`), size);
    return entry;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the ledger has a record of that id. */
function isRecorded(folder: string, id: string): boolean {
  return readdirSync(folder).some((name) => name.endsWith(`-${id}.json`));
}

/** A record, and how its line says what it is. */
interface Recorded<Entry> {
  readonly what: string;
  readonly content: { readonly id: string };
  readonly file: string;
  readonly entry: (chained: Chained) => Entry;
}

function write<Entry extends HistoryEntry>(folder: string, record: Recorded<Entry>, { signingKey, at = new Date() }: WriteOptions): Entry {
  const { what, content, file, entry } = record;
  const path = join(folder, file);
  const bytes = Buffer.from(`${canonicalJson(content)}\n`);
  try {
    makeFolder(dirname(path));
    return whileLocked(join(folder, "history.lock"), () => {
      if (isRecorded(dirname(path), content.id))
        throw new LedgerError(`the ${what} ${content.id} is recorded already`, "Each has an id of its own; run it again.");
      writeNewFile(path, bytes);
      try {
        return append(join(folder, historyFile), (previous) => {
          const said = entry({ sha256: sha256(bytes), previous, at: at.toISOString() });
          return signingKey ? { ...said, signature: signatureOf(said, signingKey) } : said;
        });
      } catch (error) {
        // A record that the history does not name would look as if its line had been taken out.
        rmSync(path, { force: true });
        throw error;
      }
    });
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    throw new LedgerError(
      `the evidence cannot be written to ${folder}: ${systemReason(error)}`,
      "Name a folder that can be written to, with room.",
    );
  }
}

/**
 * Adds a run to the ledger in a folder: its record in `runs/`, and a line in `history.jsonl` that is chained to the one before. Any number of
 * processes may do so at once. What is there is never changed.
 *
 * @returns the line that was added
 * @throws LedgerError where the folder cannot be written to, the disk is full, or the lock is held for too long; nothing is added then
 */
export function writeRun(folder: string, run: Run, options: WriteOptions = {}): RunEntry {
  return write(folder, { what: "run", content: run, file: runFile(run), entry: (chained) => runEntry(run, chained) }, options);
}

/** Adds a record that a person made to the same chain: in `records/`. @see writeRun */
export function writeActivity(folder: string, activity: Activity, options: WriteOptions = {}): ActivityEntry {
  const file = activityFile(activity);
  return write(folder, { what: "record", content: activity, file, entry: (chained) => activityEntry(activity, chained) }, options);
}
