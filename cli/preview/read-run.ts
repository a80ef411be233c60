import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemReason } from "../../policies/evidence/failure";
import { type Run, runSchema } from "../../policies/evidence/run";
import { readHistory } from "../evidence/history-file";
import { exitCode, Failure } from "../exit-code";

/** A record of a ledger, and where it is. */
export interface RecordedRun {
  readonly run: Run;
  readonly path: string;
}

/**
 * The record of a run, by its id.
 * @returns undefined where the ledger has none @throws Failure where it is there and cannot be read
 */
export function readRun(folder: string, id: string): RecordedRun | undefined {
  const entry = readHistory(folder).findLast(({ run }) => run === id);
  if (!entry) return undefined;
  const path = join(folder, entry.file);
  try {
    return { run: runSchema.parse(JSON.parse(readFileSync(path, "utf8"))), path };
  } catch (error) {
    throw new Failure(
      `the record ${path} cannot be read: ${systemReason(error)}`,
      "phiguard evidence verify says what is wrong with it.",
      exitCode.couldNotRun,
    );
  }
}
