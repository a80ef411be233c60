// phiguard evidence: what it says, and how it ends.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { historyFile, writeRun } from "../../policies/evidence/ledger";
import { sampleRun } from "../evidence/sample-run";
import { buildPhiguard, phiguard } from "./run-phiguard";

jest.setTimeout(60_000);

let program: string;
let folder: string;
beforeAll(() => {
  program = buildPhiguard("evidence");
});
afterAll(() => {
  for (const path of [program, `${program}.map`]) rmSync(path, { force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-evidence-"));
  for (const day of ["20", "28"]) writeRun(folder, sampleRun({ startedAt: `2026-02-${day}T08:00:00.000Z` }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const archive = (from: string, to: string) =>
  phiguard(program, ["evidence", "archive", folder, "--from", from, "--to", to, "--out", join(folder, "a.gz")]);

test.each([
  ["a day that is not on the calendar", "2026-02-01", "2026-02-31", "--to must be a date of the calendar"],
  ["no date", "yesterday", "2026-02-28", "--from must be a date of the calendar"],
  ["an end before the beginning", "2026-02-28", "2026-02-01", "--from is after --to"],
])("an archive of %s is not begun", async (_, from, to, message) => {
  const run = await archive(from, to);
  expect(run.stderr).toContain(message);
  expect(run.code).toBe(2);
});

test("an archive is verified, and says which days it is of, since the others are not in it", async () => {
  expect((await archive("2026-02-21", "2026-02-28")).code).toBe(0);
  const run = await phiguard(program, ["evidence", "verify", join(folder, "a.gz")]);
  expect(run.stdout).toContain("2 runs in 2 lines, 0 signed; of these only the records from 2026-02-21 to 2026-02-28 are in the archive");
  expect(run.code).toBe(0);
  const json = await phiguard(program, ["evidence", "verify", join(folder, "a.gz"), "--json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ faults: [], period: { from: "2026-02-21", to: "2026-02-28" } });
});

test("a line that was left unfinished, for which the next one vouches, is told of and is no fault", async () => {
  const history = join(folder, historyFile);
  writeFileSync(history, `${readFileSync(history, "utf8")}{"at":"2026`);
  writeRun(folder, sampleRun());
  const run = await phiguard(program, ["evidence", "verify", folder]);
  expect(run.stdout).toContain("3 runs in 4 lines, 1 left unfinished by a writer that was cut off, 0 signed");
  expect(run.code).toBe(0);
});

test("what was changed has the exit code 1, and what is no ledger 2", async () => {
  const history = join(folder, historyFile);
  writeFileSync(history, readFileSync(history, "utf8").replaceAll('"stack":"production"', '"stack":"sandbox"'));
  expect((await phiguard(program, ["evidence", "verify", folder])).code).toBe(1);
  expect((await phiguard(program, ["evidence", "verify", join(folder, "none")])).code).toBe(2);
});
