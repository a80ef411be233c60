import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { actionlint } from "./ci-steps";
import { buildPhiguard, phiguard } from "./run-phiguard";

jest.setTimeout(300_000);

let program: string;
const folders: string[] = [];

beforeAll(() => {
  program = buildPhiguard("init");
});

afterAll(() => {
  for (const path of [...folders, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
});

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "phiguard-init-"));
  folders.push(folder);
  return folder;
}

test.each([
  ["with credentials", []],
  ["without credentials", ["--offline", "--stack", "clinic/production"]],
])("the workflow for GitHub, %s, is one that actionlint takes", async (_, args) => {
  const folder = project();
  const { code, stdout } = await phiguard(program, ["init", "--cwd", folder, "--ci", "github", ...args]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: ".github/workflows/phiguard.yml: written\nphiguard.json: written\nphiguard-exceptions.yaml: written\n",
  });
  execFileSync(actionlint(), ["-no-color", join(folder, ".github/workflows/phiguard.yml")], { stdio: "pipe" });
});

test.each(["github", "gitlab"])("the daily job that verifies the account, on %s, does what it says", async (ci) => {
  const folder = project();
  const { stdout, stderr } = await phiguard(program, ["init", "--cwd", folder, "--ci", ci, "--verify"]);
  const file = ci === "github" ? ".github/workflows/phiguard-verify.yml" : "phiguard-verify.gitlab-ci.yml";
  expect(stdout).toContain(`${file}: written`);
  expect(stderr).toContain("phiguard verify --print-policy");
  if (ci === "github") execFileSync(actionlint(), ["-no-color", join(folder, file)], { stdio: "pipe" });

  // The command itself, run by a shell in which phiguard says what it was given.
  const job = parse(readFileSync(join(folder, file), "utf8"));
  const steps: readonly string[] =
    ci === "github" ? job.jobs.verify.steps.map(({ run }: { run?: string }) => run ?? "") : job["phiguard-verify"].script;
  const [command = ""] = steps.filter((step) => step.includes("phiguard verify"));
  writeFileSync(join(folder, "state-clinic-prod.json"), "{}");
  const given = execFileSync("bash", ["-euc", `npx() { echo "$@"; }\n${command}`], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env.PATH, REGIONS: "us-east-1 us-west-2" },
  });
  expect(given).toContain("phiguard verify --region us-east-1 --region us-west-2 --state state-clinic-prod.json --config phiguard.json");
});

test("the history of the evidence goes on after a day with findings, which end the job with an error", async () => {
  const [github, gitlab] = [project(), project()];
  await phiguard(program, ["init", "--cwd", github, "--ci", "github", "--verify"]);
  await phiguard(program, ["init", "--cwd", gitlab, "--ci", "gitlab", "--verify"]);
  const { jobs } = parse(readFileSync(join(github, ".github/workflows/phiguard-verify.yml"), "utf8"));
  const saved = jobs.verify.steps.find(({ uses = "" }: { uses?: string }) => uses.startsWith("actions/cache/save@"));
  expect(saved.if).toMatch(/^always\(\)/);
  // A cache that is there is never replaced, so each attempt needs a name of its own.
  expect(saved.with.key).toContain("github.run_attempt");
  const { "phiguard-verify": job } = parse(readFileSync(join(gitlab, "phiguard-verify.gitlab-ci.yml"), "utf8"));
  expect(job.cache.when).toBe("always");
});

test("stacks whose names differ in dashes and slashes only have a state each", async () => {
  const folder = project();
  await phiguard(program, ["init", "--cwd", folder, "--ci", "github", "--verify"]);
  const { jobs } = parse(readFileSync(join(folder, ".github/workflows/phiguard-verify.yml"), "utf8"));
  const { run } = jobs.verify.steps.find(({ name }: { name?: string }) => name === "Export the states");
  const exported = execFileSync("bash", ["-euc", `pulumi() { echo "$@"; }\n${run}`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, STACKS: "clinic/app-prod clinic-app/prod" },
  });
  expect(new Set([...exported.matchAll(/--file (\S+)/g)].map(([, file]) => file)).size).toBe(2);
});

test("the configuration and the register that it writes are right", async () => {
  const folder = project();
  await phiguard(program, ["init", "--cwd", folder]);
  expect((await phiguard(program, ["validate-config", join(folder, "phiguard.json")])).code).toBe(0);
  expect((await phiguard(program, ["exceptions", "check", join(folder, "phiguard-exceptions.yaml")])).code).toBe(0);
});

test("a project on GitLab gets a job for GitLab", async () => {
  const folder = project();
  writeFileSync(join(folder, ".gitlab-ci.yml"), "include: { local: phiguard.gitlab-ci.yml }\n");
  await phiguard(program, ["init", "--cwd", folder, "--offline"]);
  const { phiguard: job } = parse(readFileSync(join(folder, "phiguard.gitlab-ci.yml"), "utf8"));
  expect(job.script).toEqual([
    "npm ci",
    "npx phiguard preview --offline --config phiguard.json --exceptions phiguard-exceptions.yaml --format html junit csv",
  ]);
  expect(job.artifacts.when).toBe("always");
});

test("what is there already is left alone, and said so", async () => {
  const folder = project();
  writeFileSync(join(folder, "phiguard.json"), "{}");
  const first = await phiguard(program, ["init", "--cwd", folder]);
  expect(first.stdout).toContain("phiguard.json: left alone");
  expect(readFileSync(join(folder, "phiguard.json"), "utf8")).toBe("{}");
  const second = await phiguard(program, ["init", "--cwd", folder, "--json"]);
  expect(JSON.parse(second.stdout)).toContainEqual({ path: "phiguard-exceptions.yaml", outcome: "as it was" });
});

test.each([
  ["a folder that is not there", ["--cwd", "/nowhere/at/all"], 2, "does not exist"],
  ["a stack's name that a shell would read", ["--stack", "production; rm -rf ."], 2, "is not the name of a stack"],
])("%s is refused", async (_, args, code, says) => {
  const ended = await phiguard(program, ["init", ...args], { directory: project() });
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(says);
});
