import { stripVTControlCharacters } from "node:util";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

jest.setTimeout(60_000);

const projects: string[] = [];
let engine: Engine;

function pack(program: string, runtime = "nodejs"): string {
  const folder = createProject({
    "PulumiPolicy.yaml": `name: tiny-pack\nruntime: ${runtime}\n`,
    "package.json": JSON.stringify({ name: "tiny-pack", version: "1.2.3" }),
    "index.js": program,
  });
  projects.push(folder);
  return folder;
}

/** A pack that reports, on each component, what it found when it was loaded. */
const tellFacts = `
  const pulumi = require("@pulumi/pulumi");
  const { PolicyPack } = require("@pulumi/policy");
  const facts = JSON.stringify({
    place: new pulumi.Config("tiny").require("place"),
    // The engine would take out the password itself.
    passwordBackwards: [...new pulumi.Config("tiny").require("password")].reverse().join(""),
    organization: pulumi.getOrganization(),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    dryRun: pulumi.runtime.isDryRun(),
    cwd: process.cwd(),
    nodeArguments: process.execArgv,
  });
  const report = (args, violation) => {
    if (args.type !== "tiny:index:Ward") return;
    console.log("the ward is looked at");
    violation("FACTS " + facts);
  };
  new PolicyPack("tiny-pack", { policies: [
    { name: "facts", description: "facts", enforcementLevel: "mandatory", validateResource: report },
    { name: "stack", description: "stack", enforcementLevel: "advisory", validateStack: (args, violation) => violation("resources: " + args.resources.length) },
  ] });
`;

beforeAll(async () => {
  const projectDirectory = createProject({
    "Pulumi.yaml": "name: tiny\nruntime: nodejs\n",
    "package.json": JSON.stringify({ name: "tiny", version: "1.0.0" }),
    "index.js": `const pulumi = require("@pulumi/pulumi"); new pulumi.ComponentResource("tiny:index:Ward", "seven");`,
  });
  projects.push(projectDirectory);
  engine = await openEngine({ projectDirectory, config: { "tiny:place": "ward 7" }, secrets: { "tiny:password": "s3cret" } });
}, toolchainTimeout);

afterAll(() => {
  engine.close();
  for (const folder of projects) removeProject(folder);
});

test("a policy pack knows the stack and its configuration when it is loaded, and its violations reach the engine", async () => {
  const folder = pack(tellFacts, `{ name: nodejs, options: { nodeargs: "--stack-trace-limit=37" } }`);
  const run = await engine.preview({ policyPacks: [folder], events: true });
  expect(run.exitCode).not.toBe(0);
  const violations = violationsOf(run.events);
  expect(
    violations.map(({ policyName, enforcementLevel, policyPackVersion }) => ({ policyName, enforcementLevel, policyPackVersion })),
  ).toEqual([
    { policyName: "facts", enforcementLevel: "mandatory", policyPackVersion: "1.2.3" },
    { policyName: "stack", enforcementLevel: "advisory", policyPackVersion: "1.2.3" },
  ]);
  const facts = violations[0]?.message.split("FACTS ")[1] ?? "{}";
  expect(JSON.parse(facts)).toEqual({
    place: "ward 7",
    passwordBackwards: "terc3s",
    organization: "organization",
    project: "tiny",
    stack: "test",
    dryRun: true,
    cwd: folder,
    nodeArguments: ["--stack-trace-limit=37"],
  });
  expect(violations[1]?.message).toContain("resources: 2");
  expect(run.events.some(({ policyAnalyzeSummaryEvent }) => policyAnalyzeSummaryEvent !== undefined)).toBe(true);
});

test("what a policy pack writes reaches the user", async () => {
  const run = await engine.preview({ policyPacks: [pack(tellFacts)] });
  expect(run.output).toContain("the ward is looked at");
});

test("a policy pack that throws while it is loaded gives its stack trace and fails the preview", async () => {
  const run = await engine.preview({ policyPacks: [pack(`function load() { throw new Error("the rules are lost"); }\nload();`)] });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain("the rules are lost");
  // The SDK colours the trace.
  expect(stripVTControlCharacters(run.output)).toMatch(/at load \(.*index\.js:1:/);
});

test("a policy pack that ends without a word fails the preview and is named", async () => {
  const silent = pack("process.exit(0);");
  const run = await engine.preview({ policyPacks: [silent] });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain(`the policy pack in ${silent} ended before it had created a PolicyPack`);
});

test("a policy pack that crashes while it is asked fails the preview", async () => {
  const crashing = pack(`
    const { PolicyPack } = require("@pulumi/policy");
    new PolicyPack("tiny-pack", { policies: [
      { name: "crash", description: "crash", enforcementLevel: "mandatory", validateResource: () => { process.stderr.write("out of order\\n"); process.exit(70); } },
    ] });
  `);
  const run = await engine.preview({ policyPacks: [crashing] });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain("out of order");
});

test("a policy pack that writes before it is ready is told what is wrong", async () => {
  const chatty = pack(tellFacts.replace("const facts", `console.log("hello there"); const facts`));
  const run = await engine.preview({ policyPacks: [chatty] });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain('wrote to its standard output before it was ready, where the engine expects a port: "hello there"');
});
