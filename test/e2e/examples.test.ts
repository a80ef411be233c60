// Every example of every rule, as programs that the real engine runs: created with @pulumi/aws, judged by the bundled pack.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInputs } from "../../cli/offline/check";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import type { PropertyMap } from "../../cli/offline/property-values";
import { resourceType } from "../../cli/offline/schema";
import { rules as allRules } from "../../policies/rules/index.gen";
import { createProject, type Engine, openEngine, type Run, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";
import { wireResources } from "../examples/wire";
import { buildPack, bundle } from "./bundle";
import { titleOf } from "./examples-program/address";
import { isRunnable } from "./examples-program/runnable";
import { type PlannedExample, type PlannedProgram, planExamples, planPrograms } from "./plan";

/** RULES=rds,s3-versioning limits a run to the rules whose id starts with one of these. */
const wanted = process.env.RULES?.split(",");
const rules = allRules.filter((rule) => wanted === undefined || wanted.some((prefix) => rule.id.startsWith(prefix)));

const all = planExamples(rules);
const runnable = (example: PlannedExample): boolean =>
  example.recorded.resources.every(({ token }) => isRunnable(token)) && !isFragment(refusals(example));
/**
 * Resources of other packages need a provider that only the vendor has, and a fragment, which shows one argument and leaves out what the provider asks for
 * beside it, is no program: these examples are judged in test/rules alone.
 */
const left = all.filter((example) => !runnable(example));
const examples = all.filter(runnable);

/** Whether nothing is wrong with an example but that it leaves required arguments out. */
function isFragment(reasons: readonly string[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => reason.endsWith(", and it is not set"));
}

/** What the provider would refuse; such an example would end its whole program. */
function refusals({ recorded }: PlannedExample): string[] {
  return wireResources(recorded).flatMap(({ type, properties }) => {
    if (!type.startsWith("aws:")) return [];
    const known = resourceType(type);
    return known ? checkInputs(known, properties as PropertyMap).map(({ reason }) => reason) : [`@pulumi/aws has no type ${type}`];
  });
}

const refused = examples.map((example) => ({ example, reasons: refusals(example) })).filter(({ reasons }) => reasons.length > 0);
const programs = planPrograms(examples.filter((example) => !refused.some((fault) => fault.example === example)));

let engine: Engine;
let project = "";
let pack = "";
let plans = "";
let runs: readonly Promise<Run>[] | undefined;

beforeAll(async () => {
  project = createProject({ "Pulumi.yaml": "name: examples\nruntime: nodejs\nmain: bin/index.js\n" });
  bundle("test/e2e/examples-program/index.ts", join(project, "bin", "index.js"));
  pack = buildPack();
  plans = mkdtempSync(join(tmpdir(), "phiguard-examples-"));
  engine = await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
}, toolchainTimeout);

afterAll(async () => {
  await Promise.allSettled(runs ?? []);
  for (const folder of [project, pack, plans]) if (folder) removeProject(folder);
  engine.close();
});

/** Starts all previews, each as a promise of its own, two at a time: each one waits often, for a process that starts or for another's answer. */
function previews(): readonly Promise<Run>[] {
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  return programs.map((program, number) => {
    const lane = number % lanes.length;
    const run = Promise.resolve(lanes[lane]).then(() => preview(program, number));
    lanes[lane] = run.catch(() => undefined);
    return run;
  });
}

test("every example is a program that @pulumi/aws and AWS's provider take", () => {
  expect(refused.map(({ example, reasons }) => `${titleOf(example.address)}: ${reasons.join("; ")}`)).toEqual([]);
});

test("every example of AWS's own resources is in one of the programs", () => {
  process.stderr.write(
    left.map(({ address }) => `not run, since it has resources of another package or is a fragment: ${titleOf(address)}\n`).join(""),
  );
  expect(left.length).toBeLessThan(Math.max(10, all.length / 20));
  expect(new Set(programs.flatMap((program) => program.examples)).size).toBe(examples.length - refused.length);
});

function headingOf({ group, examples: members, settings }: PlannedProgram): string {
  const resources = members.reduce((sum, { recorded }) => sum + recorded.resources.length, 0);
  return `${group}: ${members.length} examples, ${resources} resources${Object.keys(settings).length > 0 ? `, ${JSON.stringify(settings)}` : ""}`;
}

/** What the engine must report for the example's own rule on its subject; other rules may speak of other things. */
function expectedLevels({ rule, address }: PlannedExample): string[] {
  if (address.group === "bad") return [rule.level];
  return address.group === "unknown" ? ["advisory"] : [];
}

async function preview(program: PlannedProgram, number: number): Promise<Run> {
  const plan = join(plans, `${number}.json`);
  const config = join(plans, `${number}-policies.json`);
  const parameters = program.examples.map(({ rule, recorded }) => [rule.id, recorded.parameters]);
  writeFileSync(plan, JSON.stringify(program.examples.map(({ address, names }) => ({ address, names }))));
  writeFileSync(config, JSON.stringify({ ...Object.fromEntries(parameters), phiguard: program.settings }));
  return engine.preview({ policyPacks: [pack], policyPackConfigs: [config], events: true, environment: { PHIGUARD_EXAMPLES: plan } });
}

/** What went otherwise than the examples say, one line each. */
function differences(program: PlannedProgram, run: Run): string[] {
  const violations = violationsOf(run.events);
  const read = new Set(run.events.map(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn));
  const found: string[] = [];
  for (const event of run.events) {
    const message = event.diagnosticEvent?.severity === "error" ? event.diagnosticEvent.message.trim() : "";
    // Every preview with a mandatory violation ends so.
    if (message !== "" && message !== "preview failed") found.push(message);
  }
  for (const example of program.examples) {
    if (!read.has(example.subjectUrn)) {
      found.push(`${titleOf(example.address)}: the engine did not get to it`);
      continue;
    }
    const own = violations.filter(({ policyName, resourceUrn }) => policyName === example.rule.id && resourceUrn === example.subjectUrn);
    const levels = own.map(({ enforcementLevel }) => enforcementLevel);
    if (levels.join() === expectedLevels(example).join()) continue;
    const messages = own.map(({ message }) => message.split("\n")[0]).join(" | ");
    found.push(`${titleOf(example.address)}: [${levels.join()}] in place of [${expectedLevels(example).join()}] ${messages}`);
  }
  return found;
}

test.each(programs.map((program, index): [string, number, PlannedProgram] => [headingOf(program), index, program]))(
  "%s",
  async (heading, number, program) => {
    runs ??= previews();
    const run = await runs[number];
    if (!run) throw new Error(`${heading} was not run`);
    process.stderr.write(`${heading}: ${run.seconds.toFixed(1)} s\n`);
    expect(differences(program, run)).toEqual([]);
  },
  600_000,
);
