import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemCode, systemReason } from "../../policies/evidence/failure";
import { entrySchemaOf, type HistoryEntry, isRunEntry, type RunEntry } from "../../policies/evidence/history";
import { historyFile, sha256 } from "../../policies/evidence/ledger";
import { exitCode, Failure } from "../exit-code";

/** A line of the history as it stands in the file. */
export interface HistoryLine {
  /** Counted from 1. */
  readonly number: number;
  /** Where it begins, in bytes from the file's beginning. */
  readonly offset: number;
  readonly sha256: string;
  /** Whether a line break ends it; the last one has none where a writer was cut off. */
  readonly ended: boolean;
  /** Undefined where the line is no entry; `problem` says why. */
  readonly entry?: HistoryEntry;
  readonly problem?: string;
}

function parsed(bytes: Buffer): Pick<HistoryLine, "entry" | "problem"> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return { problem: "is not JSON" };
  }
  const read = entrySchemaOf(value).safeParse(value);
  if (read.success) return { entry: read.data };
  const [issue] = read.error.issues;
  return { problem: issue === undefined ? "is no entry" : `${issue.path.join(".") || "the line"}: ${issue.message}` };
}

/**
 * The lines of a ledger's history.
 * @returns undefined where there is none @throws Failure where it cannot be read
 */
export function readHistoryLines(folder: string): readonly HistoryLine[] | undefined {
  const file = join(folder, historyFile);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw new Failure(`${file} cannot be read: ${systemReason(error)}`, "Name a ledger's folder.", exitCode.couldNotRun);
  }
  const lines: HistoryLine[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(0x0a, offset);
    const line = bytes.subarray(offset, end < 0 ? bytes.length : end);
    lines.push({ number: lines.length + 1, offset, sha256: sha256(line), ended: end >= 0, ...parsed(line) });
    offset += line.length + 1;
  }
  return lines;
}

/** All entries of a ledger's history, oldest first; empty where there is none. Lines that are no entries are left out: `evidence verify` names them. */
export function readEntries(folder: string): readonly HistoryEntry[] {
  return (readHistoryLines(folder) ?? []).flatMap(({ entry }) => entry ?? []);
}

/** The runs of a ledger's history, oldest first. */
export function readHistory(folder: string): readonly RunEntry[] {
  return readEntries(folder).filter(isRunEntry);
}
