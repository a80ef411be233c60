import { createReadStream, createWriteStream, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import * as z from "zod";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { systemReason } from "../../policies/evidence/failure";
import { makeFolder } from "../../policies/evidence/folder";
import { isRunEntry, timeOf } from "../../policies/evidence/history";
import { historyFile, sha256 } from "../../policies/evidence/ledger";
import { exitCode, Failure } from "../exit-code";
import { type HistoryLine, readHistoryLines } from "./history-file";
import { readSeals } from "./seal";

/** The first line of an archive: what it is, and what follows. */
const headerSchema = z.strictObject({
  format: z.literal("phiguard-archive/1"),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Files that follow, one a line. */
  files: z.int().min(0),
});

/** Every other line: a file of the ledger, as it is. A path leads nowhere else. */
const fileSchema = z.strictObject({
  path: z.string().regex(/^(history\.jsonl|(runs|records|seals)\/[0-9A-Za-z.-]{1,200}\.json)$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.base64(),
});

export interface Archived {
  readonly runs: number;
  /** Records that people made. */
  readonly records: number;
  readonly file: string;
  /** SHA-256 of the archive. */
  readonly sha256: string;
}

export interface Period {
  /** Dates without time, both included, UTC. */
  readonly from: string;
  readonly to: string;
}

/** Up to the last line of the period, all lines: the chain begins at the first, and what is left out could not be told from what was taken out. */
function linesUntil(lines: readonly HistoryLine[], to: string): readonly HistoryLine[] {
  const last = lines.findLastIndex(({ entry }) => entry !== undefined && dayOf(timeOf(entry)) <= to);
  return lines.slice(0, last + 1);
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/**
 * Bundles the records of a period: gzipped JSON, one file a line. It holds the history from its first line to the last of the period, the
 * records of the period, and the seals of these lines.
 *
 * @throws Failure where there is nothing to bundle, a record is missing, or the archive is there already or cannot be written
 */
export async function writeArchive(folder: string, out: string, { from, to }: Period): Promise<Archived> {
  const lines = linesUntil(readHistoryLines(folder) ?? [], to);
  const entries = lines.flatMap(({ entry }) => (entry && dayOf(timeOf(entry)) >= from && dayOf(timeOf(entry)) <= to ? [entry] : []));
  if (entries.length === 0)
    throw new Failure(`${folder} has no records from ${from} to ${to}`, "phiguard evidence list shows what there is.");
  const file = resolve(out);
  if (existsSync(file)) throw new Failure(`${file} is there already`, "Name another file: an archive is never replaced.");
  const last = lines.at(-1);
  const historyBytes = readFileSync(join(folder, historyFile)).subarray(0, last ? last.offset : 0);
  const lastLine = last ? readLine(folder, last) : Buffer.alloc(0);
  for (const entry of entries) {
    if (sha256(readRecord(join(folder, entry.file))) === entry.sha256) continue;
    throw new Failure(`${entry.file} was changed since it was written`, "phiguard evidence verify says more.", exitCode.couldNotRun);
  }
  const seals = readSeals(folder).filter(({ seal }) => seal !== undefined && seal.lines <= lines.length);
  const draft = `${file}.${process.pid}.draft`;
  function* content() {
    yield `${canonicalJson({ format: "phiguard-archive/1", from, to, files: entries.length + seals.length + 1 })}\n`;
    yield packed(historyFile, Buffer.concat([historyBytes, lastLine]));
    for (const entry of entries) {
      yield packed(entry.file, readRecord(join(folder, entry.file)));
    }
    for (const seal of seals) yield packed(seal.file, readRecord(join(folder, seal.file)));
  }
  try {
    await pipeline(Readable.from(content()), createGzip({ level: 9 }), createWriteStream(draft, { flags: "wx" }));
    linkSync(draft, file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} cannot be written: ${systemReason(error)}`, "Name a file in a folder with room.", exitCode.couldNotRun);
  } finally {
    rmSync(draft, { force: true });
  }
  const runs = entries.filter(isRunEntry).length;
  return { runs, records: entries.length - runs, file, sha256: sha256(readFileSync(file)) };
}

function readLine(folder: string, { offset }: HistoryLine): Buffer {
  const rest = readFileSync(join(folder, historyFile)).subarray(offset);
  const end = rest.indexOf(0x0a);
  return end < 0 ? rest : rest.subarray(0, end + 1);
}

function readRecord(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${systemReason(error)}`, "phiguard evidence verify says more.", exitCode.couldNotRun);
  }
}

function packed(path: string, bytes: Buffer): string {
  return `${canonicalJson({ path, sha256: sha256(bytes), bytes: bytes.toString("base64") })}\n`;
}

/**
 * Puts the files of an archive into an empty folder.
 * @returns the period that it says it holds @throws Failure where it is no archive, is cut, or holds a file that is not as it was put in
 */
export async function unpackArchive(file: string, folder: string): Promise<Period> {
  const wrong = (problem: string) => new Failure(`${file} ${problem}`, "Take the archive anew from where it is kept.");
  let header: z.infer<typeof headerSchema> | undefined;
  let files = 0;
  try {
    for await (const line of gunzipped(file)) {
      if (!header) {
        header = headerSchema.parse(JSON.parse(line));
        continue;
      }
      const { path, sha256: expected, bytes } = fileSchema.parse(JSON.parse(line));
      const content = Buffer.from(bytes, "base64");
      if (sha256(content) !== expected) throw wrong(`holds a changed file: ${path}`);
      makeFolder(dirname(join(folder, path)));
      writeFileSync(join(folder, path), content, { flag: "wx" });
      files += 1;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw wrong(`is no archive, or is cut: ${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}`);
  }
  if (!header || files !== header.files) throw wrong(`is cut: it holds ${files} of ${header?.files ?? "its"} files`);
  return header;
}

/** The lines of a gzipped file. */
async function* gunzipped(file: string): AsyncGenerator<string> {
  let rest = "";
  const decoder = new TextDecoder();
  const unzip = createGunzip();
  createReadStream(file)
    .on("error", (error) => unzip.destroy(error))
    .pipe(unzip);
  const chunks: AsyncIterable<Buffer> = unzip;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
