import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReports, reportFormats } from "../../cli/report";
import type { Run } from "../../policies/evidence/run";
import { actingCharacters, around, hostileTexts, removeFolders, rendered, temporaryFolder } from "./rendered";
import { clinicRun, emptyRun, hostileRun } from "./runs";

afterAll(removeFolders);

const names = [
  "comment.md",
  "exceptions.csv",
  "findings.csv",
  "inventory.csv",
  "junit.xml",
  "oscal-assessment-results.json",
  "oscal-component-definition.json",
  "phiguard.sarif",
  "report.html",
];

describe("renderReports", () => {
  test("writes the files of all formats and nothing else", () => {
    const folder = join(temporaryFolder(), "made", "on the way");
    const files = renderReports(clinicRun(), { formats: reportFormats, folder });
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(files.map(({ path }) => path).sort()).toEqual(names.map((name) => join(folder, name)));
  });

  test("writes only what was asked for", () => {
    const folder = temporaryFolder();
    renderReports(clinicRun(), { formats: ["junit"], folder });
    expect(readdirSync(folder)).toEqual(["junit.xml"]);
  });

  test("writes the same bytes for the same record", () => {
    for (const format of reportFormats) expect(rendered(clinicRun(), format)).toEqual(rendered(clinicRun(), format));
  });

  test("takes a run that has nothing to say", () => {
    for (const format of reportFormats) {
      for (const text of Object.values(rendered(emptyRun(), format))) {
        const written = text.replace(/<script>.*<\/script>/s, "");
        expect(around(written, /\bundefined\b|NaN|\[object/)).toBeUndefined();
      }
    }
  });

  test("refuses a record that does not describe a rule it judged by", () => {
    const run = clinicRun();
    const { "kms-key-rotation": _, ...rules } = run.rules;
    expect(() => renderReports({ ...run, rules }, { formats: ["html"], folder: temporaryFolder() })).toThrow(
      "verdict of the rule kms-key-rotation and does not describe that rule",
    );
  });

  test("leaves an earlier report whole where it cannot write, and says what to do", () => {
    const folder = temporaryFolder();
    renderReports(clinicRun(), { formats: ["junit"], folder });
    const before = readFileSync(join(folder, "junit.xml"), "utf8");
    const inTheWay = join(folder, "file");
    writeFileSync(inTheWay, "");
    expect(() => renderReports(clinicRun(), { formats: ["junit"], folder: inTheWay })).toThrow(
      expect.objectContaining({ name: "Failure", code: 3, message: expect.stringContaining("could not be written") }),
    );
    expect(readFileSync(join(folder, "junit.xml"), "utf8")).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(["file", "junit.xml"]);
  });

  // Root writes where nobody may, so this has something to show only for other users.
  (process.getuid?.() === 0 ? test.skip : test)("fails in a folder that is read-only", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    expect(() => renderReports(clinicRun(), { formats: ["junit"], folder })).toThrow(expect.objectContaining({ code: 3 }));
  });
});

describe("names that some reader would act on", () => {
  const cases = Object.entries(hostileTexts).flatMap(([what, hostile]) => reportFormats.map((format) => [what, format, hostile] as const));
  test.each(cases)("%s in %s: no character acts or hides", (_, format, hostile) => {
    for (const text of Object.values(rendered(hostileRun(hostile), format))) {
      expect(around(text.replace(/^\ufeff/, ""), actingCharacters)).toBeUndefined();
    }
  });

  test("are still told apart and readable", () => {
    const { "report.html": html } = rendered(hostileRun(hostileTexts.terminal), "html");
    expect(html?.includes("\\u{1b}[31mred")).toBe(true);
    expect(html?.includes("\\u{202e}gnp.exe")).toBe(true);
  });

  test("in HTML are text: no element, attribute or style of theirs comes through", () => {
    const { "report.html": plain = "" } = rendered(hostileRun(""), "html");
    const { "report.html": hostile = "" } = rendered(hostileRun(hostileTexts.html), "html");
    const tags = (html: string) => [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
    expect(tags(hostile)).toEqual(tags(plain));
    expect(around(hostile, /<[^>]*\sonerror|href="javascript:/)).toBeUndefined();
  });
});

describe("a finding whose rule gives no reason", () => {
  const run = clinicRun();
  const silent: Run = { ...run, verdicts: run.verdicts.map((verdict) => ({ ...verdict, because: "" })) };
  test("is told by the rule's title in every format", () => {
    const title = run.rules["kms-key-rotation"]?.title;
    expect(title).toBeTruthy();
    for (const format of reportFormats) {
      for (const text of Object.values(rendered(silent, format))) expect(around(text, /<p>\.<\/p>|: \. |message=""/)).toBeUndefined();
    }
    expect(rendered(silent, "csv")["findings.csv"]).toContain(`not so: ${title}`);
  });
});
