// Scope under the real engine: by a component's argument, and by what flows.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { buildPack } from "../e2e/bundle";
import { createProject, type Engine, openEngine, removeProject, toolchainTimeout, violationsOf } from "../engine/run-pulumi";

const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
class Store extends pulumi.ComponentResource {
  constructor(name, args) {
    super("acme:index:Store", name, args);
    new aws.sqs.Queue(name + "-queue", { sqsManagedSseEnabled: false }, { parent: this });
  }
}
new Store("patients", { classification: "ephi" });
new Store("leaflets", { classification: "none" });
const documents = new aws.s3.Bucket("documents", { tags: { DataClassification: "ephi" } });
const arrivals = new aws.sqs.Queue("arrivals", { sqsManagedSseEnabled: false });
new aws.s3.BucketNotification("documents", { bucket: documents.id, queues: [{ queueArn: arrivals.arn, events: ["s3:ObjectCreated:*"] }] });
new aws.sqs.Queue("unrelated", { sqsManagedSseEnabled: false });
`;

let project = "";
let pack = "";
let engine: Engine | undefined;
let unencrypted: ReadonlyMap<string, string>;

beforeAll(async () => {
  project = createProject({ "Pulumi.yaml": "name: clinic\nruntime: nodejs\n", "index.js": program });
  pack = buildPack();
  const configuration = join(project, "policies.json");
  writeFileSync(configuration, JSON.stringify({ phiguard: { unclassified: "out-of-scope" } }));
  engine = await openEngine({ projectDirectory: project, config: { "aws:region": "us-east-1" }, pathFolders: [offlineProviderFolder()] });
  const { events } = await engine.preview({ policyPacks: [pack], policyPackConfigs: [configuration], events: true });
  const found = violationsOf(events).filter(({ policyName }) => policyName === "sqs-encrypted");
  unencrypted = new Map(found.map(({ resourceUrn, message }) => [resourceUrn?.split("::").at(-1) ?? "", message]));
}, toolchainTimeout);

afterAll(() => {
  engine?.close();
  for (const folder of [project, pack]) removeProject(folder);
});

test("where only what is classified counts, a component's argument and what flows bring into scope, and nothing else does", () => {
  expect([...unencrypted.keys()].sort()).toEqual(["arrivals", "patients-queue"]);
});

test("the message says by which way ePHI comes", () => {
  expect(unencrypted.get("arrivals")).toContain("In scope, since ePHI reaches it: documents -> arrivals.");
  expect(unencrypted.get("patients-queue")).not.toContain("In scope, since");
});
