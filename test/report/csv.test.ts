import { hostileTexts, removeFolders, rendered } from "./rendered";
import { clinicRun, hostileRun } from "./runs";

afterAll(removeFolders);

/** Reads a table as RFC 4180 says, so that the writer is not judged by its own reader. */
function read(text: string): readonly Readonly<Record<string, string>>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  const [columns = [], ...others] = rows.filter((row) => row.length > 1);
  return others.map((row) => {
    expect(row).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ""]));
  });
}

const run = clinicRun();

test("findings.csv has each failure, each undetermined verdict and each exception", () => {
  const rows = read(rendered(run, "csv")["findings.csv"] ?? "");
  expect(rows).toHaveLength(run.counts.fail + run.counts.undetermined + run.counts.excepted);
  expect(rows.filter(({ blocks }) => blocks === "yes")).toHaveLength(run.counts.blocking);
  expect(rows.find(({ rule, resource }) => rule === "rds-not-public" && resource === "billing")).toMatchObject({
    outcome: "finding",
    paragraphs: expect.stringContaining("164.312(a)(1)"),
    found: "true",
    path: "publiclyAccessible",
    remedy: run.rules["rds-not-public"]?.remedy,
  });
});

test("inventory.csv has every resource, and the way that brought it into scope", () => {
  const rows = read(rendered(run, "csv")["inventory.csv"] ?? "");
  expect(rows).toHaveLength(run.resources.length);
  expect(rows.find(({ type, name }) => type?.includes("function") && name === "ingest")).toMatchObject({
    in_scope: "yes",
    path: "records -> object names -> intake -> messages -> ingest",
  });
});

test("exceptions.csv has every entry with its approver and dates", () => {
  const rows = read(rendered(run, "csv")["exceptions.csv"] ?? "");
  expect(rows.map(({ id, approver, expires_on }) => [id, approver, expires_on])).toEqual(
    run.register?.entries.map(({ id, approver, expiresOn }) => [id, approver, expiresOn]),
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])("%j never begins a cell", (formula) => {
  for (const text of Object.values(rendered(hostileRun(formula), "csv"))) {
    for (const row of read(text)) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
  }
});

test("quotes and line breaks in names keep their cell", () => {
  const rows = read(rendered(hostileRun('"\r\n",'), "csv")["inventory.csv"] ?? "");
  expect(rows).toHaveLength(run.resources.length);
  expect(rows[1]?.name).toContain('"\n",records');
});

test("a name that is a formula is still there to be read", () => {
  expect(rendered(hostileRun(hostileTexts.formula), "csv")["inventory.csv"]).toContain("'=HYPERLINK");
});
