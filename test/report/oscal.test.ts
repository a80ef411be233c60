import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../policies/evidence/run";
import { activitiesOf, hostileTexts, removeFolders, rendered, temporaryFolder } from "./rendered";
import { clinicRun, emptyRun, hostileRun } from "./runs";
import { hasPython, initializeOscal, installTimeout, validateOscal, validatorsPython } from "./validators";

afterAll(removeFolders);

const files = {
  "assessment-results": "oscal-assessment-results.json",
  "component-definition": "oscal-component-definition.json",
} as const;

const runs: ReadonlyArray<readonly [string, () => Run]> = [
  ["clinic", clinicRun],
  ["empty", emptyRun],
  ["without-rules", () => ({ ...emptyRun(), rules: {} })],
  ["incomplete", () => ({ ...clinicRun(), complete: false })],
  ...Object.entries(hostileTexts).map(([what, hostile]) => [`hostile-${what}`, () => hostileRun(hostile)] as const),
];

type Documents = Readonly<Record<string, string>>;

/** A folder as the validator wants it, with the two documents of each run, by the run's name. */
function workspaceOf(python: string, runsDocuments: Readonly<Record<string, Documents>>): string {
  const workspace = temporaryFolder();
  initializeOscal(python, workspace);
  for (const [name, documents] of Object.entries(runsDocuments)) {
    for (const [model, file] of Object.entries(files)) {
      const folder = join(workspace, model === "assessment-results" ? model : `${model}s`, name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${model}.json`), documents[file] ?? "");
    }
  }
  return workspace;
}

const withPython = hasPython() ? describe : describe.skip;
if (!hasPython()) console.warn("NOT TESTED: python3 with venv is missing, so compliance-trestle did not judge the OSCAL documents.");

withPython("by compliance-trestle", () => {
  let python = "";
  beforeAll(() => {
    python = validatorsPython();
  }, installTimeout);

  test("both documents of every run are valid", () => {
    const hostile = Object.values(hostileTexts).join("\n");
    const documents = Object.fromEntries(runs.map(([name, run]) => [name, rendered(run(), "oscal", [], activitiesOf(run(), hostile))]));
    const { status, output } = validateOscal(python, workspaceOf(python, documents));
    expect(output.split("\n").filter((line) => line.includes("ERROR") || line.includes("INVALID"))).toEqual([]);
    expect(output.match(/VALID: Model/g)).toHaveLength(2 * runs.length);
    expect(status).toBe(0);
  }, 120_000);

  test("a document with a fault is refused", () => {
    const documents = rendered(clinicRun(), "oscal");
    const broken = {
      ...documents,
      [files["assessment-results"]]: documents[files["assessment-results"]]?.replace('"reviewed-controls"', '"reviewed"') ?? "",
    };
    expect(validateOscal(python, workspaceOf(python, { broken })).status).not.toBe(0);
  }, 60_000);
});

interface Finding {
  readonly target: { readonly "target-id": string; readonly status: { readonly state: string } };
  readonly "related-observations": ReadonlyArray<{ readonly "observation-uuid": string }>;
  readonly "related-risks"?: ReadonlyArray<{ readonly "risk-uuid": string }>;
}

interface Result {
  readonly observations: ReadonlyArray<{ readonly uuid: string; readonly subjects: readonly unknown[] }>;
  readonly risks: ReadonlyArray<{
    readonly uuid: string;
    readonly status: string;
    readonly "risk-log"?: { readonly entries: readonly unknown[] };
  }>;
  readonly findings: readonly Finding[];
}

describe("assessment results", () => {
  const run = clinicRun();
  const document = rendered(run, "oscal")[files["assessment-results"]] ?? "";
  const result: Result = JSON.parse(document)["assessment-results"].results[0];

  test("have every verdict as a subject of an observation", () => {
    expect(result.observations.reduce((sum, { subjects }) => sum + subjects.length, 0)).toBe(run.verdicts.length);
  });

  test("refer only to observations and risks that are there", () => {
    const known = new Set([...result.observations, ...result.risks].map(({ uuid }) => uuid));
    for (const finding of result.findings) {
      for (const related of finding["related-observations"]) expect(known).toContain(related["observation-uuid"]);
      for (const related of finding["related-risks"] ?? []) expect(known).toContain(related["risk-uuid"]);
    }
  });

  test("give each identifier once", () => {
    const given = [...document.matchAll(/^ +"uuid": "([^"]+)"/gm)].map(([, uuid]) => uuid);
    expect(given.length).toBeGreaterThan(100);
    expect(new Set(given).size).toBe(given.length);
  });

  test("find a paragraph satisfied only where no rule that cites it has a gap or is open", () => {
    const open = new Set(run.verdicts.filter(({ outcome }) => outcome === "fail" || outcome === "undetermined").map(({ rule }) => rule));
    const notMet = new Set(Object.entries(run.rules).flatMap(([id, { cites }]) => (open.has(id) ? cites : [])));
    const states = Object.fromEntries(result.findings.map(({ target }) => [target["target-id"], target.status.state]));
    expect(states["hipaa-164.312.a.2.iv"]).toBe("not-satisfied");
    expect(Object.values(states).filter((state) => state === "not-satisfied")).toHaveLength(notMet.size);
  });

  test("log who approved an exception, and until when", () => {
    const approved = result.risks.flatMap((risk) => risk["risk-log"]?.entries ?? []);
    expect(approved).toContainEqual(
      expect.objectContaining({ start: "2026-07-01T00:00:00Z", end: "2027-03-31T00:00:00Z", "status-change": "deviation-approved" }),
    );
  });
});
