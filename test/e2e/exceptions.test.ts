// The exceptions register under the real engine: the variable reaches the pack, what is excepted does not block, what expired does.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { dayOf, daysAfter } from "../../policies/exceptions/dates";
import {
  createProject,
  type Engine,
  type OperationOptions,
  openEngine,
  type Run,
  removeProject,
  toolchainTimeout,
  violationsOf,
} from "../engine/run-pulumi";
import { buildPack } from "./bundle";

jest.setTimeout(180_000);

const program = `
const aws = require("@pulumi/aws");
new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres", storageEncrypted: false });
new aws.sqs.Queue("jobs", { sqsManagedSseEnabled: false });
`;

const visits = "urn:pulumi:test::clinic::aws:rds/instance:Instance::visits";
const rule = "rds-storage-encrypted";
const today = dayOf(new Date());

let project = "";
let pack = "";
let engine: Engine | undefined;

beforeAll(async () => {
  project = createProject({ "Pulumi.yaml": "name: clinic\nruntime: nodejs\n", "index.js": program });
  pack = buildPack();
  engine = await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
}, toolchainTimeout);

afterAll(() => {
  engine?.close();
  for (const folder of [project, pack]) if (folder !== "") removeProject(folder);
});

const exception = {
  id: "visits-encryption",
  rules: [rule],
  resources: [visits],
  kind: "accepted-risk",
  reason: "The vendor's image cannot be encrypted before the migration of May.",
  riskAnalysis: "RA-2026-014, section 3",
  owner: "Dana Ruiz",
  approver: "Lee Okafor",
  approvedOn: daysAfter(today, -10),
  expiresOn: daysAfter(today, 100),
};

let files = 0;
function write(text: string): string {
  const file = join(project, `file-${files++}`);
  writeFileSync(file, text);
  return file;
}

function register(changes: object = {}): string {
  return write(`# for this test\n${stringify({ version: 1, exceptions: [{ ...exception, ...changes }] })}`);
}

/** Everything is advisory but this one rule, so that the exit code speaks of it. */
function options(settings: object, environment: Readonly<Record<string, string>> = {}): OperationOptions {
  const configuration = { all: "advisory", [rule]: "mandatory", phiguard: settings };
  return { policyPacks: [pack], policyPackConfigs: [write(JSON.stringify(configuration))], events: true, environment };
}

async function preview(settings: object, environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  if (!engine) throw new Error("there is no engine");
  return engine.preview(options(settings, environment));
}

/** Level and message of the findings of the rule and of the pack. */
function told(run: Run): string[] {
  return violationsOf(run.events)
    .filter(({ policyName }) => policyName === rule || policyName === "phiguard")
    .map(({ policyName, enforcementLevel, message }) => `${policyName} ${enforcementLevel} ${message.split("\n")[0] ?? ""}`)
    .sort();
}

const excepted = `Excepted (visits-encryption until ${exception.expiresOn}, approved by Lee Okafor): `;

test("without a register the finding blocks", async () => {
  const run = await preview({});
  expect(run.exitCode).not.toBe(0);
  expect(told(run)).toEqual([expect.stringMatching(new RegExp(`^${rule} mandatory `))]);
});

test("the file that the environment names is read by the pack: what it excepts does not block, and stays visible", async () => {
  const run = await preview({}, { PHIGUARD_EXCEPTIONS: register() });
  expect([told(run), run.exitCode]).toEqual([[expect.stringContaining(`${rule} advisory`)], 0]);
  expect(told(run)[0]).toContain(excepted);
});

test("so is the one that the settings name, and the one that they hold", async () => {
  for (const settings of [{ exceptionsFile: register() }, { exceptions: { version: 1, exceptions: [exception] } }]) {
    const run = await preview(settings);
    expect([told(run).map((text) => text.includes(excepted)), run.exitCode]).toEqual([[true], 0]);
  }
});

test("an exception that expired blocks, and so does one that matches nothing", async () => {
  const over = await preview(
    {},
    { PHIGUARD_EXCEPTIONS: register({ approvedOn: daysAfter(today, -100), expiresOn: daysAfter(today, -1) }) },
  );
  expect(over.exitCode).not.toBe(0);
  expect(told(over)).toEqual([
    expect.stringContaining("phiguard mandatory The exceptions register: The exception visits-encryption: expired on"),
    expect.stringContaining(`${rule} mandatory`),
  ]);
  const gone = await preview({}, { PHIGUARD_EXCEPTIONS: register({ resources: [visits, visits].map((urn) => `${urn}-gone`) }) });
  expect(gone.exitCode).not.toBe(0);
  expect(told(gone)).toEqual([expect.stringContaining("matches no resource of this stack"), expect.stringContaining(`${rule} mandatory`)]);
});

test("a register that was asked for and is not there blocks, although all rules are advisory", async () => {
  const run = await preview({}, { PHIGUARD_EXCEPTIONS: join(project, "nowhere.yaml") });
  expect(run.exitCode).not.toBe(0);
  expect(told(run)[0]).toContain(
    "phiguard mandatory The exceptions register: The register that PHIGUARD_EXCEPTIONS names cannot be read (ENOENT)",
  );
});

test("in an update, which runs the pack twice, the excepted resource is created", async () => {
  if (!engine) throw new Error("there is no engine");
  const environment = { PHIGUARD_EXCEPTIONS: register() };
  const run = await engine.up(options({}, environment));
  expect(run.exitCode).toBe(0);
  expect(run.events.flatMap(({ summaryEvent }) => summaryEvent?.resourceChanges ?? [])).toContainEqual(
    expect.objectContaining({ create: 3 }),
  );
});
