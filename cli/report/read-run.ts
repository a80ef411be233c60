import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { systemCode, systemReason } from "../../policies/evidence/failure";
import { historyFile, runsFolder } from "../../policies/evidence/ledger";
import { type Run, runSchema } from "../../policies/evidence/run";
import { exitCode, Failure } from "../exit-code";
import { type ReportFormat, reportFormats } from ".";

/** Reads the record of a run. @throws Failure that says which part of the file is wrong */
export function readRun(file: string): Run {
  const read = runSchema.safeParse(parsed(file));
  if (read.success) return read.data;
  const [first, ...others] = read.error.issues;
  const where = first === undefined || first.path.length === 0 ? "the file" : first.path.join(".");
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new Failure(
    `${file} is no record of a run: ${where}: ${first?.message ?? "is wrong"}${more}`,
    "Name a file in runs/ of a ledger, as phiguard wrote it.",
  );
}

function parsed(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const missing = systemCode(error) === "ENOENT";
    throw missing
      ? new Failure(`${file} does not exist`, "Name a file in runs/ of a ledger.")
      : new Failure(`${file} cannot be read: ${systemReason(error)}`, "Name a file in runs/ of a ledger.", exitCode.couldNotRun);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(
      `${file} is not JSON: it may have been cut off`,
      "Name a file in runs/ of a ledger; phiguard evidence verify tells which are whole.",
    );
  }
}

/** The ledger that a record lies in, where it lies in one. */
export function ledgerOf(file: string): string | undefined {
  const folder = dirname(resolve(file));
  const ledger = dirname(folder);
  return basename(folder) === runsFolder && existsSync(join(ledger, historyFile)) ? ledger : undefined;
}

/** The formats in a list with commas. @throws Failure for one that there is not */
export function formatsOf(list: string): readonly ReportFormat[] {
  const names = list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const known = (name: string): name is ReportFormat => reportFormats.some((format) => format === name);
  const formats = names.filter(known);
  const unknown = names.find((name) => !known(name));
  if (unknown !== undefined || formats.length === 0) {
    throw new Failure(`${unknown ?? "nothing"} is no format of a report`, `The formats are ${reportFormats.join(", ")}.`);
  }
  return formats;
}
