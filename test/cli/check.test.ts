// phiguard check: states in all their forms, good and bad, and the same findings as the real engine gives with the pack.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { judgeState } from "../../cli/check/judge-state";
import { readStateFile, type StateFile } from "../../cli/check/state-file";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { readPackConfiguration } from "../../cli/pack-configuration";
import { runSchema } from "../../policies/evidence/run";
import { isUnknown } from "../../policies/unknown";
import { buildPack } from "../e2e/bundle";
import { createProject, openEngine, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";
import { buildPhiguard, phiguard } from "./run-phiguard";

jest.setTimeout(120_000);

let scratch: string;
let program: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "phiguard-check-"));
  program = buildPhiguard("check");
});
afterAll(() => {
  for (const path of [scratch, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
});

const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const urnOf = (type: string, name: string) => `urn:pulumi:production::clinic::${type}::${name}`;
const bucketType = "aws:s3/bucket:Bucket";
const root = { urn: urnOf("pulumi:pulumi:Stack", "clinic-production"), custom: false, type: "pulumi:pulumi:Stack" };

function resource(type: string, name: string, inputs: object, more: object = {}) {
  return { urn: urnOf(type, name), custom: true, id: name, type, inputs, outputs: {}, parent: root.urn, ...more };
}

function exported(resources: readonly object[], version = 3): object {
  return { version, deployment: { manifest: { time: "2026-11-22T20:00:00Z", magic: "", version: "v3.255.0" }, resources } };
}

let files = 0;
function written(content: object | string): string {
  files += 1;
  const file = join(scratch, `state-${files}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 4));
  return file;
}

const read = (content: object | string): Promise<StateFile> => readStateFile(written(content));
const bucket = (inputs: object, more: object = {}) => resource(bucketType, "letters", inputs, more);

async function inputsOf(inputs: object): Promise<Readonly<Record<string, unknown>>> {
  const state = await read(exported([root, bucket(inputs)]));
  return state.resources.find(({ name }) => name === "letters")?.inputs ?? {};
}

describe("a state's forms", () => {
  test.each([1, 2, 3, 4])("version %i is read", async (version) => {
    expect((await read(exported([root, bucket({})], version))).resources.map(({ name }) => name)).toEqual(["clinic-production", "letters"]);
  });

  test("a checkpoint of a file backend is read like an export", async () => {
    const checkpoint = {
      version: 3,
      checkpoint: { stack: "organization/clinic/production", latest: { manifest: {}, resources: [root, bucket({})] } },
    };
    expect((await read(checkpoint)).resources).toHaveLength(2);
  });

  test("a stack without resources is a state", async () => {
    expect((await read({ version: 3, deployment: { manifest: {} } })).resources).toEqual([]);
  });

  test("what waits to be deleted is left out, and so are resources of pending operations", async () => {
    const state = {
      version: 3,
      deployment: {
        resources: [root, bucket({}), resource(bucketType, "old", {}, { delete: true })],
        pending_operations: [{ resource: resource(bucketType, "next", {}), type: "creating" }],
      },
    };
    expect((await read(state)).resources.map(({ name }) => name)).toEqual(["clinic-production", "letters"]);
  });

  test("a name may hold what separates the parts of a URN", async () => {
    expect((await read(exported([resource(bucketType, "a::b", {})]))).resources[0]?.name).toBe("a::b");
  });
});

describe("property values", () => {
  test("secrets in plain text are read, and what they hold is read like the rest", async () => {
    const given = { plain: { [signature]: secret, plaintext: '{"a":[1,"x"]}' } };
    expect(await inputsOf(given)).toEqual({ plain: { a: [1, "x"] } });
  });

  test("secrets that are encrypted are unknown, and counted", async () => {
    const state = await read(exported([root, bucket({ password: { [signature]: secret, ciphertext: "v1:abc" }, open: true })]));
    const inputs = state.resources[1]?.inputs;
    expect([isUnknown(inputs?.password), inputs?.open, state.encrypted]).toEqual([true, true, 1]);
  });

  test("values that were not known when the state was written are unknown", async () => {
    const { id } = await inputsOf({ id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    expect(isUnknown(id)).toBe(true);
  });

  test("references to resources are their ids, or URNs; files are empty; floats and bytes are decoded", async () => {
    const given = {
      custom: { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "i-1" },
      component: { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x" },
      code: { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", path: "." },
      page: { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "hello" },
      half: { [signature]: "8ad145fe-0d11-4827-bfd7-1abcbf086f5c", value: "3fe0000000000000" },
      bytes: { [signature]: "803fd3297a5875dc03ca845dda5d2a98", value: "aGk=" },
      __defaults: ["custom"],
    };
    expect(await inputsOf(given)).toEqual({ custom: "i-1", component: "urn:x", code: {}, page: {}, half: 0.5, bytes: "hi" });
  });

  test("a mark that is not known, or a secret that is no JSON, is unknown and not a value", async () => {
    const { other, torn } = await inputsOf({ other: { [signature]: "ffff", value: 1 }, torn: { [signature]: secret, plaintext: "{" } });
    expect([isUnknown(other), isUnknown(torn)]).toEqual([true, true]);
  });

  test("a key that is a prototype's name changes no prototype", async () => {
    await read(
      `{"version":3,"deployment":{"resources":[{"urn":"${urnOf(bucketType, "x")}","type":"${bucketType}","inputs":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}]}}`,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("what a resource was made by and with", () => {
  const provider = resource("pulumi:providers:aws", "eu", {
    region: "eu-central-1",
    defaultTags: { tags: { DataClassification: "ephi" } },
  });
  const uses = { provider: `${provider.urn}::0c1d` };

  test("its provider is found, also where it comes later in the file", async () => {
    for (const resources of [
      [provider, bucket({}, uses)],
      [bucket({}, uses), provider],
    ]) {
      const letters = (await read(exported(resources))).resources.find(({ name }) => name === "letters");
      expect(letters?.provider).toEqual({ urn: provider.urn, type: "pulumi:providers:aws", inputs: provider.inputs });
    }
  });

  test("dependencies, parent, what is ignored, and the outputs by which others refer to it are kept; other outputs are not", async () => {
    const more = {
      propertyDependencies: { bucket: ["urn:a"] },
      ignoreChanges: ["tags"],
      outputs: { arn: "arn:aws:s3:::letters", policy: "long" },
    };
    const letters = (await read(exported([root, bucket({}, more)]))).resources[1];
    expect(letters).toMatchObject({
      parent: root.urn,
      propertyDependencies: { bucket: ["urn:a"] },
      ignoreChanges: ["tags"],
      outputs: { arn: "arn:aws:s3:::letters" },
    });
    expect(letters?.outputs).not.toHaveProperty("policy");
  });

  test("the line of the program is the first of its own, never one of a package or outside the project", async () => {
    const located = async (more: object) => [...(await read(exported([bucket({}, more)]))).locations.values()];
    expect(await located({ sourcePosition: "project:///stacks/my%20store.ts#12,3" })).toEqual([{ file: "stacks/my store.ts", line: 12 }]);
    const stackTrace = [
      { sourcePosition: "project:///node_modules/@phiguard/components/bucket.js#4,1" },
      {},
      { sourcePosition: "project:///index.ts#7,1" },
    ];
    expect(await located({ sourcePosition: "project:///node_modules/@phiguard/components/bucket.js#4,1", stackTrace })).toEqual([
      { file: "index.ts", line: 7 },
    ]);
    for (const position of ["project:///../../etc/passwd#1", "project:////etc/passwd#1", "file:///etc/passwd#1", "project:///index.ts"]) {
      expect(await located({ sourcePosition: position })).toEqual([]);
    }
  });
});

describe("what is no state gets a clear error and the exit code 2", () => {
  const whole = JSON.stringify(exported([root, bucket({ tags: { a: "b" } })]), null, 4);
  const deep = (levels: number) =>
    `{"version":3,"deployment":{"resources":[{"urn":"${root.urn}","type":"t","inputs":${'{"a":'.repeat(levels)}1${"}".repeat(levels)}}]}}`;
  test.each([
    ["cut", whole.slice(0, whole.length - 200), /is cut, or not JSON \(it breaks off or goes wrong within deployment/],
    ["empty", "", /is cut, or not JSON|is not a state/],
    ["text", "Please log in", /is cut, or not JSON/],
    ["of a newer version", JSON.stringify(exported([], 5)), /is a state of version 5; versions 1 to 4 are known/],
    ["of no version", '{"deployment":{"resources":[]}}', /is not a state: it has no version/],
    ["of another kind", '{"version":3,"resources":[]}', /is not a state/],
    ["a list", "[1,2]", /is not a state/],
    ["nested too deeply", deep(1500), /nested more than 500 levels deep/],
    ["nested absurdly", deep(100_000), /nested more than \d+ levels deep/],
    ["with one URN twice", JSON.stringify(exported([root, bucket({}), bucket({})])), /has the resource \S+letters twice/],
    ["whose resources are a text", '{"version":3,"deployment":{"resources":"none"}}', /its resources are not a list/],
    ["whose resources are no list", '{"version":3,"deployment":{"resources":{"0":{}}}}', /its resources are not a list/],
    ...["5", '"x"', "null", "true", "[]", "[{}]"].map((item): [string, string, RegExp] => [
      `with the resource ${item}`,
      `{"version":3,"deployment":{"resources":[${item}]}}`,
      /it holds a resource that is not an object/,
    ]),
    ["of resources without URNs", '{"version":3,"deployment":{"resources":[{"type":"x"}]}}', /no valid URN/],
  ])("%s", async (_, content, message) => {
    const run = await phiguard(program, ["check", "--state", written(content)]);
    expect(run.stderr).toMatch(message);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("a file that is not there", async () => {
    const run = await phiguard(program, ["check", "--state", join(scratch, "none.json")]);
    expect(run.stderr).toContain("cannot be read: there is no such file or folder (ENOENT)");
    expect(run.code).toBe(2);
  });
});

describe("the command", () => {
  const open = () => exported([root, bucket({ bucket: "letters\u001b[31m" }, { sourcePosition: "project:///index.ts#3,1" })]);

  test("reads standard input, prints all findings as JSON, and says 1 where something blocks", async () => {
    const run = await phiguard(program, ["check", "--state", "-", "--json"], { input: JSON.stringify(open()) });
    expect(run.code).toBe(1);
    const { runs } = JSON.parse(run.stdout);
    expect(runs).toMatchObject([{ file: "-", project: "clinic", stack: "production", outcome: "blocked" }]);
    expect(runs[0].findings).toContainEqual(
      expect.objectContaining({ rule: "s3-versioning", urn: urnOf(bucketType, "letters"), outcome: "fail", blocks: true }),
    );
  });

  test("says 0 where nothing blocks, and takes levels from the configuration; disabled rules say nothing", async () => {
    const config = written({ all: "disabled", "s3-versioning": "advisory" });
    const run = await phiguard(program, ["check", "--state", written(open()), "--json", "--config", config]);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).runs[0]).toMatchObject({
      outcome: "compliant",
      findings: [{ rule: "s3-versioning", outcome: "fail", blocks: false }],
    });
  });

  test("checks several states, and keeps a record of each with the program's lines, and the reports", async () => {
    const out = join(scratch, "evidence");
    const run = await phiguard(program, [
      "check",
      "--state",
      written(open()),
      written(exported([root])),
      "--out",
      out,
      "--format",
      "sarif",
    ]);
    expect(run.code).toBe(1);
    expect(run.stdout.match(/^(blocked|compliant) clinic\/production: /gm)).toEqual([
      "blocked clinic/production: ",
      "compliant clinic/production: ",
    ]);
    const lines = readFileSync(join(out, "history.jsonl"), "utf8").trimEnd().split("\n");
    const [first, second] = lines.map((line): string => JSON.parse(line).file);
    const record = runSchema.parse(JSON.parse(readFileSync(join(out, first ?? ""), "utf8")));
    expect(record).toMatchObject({
      source: "state",
      complete: true,
      resources: [{ name: "letters", location: { file: "index.ts", line: 3 } }],
    });
    // The report of a state that complies must not take the place of one that does not.
    const resultsOf = (file = "") =>
      JSON.parse(readFileSync(join(out, "reports", basename(file, ".json"), "phiguard.sarif"), "utf8")).runs[0].results.length;
    expect(resultsOf(first)).toBeGreaterThan(0);
    expect(resultsOf(second)).toBe(0);
  });

  test.each([[], ["--json"]])("a reader that goes away early changes neither the exit code nor the evidence %s", async (...more) => {
    const out = join(scratch, `closed-${more.length}`);
    const many = exported([root, ...Array.from({ length: 300 }, (_, index) => resource(bucketType, `letters-${index}`, {}))]);
    const file = written(many);
    const child = spawn(process.execPath, [program, "check", "--state", file, ...more, "--out", out, "--format", "sarif"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(1);
    expect(existsSync(join(out, "reports", "phiguard.sarif"))).toBe(true);
  });

  test("prints no escapes that a name holds", async () => {
    const run = await phiguard(program, [
      "check",
      "--state",
      written(exported([root, resource(bucketType, "letters\u001b[2J\u202e", {})])),
    ]);
    expect(run.stdout).toContain(" letters ");
    for (const character of ["\u001b", "\u202e"]) expect(run.stdout).not.toContain(character);
  });
});

test("a state of 60 MB is read in bounded memory", async () => {
  const file = join(scratch, "large.json");
  const filler = "x".repeat(20_000);
  const parts = Array.from({ length: 3000 }, (_, index) =>
    JSON.stringify(resource("aws:sqs/queue:Queue", `q${index}`, { name: `q${index}` }, { outputs: { policy: filler } })),
  );
  writeFileSync(file, `{"version":3,"deployment":{"resources":[${parts.join(",\n")}]}}`);
  parts.length = 0;
  const before = process.memoryUsage().heapUsed;
  const { resources } = await readStateFile(file);
  expect(resources).toHaveLength(3000);
  // What is kept is a small part of the file, whatever its size.
  global.gc?.();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
});

test(
  "the findings are those of pulumi policy analyze with the pack, on a stack that was deployed",
  async () => {
    const pack = buildPack();
    const project = createProject({
      "Pulumi.yaml": "name: clinic\nruntime: nodejs\n",
      "package.json": "{}",
      "index.js": `
        const aws = require("@pulumi/aws");
        const key = new aws.kms.Key("records", { enableKeyRotation: true });
        const letters = new aws.s3.Bucket("letters", { tags: { DataClassification: "ephi" } });
        new aws.s3.BucketVersioning("letters", { bucket: letters.id, versioningConfiguration: { status: "Enabled" } });
        new aws.s3.BucketPublicAccessBlock("letters", { bucket: letters.id, blockPublicAcls: true });
        new aws.s3.Bucket("leaflets", { tags: { DataClassification: "public" } });
        const topic = new aws.sns.Topic("arrivals", { kmsMasterKeyId: key.arn });
        new aws.sqs.Queue("results", { kmsMasterKeyId: key.id });
        new aws.s3.BucketNotification("letters", { bucket: letters.id, topics: [{ topicArn: topic.arn, events: ["s3:ObjectCreated:*"] }] });
        new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres", storageEncrypted: true, kmsKeyId: key.arn, username: "postgres", password: "plain-text-1234", skipFinalSnapshot: true });
        new aws.iam.Role("reader", { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] }) });
        new aws.cloudformation.Stack("old", { templateBody: JSON.stringify({ Resources: { Inner: { Type: "AWS::S3::Bucket" } } }) });
      `,
    });
    const engine = await openEngine({
      projectDirectory: project,
      pathFolders: [offlineProviderFolder()],
      config: { "aws:region": "us-east-1" },
    });
    try {
      const up = await engine.up();
      expect({ exitCode: up.exitCode, output: up.exitCode === 0 ? "" : up.output }).toEqual({ exitCode: 0, output: "" });
      const state = written((await engine.pulumi(["stack", "export", "--show-secrets"])).stdout);
      const analyzed = await engine.pulumi(["policy", "analyze", "--json", "--file", state, "--policy-pack", pack], { events: true });
      const expected = violationsOf(analyzed.events).map(({ policyName, resourceUrn, message, enforcementLevel }) => {
        const outcome = message.startsWith("Undetermined (") ? "undetermined" : "fail";
        return `${policyName} ${resourceUrn} ${outcome} ${enforcementLevel === "mandatory" ? "blocks" : "advises"}`;
      });
      const run = judgeState(await readStateFile(state), {
        configuration: readPackConfiguration({}),
        environment: {},
        startedAt: new Date(),
      });
      const found = run.verdicts
        .filter(({ outcome }) => outcome === "fail" || outcome === "undetermined")
        .map(({ rule, urn, outcome, blocks }) => `${rule} ${urn} ${outcome} ${blocks ? "blocks" : "advises"}`);
      expect(expected.length).toBeGreaterThan(20);
      expect([...new Set(found)].sort()).toEqual([...new Set(expected)].sort());
    } finally {
      engine.close();
      removeProject(project);
      removeProject(pack);
    }
  },
  toolchainTimeout,
);
