import type { KeyObject } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Activity, activitySchema } from "../../policies/evidence/activity";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { type ActivityEntry, type HistoryEntry, idOf, isRunEntry, type RunEntry, timeOf } from "../../policies/evidence/history";
import { activityFile, historyFile, noPrevious, recordsFolder, runFile, runsFolder, sha256 } from "../../policies/evidence/ledger";
import { type Run, runSchema } from "../../policies/evidence/run";
import { isSignedBy, keyId } from "../../policies/evidence/signature";
import { type HistoryLine, readHistoryLines } from "./history-file";
import { isOf, isSealedBy, readSeals, type SealFile, sealedLines } from "./seal";

/** Something that is not as it was written. */
export interface Fault {
  /** The file in the ledger's folder. */
  readonly file: string;
  /** The line of the history, from 1. */
  readonly line?: number;
  /** Where in the file, in bytes from its beginning. */
  readonly byte?: number;
  readonly run?: string;
  /** Of a record that a person made, its id. */
  readonly record?: string;
  readonly problem: string;
}

export interface Verification {
  /** How many lines the history has. */
  readonly lines: number;
  readonly runs: number;
  /** Records that people made. */
  readonly records: number;
  readonly signed: number;
  /** Signatures in files of their own, each over all lines up to one. */
  readonly seals: number;
  /** SHA-256 of the last line: whoever keeps it elsewhere can tell later that nothing was cut off. */
  readonly head: string | undefined;
  readonly faults: readonly Fault[];
}

export interface VerifyOptions {
  /** Where any are given, each line must be signed by one of them, or be under a seal of one. */
  readonly publicKeys?: readonly KeyObject[];
  /** A hash of a line that must be in the history: one that was kept elsewhere. */
  readonly head?: string | undefined;
  /** Of an archive: only the records of these days are there, both included. */
  readonly period?: { readonly from: string; readonly to: string } | undefined;
}

/** Compares a ledger with what its history says of it. @returns undefined where the folder has no history */
export function verifyLedger(folder: string, { publicKeys = [], head, period }: VerifyOptions = {}): Verification | undefined {
  const lines = readHistoryLines(folder);
  if (!lines) return undefined;
  const entries = lines.flatMap(({ entry }) => entry ?? []);
  const seals = readSeals(folder);
  const sealed = sealedLines(seals, lines, publicKeys);
  const faults = [
    ...chainFaults(lines),
    ...lines.flatMap(({ entry, number }) =>
      entry && isWithin(entry, period) ? recordFaults(folder, entry).map((fault) => ({ ...fault, line: number })) : [],
    ),
    ...(publicKeys.length > 0 ? lines.slice(sealed).flatMap((line) => signatureFaults(line, publicKeys)) : []),
    ...seals.flatMap((file) => sealFaults(file, lines, publicKeys)),
    ...repeated(lines),
    ...unlisted(folder, entries),
    ...(head === undefined || lines.some((line) => line.sha256 === head)
      ? []
      : [{ file: historyFile, problem: `no line has the hash ${head}: lines that were there are gone or changed` }]),
  ];
  return {
    lines: lines.length,
    runs: entries.filter(isRunEntry).length,
    records: entries.filter((entry) => !isRunEntry(entry)).length,
    signed: entries.filter(({ signature }) => signature !== undefined).length,
    seals: seals.length,
    head: lines.at(-1)?.sha256,
    faults,
  };
}

/** Where the lines of a history do not follow each other. */
export function chainFaults(lines: readonly HistoryLine[]): readonly Fault[] {
  return lines.flatMap((line, index) => lineFaults(line, lines[index - 1], lines[index + 1]));
}

function isWithin(entry: HistoryEntry, period: VerifyOptions["period"]): boolean {
  const day = timeOf(entry).slice(0, 10);
  return period === undefined || (day >= period.from && day <= period.to);
}

function called(entry: HistoryEntry): Pick<Fault, "run" | "record"> {
  return isRunEntry(entry) ? { run: entry.run } : { record: entry.record };
}

function at({ number, offset, entry }: HistoryLine): Pick<Fault, "file" | "line" | "byte" | "run" | "record"> {
  return { file: historyFile, line: number, byte: offset, ...(entry && called(entry)) };
}

/** The chain: each line holds the hash of the one before. A line that a writer left unfinished is no fault if the next one vouches for it. */
function lineFaults(line: HistoryLine, before: HistoryLine | undefined, after: HistoryLine | undefined): Fault[] {
  if (!line.entry) {
    const isVouchedFor = after?.entry?.previous === line.sha256;
    if (isVouchedFor) return [];
    return [{ ...at(line), problem: line.ended ? `${line.problem ?? "is no entry"}` : "is cut off: its writer did not come to its end" }];
  }
  const unlike =
    line.sha256 === sha256(canonicalJson(line.entry)) ? [] : [{ ...at(line), problem: "is not written as phiguard writes it" }];
  const expected = before?.sha256 ?? noPrevious;
  if (line.entry.previous === expected) return unlike;
  const problem = before
    ? `does not follow line ${before.number}: that line, or one between them, was changed, taken out or put in`
    : "is not the first line that was written: lines before it are gone";
  return [{ ...at(line), problem }, ...unlike];
}

function recordFaults(folder: string, entry: HistoryEntry): Fault[] {
  const fault = (problem: string, byte?: number): Fault[] => [
    { file: entry.file, ...called(entry), problem, ...(byte !== undefined && { byte }) },
  ];
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, entry.file));
  } catch {
    return fault("is missing, or cannot be read");
  }
  if (sha256(bytes) !== entry.sha256)
    return fault(`was changed: its SHA-256 is not the one in the history${whereChanged(bytes)}`, firstOddByte(bytes));
  const content = parsedJson(bytes.toString("utf8"));
  const read = isRunEntry(entry) ? runSchema.safeParse(content) : activitySchema.safeParse(content);
  if (!read.success) return fault(`is no record: ${read.error.issues[0]?.message ?? "not as it should be"}`);
  return isSame(entry, read.data) ? [] : fault("says something else than its line in the history");
}

/** Whether a record is the one that its line speaks of. No line follows the last one and holds its hash: it is compared with its record alone. */
function isSame(entry: HistoryEntry, record: Run | Activity): boolean {
  if (record.id !== idOf(entry)) return false;
  if (isRunEntry(entry)) {
    return record.format === "phiguard-run/1" && runFile(record) === entry.file && isAlike(saidOfRun(record), saidOfRun(entry));
  }
  return (
    record.format === "phiguard-record/1" && activityFile(record) === entry.file && isAlike(saidOfActivity(record), saidOfActivity(entry))
  );
}

function isAlike(one: object, other: object): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

type SaidOfRun = Pick<RunEntry, "source" | "startedAt" | "finishedAt" | "project" | "stack" | "complete" | "outcome" | "counts">;

function saidOfRun({ source, startedAt, finishedAt, project, stack, complete, outcome, counts }: SaidOfRun): SaidOfRun {
  return {
    source,
    startedAt,
    finishedAt,
    ...(project !== undefined && { project }),
    ...(stack !== undefined && { stack }),
    complete,
    outcome,
    counts,
  };
}

type SaidOfActivity = Pick<ActivityEntry, "kind" | "outcome" | "heldAt" | "recordedAt" | "accounts" | "by">;

function saidOfActivity({ kind, outcome, heldAt, recordedAt, accounts, by }: SaidOfActivity): SaidOfActivity {
  return { kind, outcome, heldAt, recordedAt, accounts, by };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first byte that no writer of records would have put there; a change that keeps to the form has none. */
function firstOddByte(bytes: Buffer): number | undefined {
  const value = parsedJson(bytes.toString("utf8"));
  if (value === undefined) return undefined;
  const written = Buffer.from(`${canonicalJson(value)}\n`);
  const length = Math.max(bytes.length, written.length);
  for (let index = 0; index < length; index++) if (bytes[index] !== written[index]) return index;
  return undefined;
}

function whereChanged(bytes: Buffer): string {
  return parsedJson(bytes.toString("utf8")) === undefined ? "; it is cut, or no JSON" : "";
}

function signatureFaults(line: HistoryLine, publicKeys: readonly KeyObject[]): Fault[] {
  if (!line.entry || isSignedBy(line.entry, publicKeys)) return [];
  return [{ ...at(line), problem: line.entry.signature ? "is signed by no key that was given, or was changed" : "is not signed" }];
}

/** A seal speaks of a line that was there: without any key it still tells that lines were changed or cut off. */
function sealFaults({ file, seal }: SealFile, lines: readonly HistoryLine[], publicKeys: readonly KeyObject[]): Fault[] {
  if (!seal) return [{ file, problem: "is no seal, or was changed" }];
  if (!isOf(seal, lines)) return [{ file, problem: `seals line ${seal.lines}, which is gone or changed` }];
  const isKeyGiven = publicKeys.some((key) => keyId(key) === seal.key);
  return isKeyGiven && !isSealedBy(seal, publicKeys) ? [{ file, problem: "was not made with its key, or was changed" }] : [];
}

function repeated(lines: readonly HistoryLine[]): Fault[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const file = line.entry?.file;
    if (file === undefined) return [];
    const problem = seen.has(file) ? [{ ...at(line), problem: `names ${file}, as a line before it does` }] : [];
    seen.add(file);
    return problem;
  });
}

/** Records that the history does not name: put in, or their lines were taken out. Drafts of a writer that is at work are left alone. */
function unlisted(folder: string, entries: readonly HistoryEntry[]): Fault[] {
  const listed = new Set(entries.map(({ file }) => file));
  return [runsFolder, recordsFolder]
    .flatMap((inside) => namesIn(join(folder, inside)).map((name) => `${inside}/${name}`))
    .filter((file) => !file.endsWith(".draft") && !listed.has(file))
    .map((file) => ({ file, problem: "is not in the history: it was put in, or its line was taken out" }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
