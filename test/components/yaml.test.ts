import { toolchainTimeout, violationsOf } from "../engine/run-pulumi";
import { openYamlPreviews, type YamlPreviews } from "./yaml-preview";

let previews: YamlPreviews;

beforeAll(() => {
  previews = openYamlPreviews();
}, toolchainTimeout);

afterAll(() => previews.close());

test(
  "a YAML program makes components, hands one to the next, and passes the pack",
  async () => {
    const run = await previews.preview(`
  records:
    type: components:EncryptionKey
    properties:
      through: [s3, sqs]
      services: [s3]
  traffic:
    type: components:LogBucket
  documents:
    type: components:DataBucket
    properties:
      key: { arn: "\${records.arn}" }
      logs: { bucket: "\${traffic.bucket}" }
  intake:
    type: components:Queue
    properties:
      key: { arn: "\${records.arn}" }
      senders: [{ service: s3, sourceArn: "\${documents.arn}" }]
`);
    expect({ exitCode: run.exitCode, output: run.exitCode === 0 ? "" : run.output }).toEqual({ exitCode: 0, output: "" });
    expect(violationsOf(run.events).map(({ policyName, resourceUrn, message }) => ({ policyName, resourceUrn, message }))).toEqual([]);
    const types = run.events.flatMap((event) => event.resourcePreEvent?.metadata.type ?? []);
    expect(types).toEqual(expect.arrayContaining(["components:index:DataBucket", "aws:s3/bucket:Bucket", "aws:sqs/queue:Queue"]));
  },
  toolchainTimeout,
);

test(
  "a wrong argument stops the preview with the component, the argument and what is allowed, and nothing of it is registered",
  async () => {
    const run = await previews.preview(`
  traffic:
    type: components:LogBucket
    properties:
      retentionDays: 365
`);
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain('LogBucket \\"traffic\\": the argument retentionDays must be a whole number of days from 2192 to 3653');
    expect(run.events.flatMap((event) => event.resourcePreEvent?.metadata.type ?? [])).not.toContain("aws:s3/bucket:Bucket");
  },
  toolchainTimeout,
);

test(
  "what is locked is not a property",
  async () => {
    const run = await previews.preview(`
  records:
    type: components:EncryptionKey
    properties:
      enableKeyRotation: false
`);
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("enableKeyRotation");
  },
  toolchainTimeout,
);
