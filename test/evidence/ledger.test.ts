import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { readHistory } from "../../cli/evidence/history-file";
import { verifyLedger } from "../../cli/evidence/verify";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { LedgerError } from "../../policies/evidence/failure";
import { historyFile, noPrevious, runFile, sha256, writeRun } from "../../policies/evidence/ledger";
import { whileLocked } from "../../policies/evidence/lock";
import { runSchema } from "../../policies/evidence/run";
import { sampleRun } from "./sample-run";

let folder: string;
let scratch: string;
let writer: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "phiguard-writer-"));
  const entry = join(scratch, "writer.ts");
  const ledger = join(__dirname, "../../policies/evidence/ledger");
  writeFileSync(
    entry,
    `import { writeRun } from ${JSON.stringify(ledger)};
     import { sampleRun } from ${JSON.stringify(join(__dirname, "sample-run"))};
     const [folder, count, padding] = process.argv.slice(2);
     try {
       for (let i = 0; i < Number(count); i++) {
         const run = sampleRun();
         writeRun(folder, { ...run, verdicts: run.verdicts.map((verdict) => ({ ...verdict, because: "x".repeat(Number(padding ?? 0)) })) });
       }
     } catch (error) {
       console.error(error.name + ": " + error.message + " | " + error.remedy);
       process.exitCode = 3;
     }`,
  );
  writer = join(scratch, "writer.js");
  await build({
    entryPoints: [entry],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "cjs",
    nodePaths: [join(__dirname, "../../node_modules")],
  });
  chmodSync(scratch, 0o755);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-ledger-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const lines = () => readFileSync(join(folder, historyFile), "utf8").trimEnd().split("\n");
const faultsOf = (of: string) => verifyLedger(of)?.faults;

test("a record is canonical JSON in runs/, and reads back as it was", () => {
  const run = sampleRun();
  const entry = writeRun(folder, run);
  const text = readFileSync(join(folder, entry.file), "utf8");
  expect(text).toBe(`${canonicalJson(run)}\n`);
  expect(entry.sha256).toBe(sha256(text));
  expect(runSchema.parse(JSON.parse(text))).toEqual(run);
});

test("each line of the history holds the hash of the line before", () => {
  for (let count = 0; count < 3; count++) writeRun(folder, sampleRun());
  const [first, second, third] = readHistory(folder);
  expect(first?.previous).toBe(noPrevious);
  expect(second?.previous).toBe(sha256(lines()[0] ?? ""));
  expect(third?.previous).toBe(sha256(lines()[1] ?? ""));
});

test("a record is never replaced, and what was there is as before", () => {
  const run = sampleRun();
  writeRun(folder, run);
  const before = readFileSync(join(folder, runFile(run)), "utf8");
  expect(() => writeRun(folder, { ...run, outcome: "compliant" })).toThrow(LedgerError);
  expect(readFileSync(join(folder, runFile(run)), "utf8")).toBe(before);
  expect(lines()).toHaveLength(1);
});

test("a line that a writer left unfinished stays, and the chain goes on over it", () => {
  writeRun(folder, sampleRun());
  appendFileSync(join(folder, historyFile), '{"at":"2026-11-2');
  expect(faultsOf(folder)).toEqual([expect.objectContaining({ line: 2, problem: expect.stringContaining("cut off") })]);
  writeRun(folder, sampleRun());
  expect(lines()[1]).toBe('{"at":"2026-11-2');
  expect(readHistory(folder)).toHaveLength(2);
  expect(faultsOf(folder)).toEqual([]);
});

test("two processes at once leave one unbroken chain with all of their runs", async () => {
  const each = 40;
  const ends = [1, 2].map(
    () =>
      new Promise<number | null>((resolve) => {
        spawn(process.execPath, [writer, folder, String(each)], { stdio: "inherit" }).on("close", resolve);
      }),
  );
  expect(await Promise.all(ends)).toEqual([0, 0]);
  expect(verifyLedger(folder)).toMatchObject({ lines: 2 * each, runs: 2 * each, faults: [] });
  expect(readdirSync(folder).sort()).toEqual(["history.jsonl", "runs"]);
}, 60_000);

describe("a disk that is full", () => {
  // A limit on a file's size refuses the write half-way, with a part of it done, as a full disk does.
  const limited = (count: string, padding: string, blocks: string) =>
    spawnSync("sh", ["-c", `ulimit -f ${blocks} && exec "$0" "$@"`, process.execPath, writer, folder, count, padding], {
      encoding: "utf8",
    });

  test("leaves no part of a record, and says so", () => {
    writeRun(folder, sampleRun());
    const before = readFileSync(join(folder, historyFile), "utf8");
    const run = limited("1", "100000", "16");
    expect(run.stderr).toMatch(/LedgerError: the evidence cannot be written to .*: .*\(EFBIG\) \| /);
    expect(run.status).toBe(3);
    expect(readFileSync(join(folder, historyFile), "utf8")).toBe(before);
    expect(verifyLedger(folder)).toMatchObject({ runs: 1, faults: [] });
    expect(readdirSync(join(folder, "runs"))).toHaveLength(1);
  });

  test("leaves no part of a line, nor a record without one", () => {
    const run = limited("200", "0", "16");
    expect(run.status).toBe(3);
    const verification = verifyLedger(folder);
    expect(verification?.faults).toEqual([]);
    expect(verification?.runs).toBeGreaterThan(2);
    expect(readFileSync(join(folder, historyFile), "utf8").endsWith("}\n")).toBe(true);
  });
});

test("a folder below one that cannot hold any is said to be so, and does not hang", () => {
  const run = spawnSync(process.execPath, [writer, "/proc/phiguard/evidence", "1"], { encoding: "utf8", timeout: 20_000 });
  expect({ status: run.status, signal: run.signal }).toEqual({ status: 3, signal: null });
  expect(run.stderr).toContain("LedgerError: the evidence cannot be written to /proc/phiguard/evidence");
});

test("a folder that is read-only is said to be so", () => {
  writeRun(folder, sampleRun());
  const before = readFileSync(join(folder, historyFile), "utf8");
  for (const path of [folder, join(folder, "runs")]) chmodSync(path, 0o555);
  // Root may write everywhere: nobody, then.
  const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const run = spawnSync(process.execPath, [writer, folder, "1"], { encoding: "utf8", ...who });
  expect(run.stderr).toMatch(/LedgerError: .*writing there is not allowed \(EACCES\) \| Name a folder/);
  expect(run.status).toBe(3);
  for (const path of [folder, join(folder, "runs")]) chmodSync(path, 0o755);
  expect(readFileSync(join(folder, historyFile), "utf8")).toBe(before);
});

test("a path through a file is said to be wrong", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(() => writeRun(join(file, "ledger"), sampleRun())).toThrow(/a part of the path is a file/);
});

describe("the lock", () => {
  const lock = () => join(folder, "history.lock");
  const held = (holder: object) => writeFileSync(lock(), JSON.stringify(holder));

  test("that an ended process of this machine left behind is taken away", () => {
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    held({ pid: ended, host: hostname(), token: "a" });
    expect(whileLocked(lock(), () => 7, 1000)).toBe(7);
    expect(existsSync(lock())).toBe(false);
  });

  test("that a running process holds is waited for, and then named", () => {
    held({ pid: process.pid, host: hostname(), token: "a" });
    expect(() => whileLocked(lock(), () => 7, 100)).toThrow(new RegExp(`process ${process.pid} on .* holds the lock`));
    expect(existsSync(lock())).toBe(true);
  });

  test("of another machine is left alone until it is old", () => {
    held({ pid: 1, host: "elsewhere", token: "a" });
    expect(() => whileLocked(lock(), () => 7, 100)).toThrow(LedgerError);
    const old = new Date(Date.now() - 120_000);
    utimesSync(lock(), old, old);
    expect(whileLocked(lock(), () => 7, 1000)).toBe(7);
  });

  test("is given back when what runs under it throws", () => {
    expect(() =>
      whileLocked(lock(), () => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(existsSync(lock())).toBe(false);
  });

  test("cannot be made in a folder that is not there", () => {
    mkdirSync(join(folder, "a"));
    expect(() => whileLocked(join(folder, "b", "lock"), () => 7)).toThrow(LedgerError);
  });
});
