/** What `preview` and `check` have in common: their options, and what they leave behind. */
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Options } from "yargs";
import { LedgerError } from "../policies/evidence/failure";
import { runFile, type WriteOptions, writeRun } from "../policies/evidence/ledger";
import type { Run } from "../policies/evidence/run";
import { readSigningKey } from "../policies/evidence/signature";
import { readActivities } from "./evidence/activities";
import { readHistory } from "./evidence/history-file";
import { type ExitCode, exitCode, Failure } from "./exit-code";
import { type PackConfiguration, readJsonFile, readPackConfiguration } from "./pack-configuration";
import { type ReportFormat, renderReports, reportFormats } from "./report";

export const failOnChoices = ["mandatory", "undetermined", "never"] as const;
export type FailOn = (typeof failOnChoices)[number];

/** Options of both commands. */
export const runOptions = {
  config: { type: "string", describe: "The policy pack configuration (JSON): settings, levels, parameters." },
  exceptions: { type: "string", describe: "The exceptions register; else what the settings or PHIGUARD_EXCEPTIONS name." },
  format: { choices: reportFormats, array: true, describe: "Reports to write, into reports/ of the folder; html unless said otherwise." },
  "fail-on": {
    choices: failOnChoices,
    default: "mandatory",
    describe: "What makes the exit code 1: findings that block, also whatever is undetermined, or nothing.",
  },
  "sign-key": { type: "string", describe: "An Ed25519 private key (PEM) that signs the evidence; else what PHIGUARD_SIGNING_KEY names." },
} as const satisfies Readonly<Record<string, Options>>;

/** Reads a configuration, and refuses one with faults: what it asks for would silently not be done. @throws Failure */
export function readConfiguration(file: string | undefined): PackConfiguration {
  const configuration = readPackConfiguration(file === undefined ? {} : readJsonFile(file));
  const [first, ...others] = configuration.problems;
  if (first === undefined) return configuration;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw new Failure(
    `${file ?? "the configuration"}: ${first.at} ${first.problem}${more}`,
    "phiguard validate-config names all that is wrong with it.",
  );
}

/** The environment of a run: what the options say wins over the variables. @throws Failure for a file that is not there */
export function runEnvironment({
  exceptions,
  signKey,
}: {
  exceptions?: string | undefined;
  signKey?: string | undefined;
}): NodeJS.ProcessEnv {
  for (const file of [exceptions, signKey]) {
    if (file !== undefined && !existsSync(file)) throw new Failure(`${file} does not exist`, "Name a file that exists.");
  }
  return {
    ...process.env,
    ...(exceptions !== undefined && { PHIGUARD_EXCEPTIONS: resolve(exceptions) }),
    ...(signKey !== undefined && { PHIGUARD_SIGNING_KEY: resolve(signKey) }),
  };
}

/** Turns what the ledger says into an end of the command. */
export function asFailure(error: unknown): unknown {
  return error instanceof LedgerError ? new Failure(error.message, error.remedy, exitCode.couldNotRun) : error;
}

/** How lines of the history are signed, as the environment says. @throws Failure where the key cannot be read */
export function signingOf(environment: NodeJS.ProcessEnv): Pick<WriteOptions, "signingKey"> {
  const key = environment.PHIGUARD_SIGNING_KEY;
  try {
    return key === undefined || key === "" ? {} : { signingKey: readSigningKey(key) };
  } catch (error) {
    throw asFailure(error);
  }
}

/** Adds a run to a ledger. @returns the path of its record @throws Failure */
export function addToLedger(folder: string, run: Run, environment: NodeJS.ProcessEnv): string {
  const signing = signingOf(environment);
  try {
    return join(folder, writeRun(folder, run, signing).file);
  } catch (error) {
    throw asFailure(error);
  }
}

/**
 * Writes the reports of a run beside its ledger.
 * @param isOneOfSeveral whether the same command writes reports of other runs too: then each has a folder of its own, named like its record.
 * @returns their paths
 */
export function writeReports(folder: string, run: Run, formats: readonly ReportFormat[], isOneOfSeveral = false): readonly string[] {
  const reports = join(folder, "reports", ...(isOneOfSeveral ? [basename(runFile(run), ".json")] : []));
  const history = readHistory(folder).map((entry) => ({ ...entry, id: entry.run }));
  const { activities } = readActivities(folder);
  const files = renderReports(run, { formats, folder: reports, history, activities });
  return files.map(({ path }) => path);
}

/** @param run what was found; an incomplete one never counts as compliant. */
export function codeOf(run: Pick<Run, "outcome" | "counts" | "complete">, failOn: FailOn): ExitCode {
  if (!run.complete) return exitCode.couldNotRun;
  if (failOn === "never") return exitCode.compliant;
  const blocked = run.outcome === "blocked" || (failOn === "undetermined" && run.counts.undetermined > 0);
  return blocked ? exitCode.blocked : exitCode.compliant;
}
