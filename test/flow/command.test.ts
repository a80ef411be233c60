import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPhiguard, phiguard } from "../cli/run-phiguard";

jest.setTimeout(60_000);

let scratch: string;
let program: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "phiguard-flow-"));
  program = buildPhiguard("flow");
});
afterAll(() => {
  for (const path of [scratch, program, `${program}.map`]) rmSync(path, { recursive: true, force: true });
});

const urnOf = (type: string, name: string) => `urn:pulumi:production::clinic::${type}::${name}`;
const documents = urnOf("aws:s3/bucket:Bucket", "documents");
const arrivals = urnOf("aws:sqs/queue:Queue", "arrivals");

function stateFile(): string {
  const file = join(scratch, "state.json");
  const made = (urn: string, inputs: object, more: object = {}) => ({
    urn,
    type: urn.split("::")[2],
    custom: true,
    id: "x",
    inputs,
    outputs: inputs,
    ...more,
  });
  const resources = [
    { urn: urnOf("pulumi:pulumi:Stack", "clinic-production"), type: "pulumi:pulumi:Stack", custom: false },
    made(documents, { bucket: "documents", tags: { DataClassification: "ephi" } }),
    made(arrivals, { name: "arrivals" }),
    made(
      urnOf("aws:s3/bucketNotification:BucketNotification", "notification"),
      { bucket: "documents", queues: [{ queueArn: "arn:aws:sqs:us-east-1:111122223333:arrivals", events: ["s3:ObjectCreated:*"] }] },
      { propertyDependencies: { bucket: [documents], queues: [arrivals] } },
    ),
  ];
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { manifest: {}, resources } }));
  return file;
}

test("a state is shown as a tree, as JSON, and as a picture", async () => {
  const state = stateFile();
  const picture = join(scratch, "flow.svg");
  const shown = await phiguard(program, ["flow", "--state", state, "--svg", picture]);
  expect(shown).toMatchObject({ code: 0 });
  expect(shown.stdout).toContain("documents (s3 Bucket), classified as ePHI\n`- notices of objects -> arrivals (sqs Queue)\n");
  expect(readFileSync(picture, "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\n$/);

  const { stdout } = await phiguard(program, ["flow", "--state", state, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    resources: expect.arrayContaining([expect.objectContaining({ urn: arrivals, inScope: "yes", path: [documents, arrivals] })]),
    flows: [
      {
        from: documents,
        to: arrivals,
        via: "aws:s3/bucketNotification:BucketNotification queues[].queueArn",
        carries: "notices of objects",
      },
    ],
  });
});

test.each([
  ["nothing to show", ["flow"], 2, "--state FILE or --run FILE"],
  ["two things to show", ["flow", "--state", "a.json", "--run", "b.json"], 2, "mutually exclusive"],
  ["a record that is not there", ["flow", "--run", "nowhere.json"], 2, "does not exist"],
])("%s", async (_, args, code, said) => {
  const ended = await phiguard(program, args);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toContain(said);
});

test("a picture that cannot be written is an error of the machine", async () => {
  const ended = await phiguard(program, ["flow", "--state", stateFile(), "--svg", join(scratch, "no", "such", "folder.svg")]);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain("cannot be written");
});
