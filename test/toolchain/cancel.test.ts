import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createProject, type Engine, openEngine, removeProject, type StartedRun, toolchainTimeout } from "../engine/run-pulumi";

/** Starts a process of its own, writes both process ids, ignores every polite request to end, and never ends by itself. */
const stubborn = `
  const { spawn } = require("node:child_process");
  const { writeFileSync, renameSync } = require("node:fs");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  const other = spawn(process.execPath, ["-e", "process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: "ignore" });
  writeFileSync(__dirname + "/pids.part", JSON.stringify([process.pid, other.pid]));
  renameSync(__dirname + "/pids.part", __dirname + "/pids.json");
  setInterval(() => {}, 1000);
`;

const projects: string[] = [];
let engine: Engine;

function project(files: Readonly<Record<string, string>>): string {
  const folder = createProject({ "package.json": JSON.stringify({ name: "tiny", version: "1.0.0" }), ...files });
  projects.push(folder);
  return folder;
}

async function pidsIn(folder: string, started: StartedRun): Promise<number[]> {
  const file = join(folder, "pids.json");
  for (let waited = 0; !existsSync(file); waited += 100) {
    if (waited > 30_000) throw new Error(`nothing was started:\n${started.output()}`);
    await sleep(100);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Whether a process is there and not merely waiting for its parent to notice its end. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function expectEnded(pids: readonly number[], withinMilliseconds: number): Promise<void> {
  for (let waited = 0; waited < withinMilliseconds && pids.some(isRunning); waited += 100) await sleep(100);
  expect(pids.filter(isRunning)).toEqual([]);
}

beforeAll(async () => {
  engine = await openEngine({ projectDirectory: project({ "Pulumi.yaml": "name: tiny\nruntime: nodejs\n", "index.js": stubborn }) });
}, toolchainTimeout);

afterAll(() => {
  engine.close();
  for (const folder of projects) removeProject(folder);
});

test("a program that hangs ends with all it has started when the CLI is interrupted", async () => {
  const started = engine.startPreview();
  const pids = await pidsIn(engine.projectDirectory, started);
  expect(pids.map(isRunning)).toEqual([true, true]);
  started.child.kill("SIGINT");
  const run = await started.done;
  expect(run.exitCode).not.toBe(0);
  await expectEnded(pids, 5_000);
}, 60_000);

test("a program that hangs ends with all it has started when the CLI is killed", async () => {
  const folder = project({ "Pulumi.yaml": "name: tiny\nruntime: nodejs\n", "index.js": stubborn });
  const other = await openEngine({ projectDirectory: folder });
  const started = other.startPreview();
  const pids = await pidsIn(folder, started);
  started.child.kill("SIGKILL");
  await expectEnded(pids, 10_000);
  await started.done;
  other.close();
}, 60_000);

// While a policy pack is loaded, the engine itself does not stop on an interrupt.
test("a policy pack that hangs while it is loaded ends when the CLI is killed", async () => {
  const pack = project({ "PulumiPolicy.yaml": "name: tiny-pack\nruntime: nodejs\n", "index.js": stubborn });
  const folder = project({ "Pulumi.yaml": "name: tiny\nruntime: nodejs\n", "index.js": "" });
  const other = await openEngine({ projectDirectory: folder });
  const started = other.startPreview({ policyPacks: [pack] });
  const pids = await pidsIn(pack, started);
  started.child.kill("SIGKILL");
  await expectEnded(pids, 10_000);
  await started.done;
  other.close();
}, 60_000);
