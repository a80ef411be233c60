// The GitHub Action and the GitLab template, their steps run as scripts against the real engine. The hosts of CI are not here: what they would fill in is filled in by hand.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout } from "../engine/run-pulumi";
import { evaluated, runScript, type ScriptRun, type Step } from "./ci-steps";
import { buildPhiguard } from "./run-phiguard";

jest.setTimeout(180_000);

const checkout = join(__dirname, "..", "..");
let project: string;
let engine: Engine;
let scratch: string;
let program: string;

beforeAll(async () => {
  offlineProviderFolder();
  program = buildPhiguard("action");
  scratch = mkdtempSync(join(tmpdir(), "phiguard-action-"));
  // Stands where the action's own launcher stands, and runs the sources as they are now.
  writeFileSync(join(scratch, "gh"), `#!/usr/bin/env bash\nprintf '%s\\n' "$@" > "${scratch}/gh-arguments"\n`);
  writeFileSync(join(scratch, "npx"), `#!/usr/bin/env bash\nshift\nexec "${process.execPath}" "${program}" "$@"\n`);
  for (const name of ["gh", "npx"]) chmodSync(join(scratch, name), 0o755);
  project = createProject({
    "Pulumi.yaml": "name: visits\nruntime: nodejs\n",
    "Pulumi.test.yaml": "config:\n  aws:region: us-east-1\n",
    "package.json": "{}",
    "index.js": `
      const aws = require("@pulumi/aws");
      new aws.sqs.Queue("results, part 100%", process.env.VISITS === "none" ? { tags: { DataClassification: "none" } } : {});
    `,
  });
  engine = await openEngine({ projectDirectory: project });
}, toolchainTimeout);

afterAll(() => {
  engine.close();
  removeProject(project);
  for (const path of [scratch, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
});

function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...engine.environment, PATH: `${scratch}${delimiter}${engine.environment.PATH}`, NO_COLOR: "1", ...more };
}

interface Job {
  readonly steps: Readonly<Record<string, ScriptRun>>;
  readonly outputs: Readonly<Record<string, string>>;
  file(name: string): string;
}

const action: { inputs: Record<string, { default: string }>; runs: { steps: Step[] } } = parse(
  readFileSync(join(checkout, "action.yml"), "utf8"),
);

/** Runs the scripts of the action in their order, with the values that GitHub would put in. */
function runAction(inputs: Readonly<Record<string, string>>, more: NodeJS.ProcessEnv = {}): Job {
  const runner = mkdtempSync(join(scratch, "runner-"));
  const path = (name: string) => join(runner, name);
  for (const name of ["output", "summary"]) writeFileSync(path(name), "");
  const values: Record<string, string> = { "github.event.pull_request.number": "7" };
  for (const [name, { default: usual }] of Object.entries(action.inputs)) values[`inputs.${name}`] = inputs[name] ?? usual;
  const outputs: Record<string, string> = {};
  const steps: Record<string, ScriptRun> = {};
  for (const { name = "", run, env = {} } of action.runs.steps) {
    if (run === undefined || name === "Install phiguard") continue;
    const given = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, evaluated(text, values)]));
    const script = run.replaceAll('"$GITHUB_ACTION_PATH/cli/phiguard.js"', `"${program}"`);
    steps[name] = runScript(script, {
      cwd: project,
      environment: environment({
        GITHUB_ACTION_PATH: checkout,
        GITHUB_OUTPUT: path("output"),
        GITHUB_STEP_SUMMARY: path("summary"),
        GITHUB_REPOSITORY: "clinic/visits",
        RUNNER_TEMP: runner,
        ...given,
        ...more,
      }),
    });
    for (const line of readFileSync(path("output"), "utf8").trim().split("\n")) {
      const [key = "", value = ""] = line.split("=", 2);
      outputs[key] = value;
      values[`steps.preview.outputs.${key}`] = value;
    }
  }
  return { steps, outputs, file: (name) => readFileSync(path(name), "utf8") };
}

test("a project with findings: annotations, a summary, a comment, and the exit code at the end", () => {
  const { steps, outputs, file } = runAction({ stack: "test", offline: "true" });
  expect(outputs["exit-code"]).toBe("1");
  expect(steps.Annotate?.stdout).toContain("::error title=sqs-");
  expect(steps.Annotate?.stdout).toContain("results%2C part 100%25::");
  expect(file("summary")).toContain("blocked by 2 findings");
  const comment = readFileSync(join(scratch, "gh-arguments"), "utf8");
  expect(comment.split("\n").slice(0, 3)).toEqual(["pr", "comment", "7"]);
  expect(readFileSync(comment.trim().split("\n").at(-1) ?? "", "utf8")).toBe(file("summary"));
  expect(steps["Say how it went"]?.code).toBe(1);
});

test("evidence that is to be signed, and cannot be, fails its step", () => {
  const unsigned = runAction({ stack: "test", offline: "true" }, { VISITS: "none" });
  expect(unsigned.steps["Sign the evidence"]).toMatchObject({ code: 0, stdout: "" });
  const nobody = {
    AWS_ENDPOINT_URL_KMS: "http://127.0.0.1:1",
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    AWS_MAX_ATTEMPTS: "1",
  };
  const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const { steps } = runAction({ stack: "test", offline: "true", "sign-kms-key": key }, { VISITS: "none", ...nobody });
  expect(steps["Sign the evidence"]?.code).toBe(3);
});

test("a project without findings ends well", () => {
  const { steps, outputs } = runAction({ stack: "test", offline: "true" }, { VISITS: "none" });
  expect(outputs["exit-code"]).toBe("0");
  expect(steps.Annotate?.stdout).not.toContain("::error");
  expect(steps["Say how it went"]?.code).toBe(0);
});

test("what an input holds is an argument, and never a command", () => {
  const { outputs } = runAction({ stack: '"; touch "$RUNNER_TEMP/owned"; echo "', offline: "true" });
  expect(["2", "3"]).toContain(outputs["exit-code"]);
  expect(() => readFileSync(join(outputs.evidence ?? "", "..", "owned"))).toThrow();
});

test("the job for GitLab runs as it is written", () => {
  const template: { ".phiguard": { script: string[]; variables: Record<string, string> } } = parse(
    readFileSync(join(checkout, "ci", "gitlab-ci.yml"), "utf8"),
  );
  const { script, variables } = template[".phiguard"];
  const evidence = join(scratch, "gitlab");
  const run = runScript(script.join("\n"), {
    cwd: project,
    environment: environment({ ...variables, PHIGUARD_STACK: "test", PHIGUARD_OFFLINE: "true", PHIGUARD_EVIDENCE: evidence }),
  });
  expect(run.code).toBe(1);
  expect(readFileSync(join(evidence, "reports", "junit.xml"), "utf8")).toContain("<testsuites");
});
