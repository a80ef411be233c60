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
import { canonicalJson } from "./canonical-json";
import { LedgerError, systemReason } from "./failure";
import { makeFolder } from "./folder";
import type { HistoryEntry } from "./history";
import { whileLocked } from "./lock";
import type { Run } from "./run";
import { signatureOf } from "./signature";

export const historyFile = "history.jsonl";
export const runsFolder = "runs";
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

/** An id for a run. */
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
function writeNewFile(file: string, bytes: Uint8Array): void {
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

function entryFor(
  run: Run,
  file: string,
  bytes: Uint8Array,
  previous: string,
  { signingKey, at = new Date() }: WriteOptions,
): HistoryEntry {
  const { project, stack } = run;
  const entry: HistoryEntry = {
    run: run.id,
    file,
    sha256: sha256(bytes),
    previous,
    at: at.toISOString(),
    source: run.source,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    ...(project !== undefined && { project }),
    ...(stack !== undefined && { stack }),
    complete: run.complete,
    outcome: run.outcome,
    counts: run.counts,
  };
  return signingKey ? { ...entry, signature: signatureOf(entry, signingKey) } : entry;
}

/** Adds a line that holds the hash of the one before. A line that an earlier run left unfinished stays as it is, and is hashed like any other. */
function append(history: string, entryAfter: (previous: string) => HistoryEntry): HistoryEntry {
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

/** Whether the ledger has a record of a run. */
function isRecorded(folder: string, id: string): boolean {
  return readdirSync(join(folder, runsFolder)).some((name) => name.endsWith(`-${id}.json`));
}

/**
 * Adds a run to the ledger in a folder: its record in `runs/`, and a line in `history.jsonl` that is chained to the one before. Any number of
 * processes may do so at once. What is there is never changed.
 *
 * @returns the line that was added
 * @throws LedgerError where the folder cannot be written to, the disk is full, or the lock is held for too long; nothing is added then
 */
export function writeRun(folder: string, run: Run, options: WriteOptions = {}): HistoryEntry {
  const file = runFile(run);
  const path = join(folder, file);
  const bytes = Buffer.from(`${canonicalJson(run)}\n`);
  try {
    makeFolder(join(folder, runsFolder));
    return whileLocked(join(folder, "history.lock"), () => {
      if (isRecorded(folder, run.id))
        throw new LedgerError(`the run ${run.id} is recorded already`, "Each run has an id of its own; run it again.");
      writeNewFile(path, bytes);
      try {
        return append(join(folder, historyFile), (previous) => entryFor(run, file, bytes, previous, options));
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
