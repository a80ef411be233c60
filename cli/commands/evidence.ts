import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import * as z from "zod";
import { activitySchema } from "../../policies/evidence/activity";
import { systemReason } from "../../policies/evidence/failure";
import { type HistoryEntry, isRunEntry, timeOf } from "../../policies/evidence/history";
import { runSchema } from "../../policies/evidence/run";
import type { Command } from "../command";
import { note, printed, result, resultJson } from "../console";
import { type Period, unpackArchive, writeArchive } from "../evidence/archive";
import { readEntries } from "../evidence/history-file";
import { ledgerFolder, ledgerOption } from "../evidence/ledger-folder";
import { readVerifyingKey } from "../evidence/public-keys";
import { type Signer, writeSeal } from "../evidence/seal";
import { fileSigner, kmsSigner } from "../evidence/signers";
import { type Fault, type Verification, type VerifyOptions, verifyLedger } from "../evidence/verify";
import { exitCode, Failure } from "../exit-code";
import { asFailure } from "../run-output";

const jsonOption = { type: "boolean", default: false, describe: "Prints JSON." } as const;
function noLedger(folder: string): Failure {
  return new Failure(`${folder} holds no history of evidence`, "Name the folder that --out or PHIGUARD_EVIDENCE named.");
}

function told({ file, line, byte, run, record, problem }: Fault): string {
  const where = [
    line === undefined ? undefined : `line ${line} of the history`,
    byte === undefined ? undefined : `byte ${byte}`,
    run === undefined ? undefined : `run ${run}`,
    record === undefined ? undefined : `record ${record}`,
  ];
  const known = where.filter((part) => part !== undefined).join(", ");
  return `${printed(file)}${known === "" ? "" : ` (${known})`}: ${printed(problem)}`;
}

function tell({ faults, lines, runs, records, signed, seals, head, period }: Verified): void {
  for (const fault of faults) note(told(fault));
  const bundled = period ? `; of these only the records from ${period.from} to ${period.to} are in the archive` : "";
  const unfinished = lines > runs + records ? `, ${lines - runs - records} left unfinished by a writer that was cut off` : "";
  const sealed = seals === 0 ? "" : `, ${seals} ${seals === 1 ? "signature" : "signatures"} of the whole`;
  const count = `${counted({ runs, records })} in ${lines} lines${unfinished}, ${signed} signed${sealed}${bundled}`;
  if (faults.length > 0) result(`The evidence is not as it was written: ${faults.length} faults; ${count}.`);
  else result(`The evidence is as it was written: ${count}.\nThe last line's SHA-256, to be kept elsewhere: ${head ?? "none"}`);
}

/** `4 runs`, `4 runs and 2 records of reviews and drills`. */
function counted({ runs, records }: Pick<Verification, "runs" | "records">): string {
  return records === 0 ? `${runs} runs` : `${runs} runs and ${records} records of reviews and drills`;
}

/** A line of the list: what a run was, or who did what. */
function row(entry: HistoryEntry) {
  if (!isRunEntry(entry)) return [timeOf(entry), entry.kind, printed(entry.by), entry.outcome, "", "", entry.record];
  const { startedAt, source, project, stack, outcome, complete, counts, run } = entry;
  const place = [project, stack].filter((part) => part !== undefined).join("/");
  return [startedAt, source, printed(place), complete ? outcome : `${outcome}, cut short`, counts.fail, counts.blocking, run];
}

interface Verified extends Verification {
  /** Of an archive: the days of which it holds the records. */
  readonly period?: Period;
}

/** An archive is unpacked to be verified. */
async function verified(path: string, options: VerifyOptions): Promise<Verified | undefined> {
  if (!existsSync(path) || statSync(path).isDirectory()) return verifyLedger(path, options);
  const folder = mkdtempSync(join(tmpdir(), "phiguard-archive-"));
  try {
    const period = await unpackArchive(path, folder);
    const verification = verifyLedger(folder, { ...options, period });
    return verification && { ...verification, period: { from: period.from, to: period.to } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asked of the same schema that reads an archive: `Date.parse` takes the 31st of February. */
function date(option: string, given: string): string {
  if (!z.iso.date().safeParse(given).success)
    throw new Failure(`--${option} must be a date of the calendar, as in 2026-11-22`, "Dates are UTC, both included.");
  return given;
}

/** `phiguard evidence verify | sign | list | archive | schema`. */
export const evidenceCommand: Command = {
  register(parser, end) {
    parser.command("evidence", "Verifies, lists and archives the evidence.", (evidenceParser) =>
      evidenceParser
        .command(
          "verify [dir]",
          "Proves that nothing in a ledger, or in an archive, was changed.",
          (options) =>
            options
              .positional("dir", { ...ledgerOption, describe: "The ledger's folder, or an archive; else what PHIGUARD_EVIDENCE names." })
              .option("public-key", {
                type: "string",
                array: true,
                default: [],
                describe:
                  "Each line must be signed by one of these keys (PEM), or be under a signature that phiguard evidence sign made with one.",
              })
              .option("head", { type: "string", describe: "A line's SHA-256 that was kept elsewhere: it must be in the history." })
              .option("json", jsonOption)
              .example("$0 evidence verify evidence --public-key key.pub.pem", ""),
          async ({ dir, publicKey, head, json }) => {
            const folder = ledgerFolder(dir);
            const verification = await verified(folder, { publicKeys: publicKey.map(readVerifyingKey), head });
            if (!verification) throw noLedger(folder);
            if (json) resultJson(verification);
            else tell(verification);
            end(verification.faults.length === 0 ? exitCode.compliant : exitCode.blocked);
          },
        )
        .command(
          "sign [dir]",
          "Signs a ledger as it stands, with a key in AWS KMS or in a file: one signature for all lines so far.",
          (options) =>
            options
              .positional("dir", ledgerOption)
              .option("kms-key", {
                type: "string",
                describe: "An ARN, id or alias of a KMS key for signing: ECC_NIST_EDWARDS25519 or ECC_NIST_P256.",
              })
              .option("sign-key", { type: "string", describe: "A file with an Ed25519 private key (PEM)." })
              .option("public-key-out", {
                type: "string",
                describe: "A file to write the public part of the key to, for phiguard evidence verify.",
              })
              .option("json", jsonOption)
              .conflicts("kms-key", "sign-key")
              .example("$0 evidence sign evidence --kms-key alias/evidence --public-key-out key.pub.pem", "in a pipeline, after the run"),
          async ({ dir, kmsKey, signKey, publicKeyOut, json }) => {
            const folder = ledgerFolder(dir);
            const signer = kmsKey === undefined ? signerOf(signKey) : await kmsSigner(kmsKey);
            const verification = verifyLedger(folder);
            if (!verification) throw noLedger(folder);
            if (verification.faults.length > 0)
              throw new Failure(
                `${folder} is not as it was written: ${verification.faults.length} faults`,
                "phiguard evidence verify names them. What is wrong is not signed.",
                exitCode.couldNotRun,
              );
            const seal = await writeSeal(folder, verification, signer);
            if (publicKeyOut !== undefined) writePublicKey(publicKeyOut, signer);
            if (json) resultJson(seal);
            else result(`${printed(seal.file)}: signed up to line ${seal.lines}, SHA-256 ${seal.head}, by the key ${seal.key}`);
          },
        )
        .command(
          "list [dir]",
          "Lists what a ledger records, oldest first.",
          (options) => options.positional("dir", ledgerOption).option("json", jsonOption),
          ({ dir, json }) => {
            const folder = ledgerFolder(dir);
            if (!existsSync(folder)) throw noLedger(folder);
            const entries = readEntries(folder);
            if (json) return resultJson(entries);
            const table = new Table({
              head: ["started", "source", "stack or person", "outcome", "failed", "block", "run or record"],
              style: { head: [], border: [] },
              chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
            });
            for (const entry of entries) table.push(row(entry));
            const runs = entries.filter(isRunEntry).length;
            result(`${table.toString()}\n${counted({ runs, records: entries.length - runs })}`);
          },
        )
        .command(
          "archive [dir]",
          "Bundles the records of a period into one file, to be kept for six years (45 CFR 164.316(b)(2)(i)).",
          (options) =>
            options
              .positional("dir", ledgerOption)
              .option("from", { type: "string", demandOption: true, describe: "The first day, 2026-01-01, UTC." })
              .option("to", { type: "string", demandOption: true, describe: "The last day, UTC." })
              .option("out", { type: "string", demandOption: true, describe: "The file to write; never one that is there." })
              .example("$0 evidence archive --from 2026-01-01 --to 2026-12-31 --out 2026.jsonl.gz", ""),
          async ({ dir, from, to, out }) => {
            const period = { from: date("from", from), to: date("to", to) };
            if (period.from > period.to) throw new Failure("--from is after --to", "Dates are UTC, both included.");
            const { runs, records, file, sha256 } = await writeArchive(ledgerFolder(dir), out, period);
            result(`${printed(file)}: ${counted({ runs, records })}, SHA-256 ${sha256}`);
          },
        )
        .command(
          "schema",
          "Prints the JSON Schema of a record.",
          (options) =>
            options
              .option("of", { choices: ["run", "record"] as const, default: "run", describe: "A run, or a review or drill." })
              .example("$0 evidence schema --of record", "what phiguard review and drill record"),
          ({ of }) => resultJson(z.toJSONSchema(of === "run" ? runSchema : activitySchema)),
        )
        .demandCommand(1, "Say verify, sign, list, archive or schema.")
        .strict(),
    );
  },
};

function signerOf(file: string | undefined): Signer {
  if (file === undefined) throw new Failure("no key was named", "Add --kms-key alias/evidence, or --sign-key key.pem.");
  try {
    return fileSigner(file);
  } catch (error) {
    throw asFailure(error);
  }
}

function writePublicKey(file: string, { publicKey }: Signer): void {
  try {
    writeFileSync(file, publicKey.export({ type: "spki", format: "pem" }));
  } catch (error) {
    throw new Failure(
      `${file} cannot be written: ${systemReason(error)}`,
      "Name a file in a folder that can be written to.",
      exitCode.couldNotRun,
    );
  }
}
