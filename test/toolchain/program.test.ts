import { rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import {
  createProject,
  type Engine,
  type OperationOptions,
  openEngine,
  type Run,
  removeProject,
  toolchainTimeout,
} from "../engine/run-pulumi";

jest.setTimeout(60_000);

const opened: Engine[] = [];
const projects: string[] = [];

async function open(program: Readonly<Record<string, string>>, settings: { runtime?: string } = {}): Promise<Engine> {
  const projectDirectory = createProject({
    "Pulumi.yaml": `name: tiny\nruntime: ${settings.runtime ?? "nodejs"}\n`,
    "package.json": JSON.stringify({ name: "tiny", version: "1.0.0" }),
    ...program,
  });
  projects.push(projectDirectory);
  const engine = await openEngine({
    projectDirectory,
    stack: "clinic",
    config: { "tiny:place": "ward 7", "aws:region": "us-east-1" },
    secrets: { "tiny:password": "s3cret, 'quoted' = yes" },
  });
  opened.push(engine);
  return engine;
}

/** What the program printed after "FACTS " as JSON. */
function factsOf(run: Run): Record<string, unknown> {
  const printed = run.events
    .flatMap(({ diagnosticEvent }) => diagnosticEvent?.message ?? [])
    .find((message) => message.startsWith("FACTS "));
  if (printed === undefined) throw new Error(`the program printed no facts:\n${run.output}`);
  return JSON.parse(printed.slice("FACTS ".length));
}

afterAll(() => {
  for (const engine of opened) engine.close();
  for (const project of projects) removeProject(project);
});

const tellFacts = `
  const pulumi = require("@pulumi/pulumi");
  const config = new pulumi.Config();
  config.requireSecret("password").apply(async (password) => console.log("FACTS " + JSON.stringify({
    place: config.require("place"),
    region: new pulumi.Config("aws").require("region"),
    // The engine would take out the password itself.
    passwordBackwards: [...password].reverse().join(""),
    secret: await pulumi.isSecret(config.requireSecret("password")),
    secretKeys: JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS),
    organization: pulumi.getOrganization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    dryRun: pulumi.runtime.isDryRun(),
    root: pulumi.getRootDirectory?.() ?? process.env.PULUMI_NODEJS_ROOT_DIRECTORY,
    cwd: process.cwd(),
    parallel: process.env.PULUMI_NODEJS_PARALLEL,
    typescript: process.env.PULUMI_NODEJS_TYPESCRIPT ?? null,
    nodeArguments: process.execArgv,
  })));
`;

describe("a program", () => {
  test(
    "gets configuration, secrets, organization, project, stack, dry-run and folders, in a preview and an update",
    async () => {
      const engine = await open({ "index.js": tellFacts });
      const expected = {
        place: "ward 7",
        region: "us-east-1",
        passwordBackwards: "sey = 'detouq' ,terc3s",
        secret: true,
        secretKeys: ["tiny:password"],
        organization: "organization",
        project: "tiny",
        stack: "clinic",
        root: engine.projectDirectory,
        cwd: engine.projectDirectory,
        parallel: "3",
        typescript: "true",
        nodeArguments: [],
      };
      const options: OperationOptions = { events: true, args: ["--parallel", "3"] };
      const preview = await engine.preview(options);
      expect(preview.exitCode).toBe(0);
      expect(factsOf(preview)).toEqual({ ...expected, dryRun: true });
      const update = await engine.up({ ...options, args: ["--parallel", "3", "--skip-preview"] });
      expect(update.exitCode).toBe(0);
      expect(factsOf(update)).toEqual({ ...expected, dryRun: false });
    },
    toolchainTimeout,
  );

  test("is started with the runtime options of Pulumi.yaml, from the folder that main names", async () => {
    const runtime = `{ name: nodejs, options: { typescript: false, nodeargs: "--stack-trace-limit=37 --title='two words'" } }\nmain: program/`;
    const engine = await open({ "program/index.js": tellFacts, "program/package.json": "{}" }, { runtime });
    const run = await engine.preview({ events: true });
    expect(run.exitCode).toBe(0);
    expect(factsOf(run)).toMatchObject({
      typescript: null,
      nodeArguments: ["--stack-trace-limit=37", "--title=two words"],
      root: engine.projectDirectory,
      cwd: `${engine.projectDirectory}/program`,
    });
  });

  test("that throws gives its message and stack trace, and fails the preview", async () => {
    const engine = await open({ "index.js": `function admit() { throw new Error("no bed is free"); }\nadmit();` });
    const run = await engine.preview();
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("Error: no bed is free");
    // The SDK colours the trace.
    expect(stripVTControlCharacters(run.output)).toMatch(/at admit \(.*index\.js:1:/);
    // The SDK has shown the error already (exit code 32), so nothing is added to it.
    expect(run.output).not.toContain("non-zero exit code");
  });

  test("that crashes gives its stderr and its exit code", async () => {
    const engine = await open({ "index.js": `process.stderr.write("the disk is on fire\\n"); process.exit(71);` });
    const run = await engine.preview();
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("the disk is on fire");
    expect(run.output).toContain("exited with non-zero exit code: 71");
  });

  test("that a signal ends is said to have been ended by it", async () => {
    const engine = await open({ "index.js": `process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);` });
    const run = await engine.preview();
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("ended by signal SIGKILL");
  });

  test("that does not compile gives the compiler's message", async () => {
    const engine = await open({ "index.ts": `export const beds: number = "many";\n` });
    const run = await engine.preview();
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toMatch(/index\.ts.*TS2322/s);
  });

  test("without the SDK is told to install it", async () => {
    const engine = await open({ "index.js": tellFacts });
    rmSync(join(engine.projectDirectory, "node_modules"));
    const run = await engine.preview();
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain(`the Pulumi SDK is not installed for ${engine.projectDirectory}`);
    expect(run.output).toContain('run "npm install" there');
  });
});
