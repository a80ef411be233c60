// The pack writes the ledger under the real engine: a preview and an update, as what they are.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readHistory } from "../../cli/evidence/history-file";
import { verifyLedger } from "../../cli/evidence/verify";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { type Run, runSchema } from "../../policies/evidence/run";
import { buildPack } from "../e2e/bundle";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

jest.setTimeout(120_000);

const password = "correct-horse-battery-staple-17";
const program = (end: string) => `
  const pulumi = require("@pulumi/pulumi");
  const aws = require("@pulumi/aws");
  new aws.rds.Instance("visits", {
    instanceClass: "db.t4g.micro", engine: "postgres", storageEncrypted: true, backupRetentionPeriod: 1,
    password: pulumi.secret("${password}"), username: "clerk",
  });
  ${end}
`;

let pack: string;
let scratch: string;
let project: string;
let broken: string;
let engine: Engine;
let brokenEngine: Engine;

beforeAll(async () => {
  pack = buildPack();
  scratch = mkdtempSync(join(tmpdir(), "phiguard-pack-evidence-"));
  const manifest = { "Pulumi.yaml": "name: visits\nruntime: nodejs\n", "package.json": "{}" };
  project = createProject({ ...manifest, "index.js": program("") });
  broken = createProject({
    ...manifest,
    "index.js": program(`if (!pulumi.runtime.isDryRun()) setTimeout(() => { throw new Error("the ward is closed"); }, 2000);`),
  });
  const options = { pathFolders: [offlineProviderFolder()], config: { "aws:region": "us-east-1" } };
  engine = await openEngine({ projectDirectory: project, ...options });
  brokenEngine = await openEngine({ projectDirectory: broken, ...options });
}, toolchainTimeout);

afterAll(() => {
  engine.close();
  brokenEngine.close();
  for (const folder of [pack, project, broken]) removeProject(folder);
  rmSync(scratch, { recursive: true, force: true });
});

function ledger(name: string): string {
  return join(scratch, name);
}

function runsIn(folder: string): Run[] {
  return readHistory(folder).map(({ file }) => runSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
}

/** All rules advisory, so that the update takes place. */
function advisory(name: string, more: object = {}): string {
  const file = join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify({ all: "advisory", ...more }));
  return file;
}

test("up leaves a record of its preview and one of its update, chained, and neither holds a secret", async () => {
  const folder = ledger("up");
  const config = advisory("up", {
    "rds-backup-retention": { enforcementLevel: "advisory", minimumDays: 30 },
    "rds-not-public": "disabled",
  });
  const environment = { PHIGUARD_EVIDENCE: folder, PHIGUARD_POLICY_CONFIG: config, PHIGUARD_COMMIT: "0123abc" };
  const run = await engine.up({ policyPacks: [pack], policyPackConfigs: [config], environment });
  expect({ exitCode: run.exitCode, output: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, output: "" });
  expect(verifyLedger(folder)?.faults).toEqual([]);
  const runs = runsIn(folder);
  expect(runs.map(({ source, complete, outcome, levels }) => ({ source, complete, outcome, levels }))).toEqual([
    { source: "preview", complete: true, outcome: "compliant", levels: "configured" },
    { source: "update", complete: true, outcome: "compliant", levels: "configured" },
  ]);
  for (const each of runs) {
    expect(each).toMatchObject({ organization: "organization", project: "visits", stack: "test", commit: "0123abc" });
    expect(each.rules["rds-not-public"]?.level).toBe("disabled");
    expect(each.rules["rds-backup-retention"]?.level).toBe("advisory");
    expect(each.verdicts.some(({ rule }) => rule === "rds-not-public")).toBe(false);
    expect(each.verdicts).toContainEqual(expect.objectContaining({ rule: "rds-backup-retention", outcome: "fail", blocks: false }));
    expect(each.verdicts).toContainEqual(expect.objectContaining({ outcome: "pass" }));
    expect(each.counts.pass + each.counts.fail + each.counts.undetermined).toBe(each.verdicts.length);
    expect(each.resources).toEqual([
      expect.objectContaining({ name: "visits", type: "aws:rds/instance:Instance", holdsData: true, inScope: "yes" }),
    ]);
  }
  for (const file of readdirSync(join(folder, "runs"))) expect(readFileSync(join(folder, "runs", file), "utf8")).not.toContain(password);
});

test("a preview whose findings block is recorded with them, at the pack's own levels where it is not told others", async () => {
  const folder = ledger("preview");
  const run = await engine.preview({ policyPacks: [pack], environment: { PHIGUARD_EVIDENCE: folder } });
  expect(run.exitCode).not.toBe(0);
  const [recorded] = runsIn(folder);
  expect(recorded).toMatchObject({ source: "preview", complete: true, outcome: "blocked", levels: "default" });
  expect(recorded?.verdicts).toContainEqual(expect.objectContaining({ rule: "rds-backup-retention", outcome: "fail", blocks: true }));
});

test("an update that fails is recorded as far as it came", async () => {
  const folder = ledger("broken");
  const run = await brokenEngine.up({
    policyPacks: [pack],
    policyPackConfigs: [advisory("broken")],
    environment: { PHIGUARD_EVIDENCE: folder },
  });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain("the ward is closed");
  expect(runsIn(folder).map(({ source, complete }) => ({ source, complete }))).toEqual([
    { source: "preview", complete: true },
    { source: "update", complete: false },
  ]);
  expect(runsIn(folder)[1]?.verdicts.length).toBeGreaterThan(0);
});

test.each([
  ["a folder that is not absolute", "evidence", "must be an absolute path"],
  ["a folder that cannot be made", "/dev/null/evidence", "a part of the path is a file"],
])("%s blocks", async (_, folder, message) => {
  const run = await engine.preview({
    policyPacks: [pack],
    policyPackConfigs: [advisory("unwritten")],
    environment: { PHIGUARD_EVIDENCE: folder },
    events: true,
  });
  expect(run.exitCode).not.toBe(0);
  const mandatory = violationsOf(run.events).filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  expect(mandatory.map(({ policyName, message: text }) => `${policyName}: ${text}`)).toEqual([expect.stringContaining(message)]);
});

test("the settings can name the folder, for packs that no environment variable reaches", async () => {
  const folder = ledger("settings");
  const run = await engine.preview({
    policyPacks: [pack],
    policyPackConfigs: [advisory("settings", { phiguard: { evidenceFolder: folder } })],
  });
  expect({ exitCode: run.exitCode, output: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, output: "" });
  expect(runsIn(folder)).toHaveLength(1);
});
