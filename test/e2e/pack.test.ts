// The pack under the real engine: what it mends, what it says of its own faults, and that an update and a state file are judged as a preview is.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import {
  createProject,
  type Engine,
  type EngineEvent,
  type OperationOptions,
  openEngine,
  type Run,
  removeProject,
  toolchainTimeout,
  violationsOf,
} from "../engine/run-pulumi";
import { buildPack } from "./bundle";

jest.setTimeout(120_000);

const program = `
const aws = require("@pulumi/aws");
const clinic = process.env.CLINIC ?? "";
const key = new aws.kms.Key("records", { enableKeyRotation: true, deletionWindowInDays: 30 });
if (clinic.includes("compliant")) {
  new aws.cloudwatch.LogGroup("audit", { retentionInDays: 2192, kmsKeyId: key.arn });
}
if (clinic.includes("violating")) {
  new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres", password: "hunter2", kmsKeyId: key.arn });
  const bucket = new aws.s3.Bucket("documents", {});
  new aws.kms.Key("old", { deletionWindowInDays: 30, description: "Of old records" });
  new aws.s3.BucketVersioning("documents", { bucket: bucket.id, versioningConfiguration: { status: "Suspended" } });
}
`;

let project = "";
let pack = "";
const folders: string[] = [];
const engines: Engine[] = [];

async function open(): Promise<Engine> {
  const engine = await openEngine({
    projectDirectory: project,
    config: { "aws:region": "us-east-1" },
    pathFolders: [offlineProviderFolder()],
  });
  engines.push(engine);
  return engine;
}

beforeAll(async () => {
  project = createProject({ "Pulumi.yaml": "name: clinic\nruntime: nodejs\n", "index.js": program });
  pack = buildPack();
  folders.push(project, pack);
  (await open()).close();
}, toolchainTimeout);

afterAll(() => {
  for (const engine of engines) engine.close();
  for (const folder of folders) removeProject(folder);
});

const shownSeverities = ["info", "info#err", "warning", "error"];
let configurations = 0;

function withPack(clinic: "compliant" | "violating", configuration: object = {}): OperationOptions {
  const config = join(project, `policies-${configurations++}.json`);
  writeFileSync(config, JSON.stringify(configuration));
  return { policyPacks: [pack], policyPackConfigs: [config], events: true, environment: { CLINIC: clinic } };
}

/** Rule, level and resource of each finding, sorted. */
function findingsOf(events: readonly EngineEvent[]): string[] {
  return violationsOf(events)
    .map(({ policyName, enforcementLevel, resourceUrn }) => `${policyName} ${enforcementLevel} ${nameOf(resourceUrn)}`)
    .sort();
}

function mandatoryOf(run: Run): string[] {
  return findingsOf(run.events).filter((finding) => finding.includes(" mandatory "));
}

function nameOf(urn = ""): string {
  return urn.split("::").slice(2).join("::");
}

const database = "aws:rds/instance:Instance::visits";
const key = "aws:kms/key:Key::old";
const bucket = "aws:s3/bucket:Bucket::documents";

function stepOf(run: Run, name: string): StepEventMetadata | undefined {
  return run.events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []).find(({ urn }) => urn.endsWith(name));
}

interface StateResource {
  readonly urn: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the state holds, as text and by type and name. */
async function stateOf(engine: Engine): Promise<{ readonly text: string; readonly resources: ReadonlyMap<string, StateResource> }> {
  const exported = await engine.pulumi(["stack", "export", "--stack", engine.stack]);
  expect([exported.exitCode, exported.stderr]).toEqual([0, ""]);
  const state: { deployment: { resources?: readonly StateResource[] } } = JSON.parse(exported.stdout);
  return {
    text: exported.stdout,
    resources: new Map((state.deployment.resources ?? []).map((resource) => [nameOf(resource.urn), resource])),
  };
}

test("a violation blocks an update before anything is created, also where the preview is skipped", async () => {
  const engine = await open();
  const blocked = await engine.up(withPack("violating"));
  expect(blocked.exitCode).not.toBe(0);
  expect(findingsOf(blocked.events)).toContain(`rds-storage-encrypted mandatory ${database}`);
  expect([...(await stateOf(engine)).resources.keys()]).toEqual([]);

  const options = withPack("violating");
  const unseen = await engine.up({ ...options, args: ["--skip-preview"] });
  expect(unseen.exitCode).not.toBe(0);
  // Whichever the engine reads first stops it.
  expect(mandatoryOf(unseen)).not.toEqual([]);
  const created = [...(await stateOf(engine)).resources.keys()];
  expect(created.filter((resource) => resource === database || resource === key)).toEqual([]);
});

test("a finding is reported once, be it of one resource or of the whole stack", async () => {
  const run = await (await open()).preview(withPack("violating"));
  const findings = findingsOf(run.events);
  expect(findings).toEqual([...new Set(findings)]);
  expect(findings).toEqual(expect.arrayContaining([`rds-storage-encrypted mandatory ${database}`, `s3-versioning mandatory ${bucket}`]));
});

test("a compliant program is created, and its second preview and its state are free of violations", async () => {
  const engine = await open();
  const up = await engine.up(withPack("compliant"));
  expect([mandatoryOf(up), up.exitCode]).toEqual([[], 0]);
  const again = await engine.preview(withPack("compliant"));
  expect([mandatoryOf(again), again.exitCode]).toEqual([[], 0]);
  expect(await analyze(engine, {})).toEqual({ findings: findingsOf(again.events), exitCode: 0 });
});

test("the state that an update left is judged as its program is", async () => {
  const engine = await open();
  const configuration = { all: "advisory" };
  const up = await engine.up(withPack("violating", configuration));
  expect(up.exitCode).toBe(0);
  const preview = await engine.preview(withPack("violating", configuration));
  const findings = findingsOf(preview.events);
  expect(findings).toEqual(expect.arrayContaining([`rds-storage-encrypted advisory ${database}`, `s3-versioning advisory ${bucket}`]));
  expect(await analyze(engine, configuration)).toEqual({ findings, exitCode: 0 });

  const mandatory = findingsOf((await engine.preview(withPack("violating"))).events);
  expect(mandatory).toContain(`rds-storage-encrypted mandatory ${database}`);
  const analyzed = await analyze(engine, {});
  expect(analyzed.findings).toEqual(mandatory);
  expect(analyzed.exitCode).not.toBe(0);
});

async function analyze(engine: Engine, configuration: object): Promise<{ findings: string[]; exitCode: number | null }> {
  const file = join(project, "state.json");
  writeFileSync(file, (await stateOf(engine)).text);
  const { policyPackConfigs } = withPack("violating", configuration);
  const args = ["policy", "analyze", "--file", file, "--policy-pack", pack, "--policy-pack-config", policyPackConfigs?.[0] ?? "", "--json"];
  const run = await engine.pulumi(args, { events: true });
  return { findings: findingsOf(run.events), exitCode: run.exitCode };
}

test("a remediation is shown, and reaches the provider and the state", async () => {
  const engine = await open();
  const configuration = { all: "advisory", "kms-key-rotation": { enforcementLevel: "remediate" } };
  const run = await engine.preview(withPack("violating", configuration));
  const remediations = run.events.flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? []);
  expect(remediations.map(({ policyName, resourceUrn }) => [policyName, nameOf(resourceUrn)])).toEqual([["kms-key-rotation", key]]);
  expect(remediations[0]?.before).not.toHaveProperty("enableKeyRotation");
  expect(remediations[0]?.after).toMatchObject({ enableKeyRotation: true, description: "Of old records" });
  expect(stepOf(run, key)?.new?.inputs).toMatchObject({ enableKeyRotation: true, description: "Of old records" });
  expect(findingsOf(run.events).filter((finding) => finding.startsWith("kms-key-rotation"))).toEqual([]);

  const up = await engine.up(withPack("violating", configuration));
  expect(up.exitCode).toBe(0);
  const created = (await stateOf(engine)).resources.get(key);
  expect([created?.inputs, created?.outputs]).toMatchObject([{ enableKeyRotation: true }, { enableKeyRotation: true }]);
});

test("a rule that throws is a mandatory finding that says so, tells nothing of its input, and stops no other rule", async () => {
  const broken = buildPack("test/e2e/packs/broken-rule.ts");
  folders.push(broken);
  const run = await (await open()).preview({ policyPacks: [broken], events: true, environment: { CLINIC: "violating" } });
  expect(run.exitCode).not.toBe(0);
  const [finding, ...more] = violationsOf(run.events).filter(({ policyName }) => policyName === "broken");
  expect(finding?.message).toContain("Could not be checked: the rule broken stopped with RangeError");
  expect([finding?.enforcementLevel, nameOf(finding?.resourceUrn), more]).toEqual(["mandatory", database, []]);
  // The SDK's own debugging messages hold its inputs in plain text.
  const told = run.events.filter(
    ({ diagnosticEvent }) => diagnosticEvent === undefined || shownSeverities.includes(diagnosticEvent.severity),
  );
  expect(JSON.stringify(told)).not.toContain("hunter2");
  expect(findingsOf(run.events)).toEqual(
    expect.arrayContaining([`rds-storage-encrypted mandatory ${database}`, `s3-versioning mandatory ${bucket}`]),
  );
});

test("wrong settings are a mandatory finding for each key, which is named, and the rules go on", async () => {
  const configuration = { all: "advisory", phiguard: { retentionDays: 30, undetermind: "mandatory", unclassified: ["ephi"] } };
  const run = await (await open()).preview(withPack("compliant", configuration));
  expect(run.exitCode).not.toBe(0);
  const findings = violationsOf(run.events).filter(({ policyName }) => policyName === "phiguard");
  expect(findings.map(({ enforcementLevel }) => enforcementLevel)).toEqual(["mandatory", "mandatory", "mandatory"]);
  for (const key of ["retentionDays", "undetermind", "unclassified"]) {
    expect(findings.filter(({ message }) => message.includes(`The setting ${key} of the policy phiguard is wrong`))).toHaveLength(1);
  }
  const violating = await (await open()).preview(withPack("violating", configuration));
  expect(findingsOf(violating.events)).toContain(`rds-storage-encrypted advisory ${database}`);
});
