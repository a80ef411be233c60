import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import yargs from "yargs";
import { reportCommand } from "../../cli/commands/report";
import { writeRun } from "../../policies/evidence/ledger";
import { removeFolders, temporaryFolder } from "./rendered";
import { clinicHistory, clinicRun } from "./runs";

afterAll(removeFolders);

let printed = "";
beforeEach(() => {
  printed = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

async function report(...words: readonly string[]): Promise<void> {
  const parser = yargs(["report", ...words])
    .exitProcess(false)
    .strict()
    .fail(false);
  reportCommand.register(parser, () => undefined);
  await parser.parseAsync();
}

function recordIn(folder: string, text = JSON.stringify(clinicRun())): string {
  const file = join(folder, "run.json");
  writeFileSync(file, text);
  return file;
}

test("writes the formats that are named, and prints where they are", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "out");
  await report("--run", recordIn(folder), "--format", "sarif,markdown", "--out", out);
  expect(readdirSync(out).sort()).toEqual(["comment.md", "phiguard.sarif"]);
  expect(printed).toBe(`${join(out, "phiguard.sarif")}\n${join(out, "comment.md")}\n`);
});

test("writes one page where no format is named, and prints JSON where asked", async () => {
  const folder = temporaryFolder();
  await report("--run", recordIn(folder), "--out", folder, "--json");
  expect(JSON.parse(printed)).toEqual([{ format: "html", path: join(folder, "report.html") }]);
});

test("finds the earlier runs of the ledger that the record lies in", async () => {
  const ledger = temporaryFolder();
  for (const earlier of clinicHistory()) writeRun(ledger, earlier);
  const { file } = writeRun(ledger, clinicRun());
  await report("--run", join(ledger, file), "--out", join(ledger, "reports"));
  expect(readFileSync(join(ledger, "reports", "report.html"), "utf8")).toContain("9 runs of this stack");
});

test.each([
  ["is not there", undefined, "does not exist"],
  ["is cut off", JSON.stringify(clinicRun()).slice(0, 5000), "is not JSON"],
  ["is of another version", JSON.stringify({ ...clinicRun(), format: "phiguard-run/9" }), "is no record of a run: format"],
  ["is something else", "[]", "is no record of a run: the file"],
])("refuses a record that %s, as wrong usage", async (_, text, message) => {
  const folder = temporaryFolder();
  const file = text === undefined ? join(folder, "run.json") : recordIn(folder, text);
  await expect(report("--run", file, "--out", folder)).rejects.toMatchObject({ code: 2, message: expect.stringContaining(message) });
  expect(readdirSync(folder)).toEqual(text === undefined ? [] : ["run.json"]);
});

test("refuses a folder in place of a record", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "runs"));
  await expect(report("--run", join(folder, "runs"), "--out", folder)).rejects.toMatchObject({ code: 3 });
});

// Node's own recursive mkdir never returns where the system refuses a folder by saying that its parent is missing, as /proc does.
test("ends where the folder cannot be made", async () => {
  const file = recordIn(temporaryFolder());
  await expect(report("--run", file, "--out", "/proc/phiguard/reports")).rejects.toMatchObject({ code: 3 });
});

test("refuses a format that there is not, and names those that there are", async () => {
  const folder = temporaryFolder();
  await expect(report("--run", recordIn(folder), "--format", "pdf", "--out", folder)).rejects.toMatchObject({
    code: 2,
    message: "pdf is no format of a report",
    remedy: expect.stringContaining("html, sarif, oscal, csv, junit, markdown"),
  });
});
