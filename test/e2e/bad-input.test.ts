// Programs that are wrong or hostile, under the real engine: each gets one clear message, and nothing passes in silence.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { offlineProviderFolder } from "../../cli/offline/launcher";
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

jest.setTimeout(120_000);

const programs: Readonly<Record<string, string>> = {
  throws: `
    new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres" });
    setTimeout(() => { throw new Error("the ward is closed"); }, 3000);
  `,
  "documents that are not JSON": `
    const deny = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny"';
    const bucket = new aws.s3.Bucket("documents", {});
    new aws.s3.BucketPolicy("documents", { bucket: bucket.id, policy: "not json" });
    new aws.s3.Bucket("inline", { policy: deny });
    const queue = new aws.sqs.Queue("orders", {});
    new aws.sqs.QueuePolicy("orders", { queueUrl: queue.url, policy: deny });
    const topic = new aws.sns.Topic("alarms", {});
    new aws.sns.TopicPolicy("alarms", { arn: topic.arn, policy: "[]" });
    new aws.kms.Key("records", { policy: "{}}" });
    new aws.iam.Policy("reader", { policy: "yes" });
    new aws.iam.Role("reader", { assumeRolePolicy: "'single quotes'" });
  `,
  "thousands of properties": `
    const tags = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => ["tag" + index, "x".repeat(100)]));
    new aws.rds.Instance("visits", { instanceClass: "db.t4g.micro", engine: "postgres", storageEncrypted: "certainly", tags });
    new aws.iam.Policy("reader", { policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: Array.from({ length: 3000 }, (_, index) => ({ Effect: "Allow", Action: "s3:Get" + index, Resource: "arn:aws:s3:::b" + index }))
        .concat({ Effect: "Allow", Action: "*", Resource: "*" }),
    }) });
  `,
  "names that steer a terminal": `
    const bucket = new aws.s3.Bucket("a'\\"b\\n\\u001b[2J\\u202ec", { bucket: "documents" });
    new aws.s3.BucketVersioning("v\\u001b]0;title\\u0007\\r\\n\\"", { bucket: bucket.id, versioningConfiguration: { status: "Off\\u001b[31m\\nall is well" } });
  `,
  "names that refer to each other": `
    for (const [own, other] of [["first", "second"], ["second", "first"]]) {
      new aws.s3.Bucket(own, { bucket: own, loggings: [{ targetBucket: other }] });
      new aws.s3.BucketLogging(own, { bucket: own, targetBucket: other, targetPrefix: "logs/" });
      new aws.ec2.SecurityGroup(own, { name: own, ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [other] }] });
      new aws.rds.Cluster(own, { clusterIdentifier: own, engine: "aurora-postgresql", replicationSourceIdentifier: other });
    }
  `,
  "a block that is not there": `
    new aws.s3.BucketVersioning("visits", { bucket: "visits", versioningConfiguration: {} });
  `,
};

let project = "";
let pack = "";
let engine: Engine;

beforeAll(async () => {
  const sources = Object.values(programs).map((body, index) => `if (process.env.WHICH === "${index}") {${body}}`);
  project = createProject({
    "Pulumi.yaml": "name: clinic\nruntime: nodejs\n",
    "index.js": `const aws = require("@pulumi/aws");\n${sources.join("\n")}`,
  });
  pack = buildPack();
  engine = await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
}, toolchainTimeout);

afterAll(() => {
  for (const folder of [project, pack]) if (folder) removeProject(folder);
  engine.close();
});

function preview(program: string, options: OperationOptions = {}): Promise<Run> {
  const which = Object.keys(programs).indexOf(program);
  return engine.preview({ policyPacks: [pack], events: true, environment: { WHICH: String(which) }, ...options });
}

function findingsOf(run: Run, rule: string): { readonly name: string; readonly level: string; readonly message: string }[] {
  return violationsOf(run.events)
    .filter(({ policyName }) => policyName === rule)
    .map(({ resourceUrn = "", enforcementLevel, message }) => ({
      name: resourceUrn.split("::").slice(3).join("::"),
      level: enforcementLevel,
      message,
    }));
}

/** What the user is told of errors, without what the SDK says for debugging. */
function errorsOf(run: Run): string {
  return run.events.flatMap(({ diagnosticEvent }) => (diagnosticEvent?.severity === "error" ? diagnosticEvent.message : [])).join("\n");
}

test("a program that throws: its message, and the findings so far", async () => {
  const run = await preview("throws");
  expect(run.exitCode).not.toBe(0);
  expect(errorsOf(run)).toContain("the ward is closed");
  expect(findingsOf(run, "rds-storage-encrypted")).toMatchObject([{ name: "visits", level: "mandatory" }]);
});

test.each([
  ["s3-tls-only", "documents"],
  ["s3-tls-only", "inline"],
  ["s3-policy-no-public-principal", "documents"],
  ["s3-policy-no-public-principal", "inline"],
  ["sqs-tls-only", "orders"],
  ["sns-tls-only", "alarms"],
  ["kms-key-policy-no-wildcard-principal", "records"],
  ["iam-no-admin-access", "reader"],
  ["iam-human-role-requires-mfa", "reader"],
])("a policy document that is not JSON never passes %s of %s", async (rule, name) => {
  documents ??= preview("documents that are not JSON");
  const found = findingsOf(await documents, rule).filter((finding) => finding.name === name);
  expect(found).toHaveLength(1);
  expect(found[0]?.message).not.toContain("could not be checked");
});
let documents: Promise<Run> | undefined;

test("a resource with thousands of properties, and a document of thousands of statements, are judged", async () => {
  const run = await preview("thousands of properties");
  expect(findingsOf(run, "rds-storage-encrypted")).toMatchObject([{ name: "visits", level: "mandatory" }]);
  // Longer than any that AWS takes: it is not read to its end, and that is said.
  expect(findingsOf(run, "iam-no-admin-access")).toMatchObject([{ name: "reader" }]);
});

test("names with quotes, line breaks and terminal escapes cannot forge what a finding says", async () => {
  const run = await preview("names that steer a terminal");
  const [versioning, ...more] = findingsOf(run, "s3-versioning");
  expect(more).toEqual([]);
  expect(versioning?.message.split("\n")[0]).toContain('"Off\\u001b[31m\\u000aall is well"');
  for (const { message } of violationsOf(run.events)) {
    expect(message.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.trim().split("\n")).toHaveLength(3);
  }
});

test("resources that refer to each other in a circle are judged", async () => {
  const run = await preview("names that refer to each other");
  expect(errorsOf(run).replace("preview failed", "").trim()).toBe("");
  expect(
    findingsOf(run, "s3-versioning")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["first", "second"]);
  expect(run.output).not.toContain("could not be checked");
});

test("a block without what it needs is refused by name", async () => {
  const run = await preview("a block that is not there");
  expect(run.exitCode).not.toBe(0);
  expect(errorsOf(run)).toContain("needs versioningConfiguration.status, and it is not set");
});

test("a configuration file that is not JSON stops the preview, in the words of Pulumi", async () => {
  const config = join(project, "policies.json");
  writeFileSync(config, "retentionDays: 7\n");
  const run = await preview("throws", { policyPackConfigs: [config], events: false });
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain("error: invalid character");
});

test("settings in a wrong place or of a wrong shape are named", async () => {
  const config = join(project, "settings.json");
  const told: string[] = [];
  for (const configuration of [{ phiguard: { ephiValues: "ephi", "\u001b[2J": 1 } }, { "rds-backup-retention": { minimumDays: "many" } }]) {
    writeFileSync(config, JSON.stringify(configuration));
    const run = await preview("names that refer to each other", { policyPackConfigs: [config] });
    expect(run.exitCode).not.toBe(0);
    told.push(
      violationsOf(run.events)
        .flatMap(({ message }) => (/is wrong/.test(message) ? message : []))
        .join("\n") + errorsOf(run),
    );
  }
  expect(told[0]).toContain("The setting ephiValues of the policy phiguard is wrong");
  expect(told[0]).toContain("The setting \\u001b[2J of the policy phiguard is wrong");
  expect(told[1]).toContain("minimumDays");
});
