import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpackArchive, writeArchive } from "../../cli/evidence/archive";
import { readHistory } from "../../cli/evidence/history-file";
import { type Fault, verifyLedger } from "../../cli/evidence/verify";
import { canonicalJson } from "../../policies/evidence/canonical-json";
import { historyFile, sha256, writeRun } from "../../policies/evidence/ledger";
import { readPublicKey, readSigningKey } from "../../policies/evidence/signature";
import { sampleRun } from "./sample-run";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "phiguard-verify-"));
  for (const day of ["20", "21", "22", "23"]) writeRun(folder, sampleRun({ startedAt: `2026-11-${day}T08:00:00.000Z` }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const history = () => join(folder, historyFile);
const faults = (options = {}): readonly Fault[] => verifyLedger(folder, options)?.faults ?? [];
const change = (file: string, from: string | RegExp, to: string) => writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
function changeLines(edit: (lines: string[]) => string[]): void {
  writeFileSync(history(), `${edit(readFileSync(history(), "utf8").trimEnd().split("\n")).join("\n")}\n`);
}

test("what nobody touched has no faults", () => {
  expect(verifyLedger(folder)).toMatchObject({ lines: 4, runs: 4, signed: 0, faults: [] });
});

test("a folder without a history is no ledger", () => {
  expect(verifyLedger(join(folder, "runs"))).toBeUndefined();
});

test("one changed byte of a record is found, with its run and its line", () => {
  const [, second] = readHistory(folder);
  change(join(folder, second?.file ?? ""), '"fail":1', '"fail":0');
  expect(faults()).toEqual([{ file: second?.file, run: second?.run, line: 2, problem: expect.stringContaining("was changed") }]);
});

test("a byte that no writer would have put there is pointed at", () => {
  const [first] = readHistory(folder);
  const file = join(folder, first?.file ?? "");
  const at = readFileSync(file, "utf8").indexOf('"counts"');
  change(file, '"counts"', ' "counts"');
  expect(faults()).toEqual([expect.objectContaining({ file: first?.file, byte: at })]);
});

test("a record that is gone, cut or put in is found", () => {
  const [first, second] = readHistory(folder);
  rmSync(join(folder, first?.file ?? ""));
  const cut = join(folder, second?.file ?? "");
  writeFileSync(cut, readFileSync(cut).subarray(0, 200));
  writeFileSync(join(folder, "runs", "2026-11-24T08-00-00.000Z-feedfeedfeed.json"), "{}");
  expect(faults().map(({ problem }) => problem)).toEqual([
    expect.stringContaining("is missing"),
    expect.stringContaining("it is cut, or no JSON"),
    expect.stringContaining("is not in the history"),
  ]);
});

test("a changed line is found by the line after it, and at its place", () => {
  const second = readFileSync(history(), "utf8").split("\n")[0] ?? "";
  changeLines((lines) => lines.map((line, index) => (index === 1 ? line.replace('"outcome":"blocked"', '"outcome":"compliant"') : line)));
  const found = faults();
  expect(found).toContainEqual(
    expect.objectContaining({ file: historyFile, line: 3, problem: expect.stringContaining("does not follow line 2") }),
  );
  expect(found).toContainEqual(expect.objectContaining({ line: 2, problem: expect.stringContaining("something else than its line") }));
  expect(found.find(({ line, file }) => line === 3 && file === historyFile)?.byte).toBeGreaterThan(second.length);
});

test.each<[string, (lines: string[]) => string[]]>([
  ["taken out", ([one, , three, four]) => [one ?? "", three ?? "", four ?? ""]],
  ["taken out at the beginning", (lines) => lines.slice(1)],
  ["put twice", ([one, two, ...rest]) => [one ?? "", two ?? "", two ?? "", ...rest]],
  ["put in another order", ([one, two, three, four]) => [one ?? "", three ?? "", two ?? "", four ?? ""]],
  ["no JSON", ([one, , ...rest]) => [one ?? "", "{", ...rest]],
  ["another thing", ([one, , ...rest]) => [one ?? "", '{"file":"../../etc/passwd"}', ...rest]],
])("a line that is %s is found", (_, edit) => {
  changeLines(edit);
  expect(faults().length).toBeGreaterThan(0);
});

describe("the last line, which no other one follows, is held to its record", () => {
  const changeLast = (edit: (line: string) => string) => changeLines((lines) => [...lines.slice(0, -1), edit(lines.at(-1) ?? "")]);

  test.each([
    ["stack", '"stack":"production"', '"stack":"sandbox"'],
    ["project", '"project":"clinic"', '"project":"clinics"'],
    ["no stack", '"stack":"production",', ""],
    ["beginning", '"startedAt":"2026-11-23T08:00:00.000Z"', '"startedAt":"2020-11-23T08:00:00.000Z"'],
    ["end", '"finishedAt":"2026', '"finishedAt":"2027'],
  ])("a changed %s is found", (_, from, to) => {
    changeLast((line) => {
      expect(line).toContain(from);
      return line.replace(from, to);
    });
    expect(faults()).toEqual([expect.objectContaining({ line: 4, problem: "says something else than its line in the history" })]);
  });

  test("a record that was given another name there is found", () => {
    const last = readHistory(folder).at(-1)?.file ?? "";
    const other = last.replace("2026-11-23", "2020-01-01");
    renameSync(join(folder, last), join(folder, other));
    changeLast((line) => line.replace(last, other));
    expect(faults()).toEqual([expect.objectContaining({ file: other, problem: "says something else than its line in the history" })]);
  });

  test.each([
    ["with a key said twice", (line: string) => line.replace('{"at"', '{"outcome":"compliant","at"')],
    ["with a space", (line: string) => line.replace(",", ", ")],
    ["with a carriage return", (line: string) => `${line}\r`],
  ])("a line %s was not written by phiguard", (_, edit) => {
    changeLast(edit);
    expect(faults()).toEqual([expect.objectContaining({ line: 4, problem: "is not written as phiguard writes it" })]);
  });
});

test("a line of another ledger, with its record, does not fit in", () => {
  const other = mkdtempSync(join(tmpdir(), "phiguard-verify-"));
  try {
    writeRun(other, sampleRun());
    writeRun(other, sampleRun());
    const [, second] = readHistory(other);
    const file = second?.file ?? "";
    writeFileSync(join(folder, file), readFileSync(join(other, file)));
    changeLines((lines) => [...lines, canonicalJson(second)]);
    expect(faults()).toEqual([expect.objectContaining({ line: 5, problem: expect.stringContaining("does not follow line 4") })]);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test("lines cut off at the end together with their records are found by a hash that was kept elsewhere", () => {
  const head = verifyLedger(folder)?.head ?? "";
  expect(faults({ head })).toEqual([]);
  const last = readHistory(folder).at(-1);
  rmSync(join(folder, last?.file ?? ""));
  changeLines((lines) => lines.slice(0, -1));
  expect(faults()).toEqual([]);
  expect(faults({ head })).toEqual([expect.objectContaining({ problem: expect.stringContaining("no line has the hash") })]);
});

describe("signatures", () => {
  const keys = (name: string) => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    writeFileSync(join(folder, `${name}.pem`), privateKey.export({ type: "pkcs8", format: "pem" }));
    writeFileSync(join(folder, `${name}.pub.pem`), publicKey.export({ type: "spki", format: "pem" }));
    return { signingKey: readSigningKey(join(folder, `${name}.pem`)), publicKey: readPublicKey(join(folder, `${name}.pub.pem`)) };
  };

  test("of each line are asked for where a key is given", () => {
    const { signingKey, publicKey } = keys("a");
    writeRun(folder, sampleRun(), { signingKey });
    expect(faults({ publicKeys: [publicKey] }).map(({ line, problem }) => `${line} ${problem}`)).toEqual(
      [1, 2, 3, 4].map((line) => `${line} is not signed`),
    );
  });

  test("show a history that was written anew, with a right chain, by somebody without the key", () => {
    rmSync(history());
    rmSync(join(folder, "runs"), { recursive: true });
    const { signingKey, publicKey } = keys("a");
    for (let count = 0; count < 2; count++) writeRun(folder, sampleRun(), { signingKey });
    expect(faults({ publicKeys: [publicKey] })).toEqual([]);
    changeLines(([one, two]) => {
      const { signature, ...entry } = JSON.parse(one ?? "");
      const forged = canonicalJson({ ...entry, at: "2026-01-01T00:00:00.000Z", signature });
      return [forged, canonicalJson({ ...JSON.parse(two ?? ""), previous: sha256(forged) })];
    });
    expect(faults()).toEqual([]);
    expect(faults({ publicKeys: [publicKey] }).map(({ line }) => line)).toEqual([1, 2]);
    expect(faults({ publicKeys: [keys("b").publicKey] })).toHaveLength(2);
  });

  test("need a key of the right kind, and no part of a wrong one is shown", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    writeFileSync(join(folder, "ec.pem"), pem);
    expect(() => readSigningKey(join(folder, "ec.pem"))).toThrow("holds no Ed25519 key");
    writeFileSync(join(folder, "torn.pem"), pem.slice(0, 60));
    expect(() => readSigningKey(join(folder, "torn.pem"))).toThrow(/torn\.pem holds no private key in PEM$/);
    expect(() => readSigningKey(join(folder, "none.pem"))).toThrow("cannot be read");
  });
});

describe("an archive", () => {
  const file = () => join(folder, "archive.jsonl.gz");
  const period = { from: "2026-11-21", to: "2026-11-22" };

  test("holds the runs of its days and the history up to them, and verifies by itself", async () => {
    const archived = await writeArchive(folder, file(), period);
    expect(archived).toEqual({ runs: 2, records: 0, file: file(), sha256: sha256(readFileSync(file())) });
    const unpacked = mkdtempSync(join(tmpdir(), "phiguard-unpacked-"));
    try {
      expect(await unpackArchive(file(), unpacked)).toMatchObject(period);
      expect(verifyLedger(unpacked, { period })).toMatchObject({ lines: 3, runs: 3, faults: [] });
      const [, second] = readHistory(folder);
      expect(readFileSync(join(unpacked, second?.file ?? ""))).toEqual(readFileSync(join(folder, second?.file ?? "")));
    } finally {
      rmSync(unpacked, { recursive: true });
    }
  });

  test("is never replaced, never empty, and holds nothing that was changed", async () => {
    await writeArchive(folder, file(), period);
    await expect(writeArchive(folder, file(), period)).rejects.toThrow("is there already");
    await expect(writeArchive(folder, join(folder, "b.gz"), { from: "2020-01-01", to: "2020-12-31" })).rejects.toThrow("no records");
    change(join(folder, readHistory(folder)[1]?.file ?? ""), '"fail":1', '"fail":0');
    await expect(writeArchive(folder, join(folder, "b.gz"), period)).rejects.toThrow("was changed");
  });

  test("that is cut or changed is refused", async () => {
    await writeArchive(folder, file(), period);
    const bytes = readFileSync(file());
    writeFileSync(join(folder, "cut.gz"), bytes.subarray(0, bytes.length - 100));
    await expect(unpackArchive(join(folder, "cut.gz"), mkdtempSync(join(folder, "c")))).rejects.toThrow(/is cut/);
    writeFileSync(join(folder, "text.gz"), "no archive");
    await expect(unpackArchive(join(folder, "text.gz"), mkdtempSync(join(folder, "t")))).rejects.toThrow(/is no archive/);
  });
});
