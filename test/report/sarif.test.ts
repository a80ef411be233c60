import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sarifMultitool from "@microsoft/sarif-multitool";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { Log, Result } from "sarif";
import type { Run } from "../../policies/evidence/run";
import { hostileTexts, removeFolders, rendered, temporaryFolder } from "./rendered";
import { clinicRun, emptyRun, hostileRun, manyVerdicts } from "./runs";
import { validateSarif } from "./validators";

afterAll(removeFolders);

const text = (run: Run) => rendered(run, "sarif")["phiguard.sarif"] ?? "";
const log = (run: Run): Log => JSON.parse(text(run));
const results = (run: Run): readonly Result[] => log(run).runs[0]?.results ?? [];

const runs: ReadonlyArray<readonly [string, () => Run]> = [
  ["the clinic", clinicRun],
  ["nothing to say", emptyRun],
  ["an incomplete run", () => ({ ...clinicRun(), complete: false })],
  ...Object.entries(hostileTexts).map(([what, hostile]) => [`hostile names: ${what}`, () => hostileRun(hostile)] as const),
];

describe("valid", () => {
  const schema: object = JSON.parse(readFileSync(join(dirname(sarifMultitool), "sarif-2.1.0.json"), "utf8"));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);

  test.each(runs)("by the schema of SARIF 2.1.0: %s", (_, run) => {
    validate(log(run()));
    expect(validate.errors).toBeNull();
  });

  test("by Microsoft's validator, without an error or a warning", () => {
    const folder = temporaryFolder();
    for (const [name, run] of runs) {
      // The tool's version is the pack's, which is none of the names that a program gives.
      writeFileSync(join(folder, `${name.replace(/\W+/g, "-")}.sarif`), text({ ...run(), pack: clinicRun().pack }));
    }
    const { status, output } = validateSarif(join(folder, "*.sarif"));
    expect(output).toContain(`${runs.length} files scanned`);
    expect(output).toContain("Analysis completed successfully");
    expect(output.split("\n").filter((line) => /\b(error|warning)\b.*SARIF\d/.test(line))).toEqual([]);
    expect(status).toBe(0);
  }, 120_000);

  test("the validator would say what is wrong", () => {
    const file = join(temporaryFolder(), "phiguard.sarif");
    writeFileSync(file, text(clinicRun()).replaceAll('"ruleIndex": ', '"ruleIndex": 9'));
    expect(validateSarif(file).output).toMatch(/error|warning/);
  });
});

describe("results", () => {
  const run = clinicRun();

  test("are what failed and what is undetermined; excepted and passed are none", () => {
    expect(results(run)).toHaveLength(run.counts.fail + run.counts.undetermined);
    expect(results(run).filter(({ level }) => level === "error")).toHaveLength(run.counts.blocking);
    expect(results(run).filter(({ level }) => level === "note")).toHaveLength(run.counts.undetermined);
  });

  test("name the rule, and the rule has its help, its paragraphs and a severity for GitHub", () => {
    const { tool, results: found = [] } = log(run).runs[0] ?? { tool: { driver: { name: "" } } };
    const { rules = [] } = tool.driver;
    for (const { ruleId, ruleIndex } of found) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    const rule = rules.find(({ id }) => id === "rds-not-public");
    expect(rule?.help?.markdown).toContain("164.312(a)(1)");
    expect(rule?.properties).toMatchObject({ "security-severity": "9.5", tags: expect.arrayContaining(["hipaa", "164.312(a)(1)"]) });
    for (const { properties } of rules) expect(properties?.tags?.length).toBeLessThanOrEqual(20);
  });

  test("point at the line that makes the resource, or at the project's file and the resource by its name", () => {
    const found = results(run);
    const made = run.resources.find(({ name, type }) => name === "billing" && type.includes("rds"));
    expect(found.find(({ ruleId }) => ruleId === "rds-not-public")?.locations?.[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: made?.location?.file }, region: { startLine: made?.location?.line } },
      logicalLocations: [{ name: "billing", fullyQualifiedName: made?.urn }],
    });
    const nowhere = run.resources.filter(({ location }) => location === undefined).map(({ urn }) => urn);
    const withoutLine = found.filter(({ properties }) => nowhere.includes(properties?.urn));
    expect(withoutLine.length).toBeGreaterThan(0);
    for (const { locations } of withoutLine) {
      expect(locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("Pulumi.yaml");
      expect(nowhere).toContain(locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName);
    }
  });

  test("have a fingerprint each, which lines and other runs do not change", () => {
    const prints = (of: Run) => results(of).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    const moved = {
      ...run,
      id: "another-run",
      finishedAt: "2026-12-01T00:00:00.000Z",
      resources: run.resources.map((resource) => ({
        ...resource,
        ...(resource.location && { location: { file: "moved.ts", line: 999 } }),
      })),
    };
    expect(prints(moved)).toEqual(prints(run));
    expect(new Set(prints(run)).size).toBe(prints(run).length);
  });

  test("stay within what GitHub takes: 25,000 results, 10 MB compressed", async () => {
    const { gzipSync } = await import("node:zlib");
    expect(gzipSync(text(manyVerdicts(10_000))).length).toBeLessThan(10 * 1024 * 1024);
  });

  test("with braces and brackets in a name make no placeholder and no link", () => {
    const [first] = results(hostileRun(hostileTexts.sarif));
    expect(first?.message.text).toContain("{{0}} \\[link\\](1)");
  });

  test("give a path with blanks and backslashes as a relative URI", () => {
    const odd = {
      ...run,
      resources: run.resources.map((resource) => ({ ...resource, location: { file: ".\\my app\\index #1.ts", line: 3 } })),
    };
    expect(results(odd)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("my%20app/index%20%231.ts");
  });
});
