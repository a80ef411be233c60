// phiguard preview under the real engine.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readHistory } from "../../cli/evidence/history-file";
import { verifyLedger } from "../../cli/evidence/verify";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { type Run, runSchema } from "../../policies/evidence/run";
import { expected } from "../../stacks/violating/expected";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout } from "../engine/run-pulumi";
import { buildPhiguard, type Ended, phiguard } from "./run-phiguard";

jest.setTimeout(180_000);

const checkout = join(__dirname, "..", "..");
const engines = new Map<string, Engine>();
let program: string;
let scratch: string;
let project: string;

beforeAll(async () => {
  offlineProviderFolder();
  program = buildPhiguard("preview");
  scratch = mkdtempSync(join(tmpdir(), "phiguard-preview-"));
  project = createProject({
    "Pulumi.yaml": "name: visits\nruntime: nodejs\n",
    "package.json": "{}",
    "index.js": `
      const aws = require("@pulumi/aws");
      const results = new aws.sqs.Queue("results", {});
      if (process.env.VISITS === "throw") setTimeout(() => { throw new Error("the ward is closed"); }, 500);
      if (process.env.VISITS === "hang") {
        setTimeout(() => undefined, 120_000);
        results.urn.apply(() => require("node:fs").writeFileSync(process.env.VISITS_HANGS, ""));
      }
    `,
  });
  for (const stack of ["clinic", "violating"]) {
    engines.set(stack, await openEngine({ projectDirectory: checkout, stack, environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } }));
  }
  engines.set("test", await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" } }));
}, toolchainTimeout);

afterAll(() => {
  for (const engine of engines.values()) engine.close();
  removeProject(project);
  for (const folder of [scratch, program, `${program}.map`]) rmSync(folder, { recursive: true, force: true });
});

interface Previewed extends Ended {
  readonly folder: string;
}

async function preview(
  stack: string,
  name: string,
  args: readonly string[] = [],
  options: Parameters<typeof phiguard>[2] = {},
): Promise<Previewed> {
  const engine = engines.get(stack);
  if (!engine) throw new Error(`no engine for ${stack}`);
  const folder = join(scratch, name);
  // The stack's file of the engine, so that the project's own is not written to.
  const config = join(dirname(engine.environment.PULUMI_HOME ?? ""), "settings", `Pulumi.${stack}.yaml`);
  const given = [
    "preview",
    "--cwd",
    engine.projectDirectory,
    "--stack",
    stack,
    "--offline",
    "--out",
    folder,
    `--pulumi-arg=--config-file=${config}`,
  ];
  const ended = await phiguard(program, [...given, ...args], {
    ...options,
    environment: { ...engine.environment, ...options.environment },
  });
  return { ...ended, folder };
}

function runIn(folder: string): Run {
  const [entry, ...others] = readHistory(folder);
  expect(others).toEqual([]);
  return runSchema.parse(JSON.parse(readFileSync(join(folder, entry?.file ?? ""), "utf8")));
}

test("the violating stack is blocked: exit code 1, evidence of every expected finding, reports, the ten worst", async () => {
  const run = await preview("violating", "violating", ["--format", "html", "markdown"]);
  expect({ code: run.code, stderr: run.code === 1 ? "" : run.stderr }).toEqual({ code: 1, stderr: "" });
  const recorded = runIn(run.folder);
  expect(recorded).toMatchObject({ source: "preview", complete: true, outcome: "blocked", levels: "configured", stack: "violating" });
  const blocking = new Set(recorded.verdicts.filter(({ blocks }) => blocks).map(({ urn, rule }) => `${urn?.split("::").at(-1)} ${rule}`));
  expect([...blocking].sort()).toEqual(
    Object.entries(expected)
      .flatMap(([name, ids]) => ids.map((id) => `${name} ${id}`))
      .sort(),
  );
  expect(verifyLedger(run.folder)?.faults).toEqual([]);
  expect(readdirSync(join(run.folder, "reports")).sort()).toEqual(["comment.md", "report.html"]);
  expect(run.stdout.split("\n").filter((line) => line.startsWith("  blocks "))).toHaveLength(10);
  expect(run.stdout).toMatch(/\nblocked phiguard\/violating: \d+ resources, /);
  expect(run.stderr).toContain(`Report: ${join(run.folder, "reports", "report.html")}`);
});

test("the clinic is let through: exit code 0", async () => {
  const run = await preview("clinic", "clinic", ["--json"]);
  expect({ code: run.code, stderr: run.code === 0 ? "" : run.stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(run.stdout)).toMatchObject({ outcome: "compliant", complete: true, counts: { blocking: 0 } });
  expect(runIn(run.folder).commit).toBe(execFileSync("git", ["rev-parse", "HEAD"], { cwd: checkout, encoding: "utf8" }).trim());
});

test("--fail-on never reports and lets through; the signing key signs", async () => {
  const key = join(scratch, "key.pem");
  execFileSync("openssl", ["genpkey", "-algorithm", "ed25519", "-out", key]);
  const run = await preview("test", "never", ["--fail-on", "never", "--sign-key", key]);
  expect(run.code).toBe(0);
  expect(runIn(run.folder).outcome).toBe("blocked");
  expect(readHistory(run.folder)[0]?.signature).toBeDefined();
});

describe("wrong usage has the exit code 2", () => {
  test.each([
    ["a folder without a project", ["--cwd", tmpdir()], "there is no Pulumi project"],
    ["a folder that is not there", ["--cwd", "/nowhere"], "is not a folder"],
    ["a stack that is not there", ["--stack", "nobody", "--offline"], "no stack named 'nobody' found"],
    ["a configuration that is wrong", ["--config", "wrong.json"], "did you mean s3-versioning?"],
    ["a register that is not there", ["--exceptions", "none.yaml"], "does not exist"],
    ["an option that is not known", ["--stak", "test"], "stak"],
    ["a format that is not known", ["--format", "pdf"], "pdf"],
  ])("%s", async (_, args, message) => {
    const directory = createProject({ "Pulumi.yaml": "name: visits\nruntime: nodejs\n", "wrong.json": '{ "s3-versionin": "advisory" }' });
    const { environment = {} } = engines.get("test") ?? {};
    const run = await phiguard(program, ["preview", "--out", join(scratch, "wrong"), ...args], { directory, environment });
    removeProject(directory);
    expect(run.stderr).toContain(message);
    expect(run.code).toBe(2);
  });
});

describe("what could not be done has the exit code 3", () => {
  test("a program that throws: there is no record that says more than was seen", async () => {
    const run = await preview("test", "throws", [], { environment: { VISITS: "throw" } });
    expect(run.stderr).toContain("the ward is closed");
    expect(run.code).toBe(3);
    expect(readHistory(run.folder).every(({ complete }) => !complete)).toBe(true);
  });

  test("a folder that cannot be written to", async () => {
    const engine = engines.get("test");
    const run = await phiguard(program, ["preview", "--cwd", project, "--stack", "test", "--offline", "--out", "/dev/null/evidence"], {
      environment: engine?.environment ?? {},
    });
    expect(run.stderr).toMatch(/The evidence of this run could not be written: .*a part of the path is a file/);
    expect(run.code).toBe(3);
  });

  /** Runs a preview whose program waits for ever once its resource is known, and then does something to it. */
  async function previewUntil(name: string, then: (pid: number) => void): Promise<Previewed> {
    const hangs = join(scratch, `${name}.hangs`);
    return await preview("test", name, [], {
      environment: { VISITS: "hang", VISITS_HANGS: hangs },
      started: ({ pid }) => {
        const watch = setInterval(() => {
          if (!existsSync(hangs) || pid === undefined) return;
          clearInterval(watch);
          then(pid);
        }, 50);
      },
    });
  }

  test("an engine that is killed half-way: what was seen is recorded, as incomplete", async () => {
    const run = await previewUntil("killed", (pid) => process.kill(engineOf(pid), "SIGKILL"));
    expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining("by the signal SIGKILL") });
    const recorded = runIn(run.folder);
    expect(recorded).toMatchObject({ complete: false, stack: "test", project: "visits", source: "preview" });
    expect(recorded.resources.map(({ name }) => name)).toEqual(["results"]);
    expect(run.stdout).toContain("The engine stopped before the whole stack was judged");
    expect(verifyLedger(run.folder)?.faults).toEqual([]);
  });

  test("a run that is interrupted", async () => {
    const run = await previewUntil("interrupted", (pid) => process.kill(pid, "SIGINT"));
    expect(run.code).toBe(3);
    expect(readHistory(run.folder).map(({ complete }) => complete)).toEqual([false]);
  });
});

/** The process `pulumi preview` that phiguard has started, by its parent's id. */
function engineOf(pid: number): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (parent === String(pid) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes("preview")) return Number(name);
    } catch {
      // It ended while it was looked at.
    }
  }
  throw new Error(`${pid} has started no engine`);
}
