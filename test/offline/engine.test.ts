// The offline provider under the real engine: a program previews, is created, stays unchanged, changes, and goes.
import { offlineProviderFolder } from "../../cli/offline/launcher";
import { offlineNotice } from "../../cli/offline/server";
import { createProject, type Engine, openEngine, type Run, removeProject, toolchainTimeout } from "../engine/run-pulumi";

const project = "name: offline\nruntime: nodejs\nmain: index.js\n";

const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const config = new pulumi.Config();

const key = new aws.kms.Key("records", { enableKeyRotation: true });
new aws.kms.Alias("records", { targetKeyId: key.keyId });
const bucket = new aws.s3.Bucket("Records", { tags: { DataClassification: "ephi" } });
new aws.s3.BucketServerSideEncryptionConfiguration("records", {
  bucket: bucket.id,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } }],
});
const policy = aws.iam.getPolicyDocumentOutput({
  statements: [{
    effect: "Deny",
    principals: [{ type: "*", identifiers: ["*"] }],
    actions: ["s3:*"],
    resources: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
  }],
});
new aws.s3.BucketPolicy("records", { bucket: bucket.id, policy: policy.json });
const queue = new aws.sqs.Queue("orders", { kmsMasterKeyId: key.id, visibilityTimeoutSeconds: Number(process.env.QUEUE_TIMEOUT ?? 30) });
const role = new aws.iam.Role("reader", {
  assumeRolePolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] },
});
new aws.iam.RolePolicyAttachment("reader", { role, policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" });
const logs = new aws.cloudwatch.LogGroup("reader", { retentionInDays: 2192, kmsKeyId: key.arn });
const elsewhere = new aws.Provider("elsewhere", { region: "eu-west-1", defaultTags: { tags: { Owner: "clinic" } } });
const topic = new aws.sns.Topic("alarms", {}, { provider: elsewhere });
const database = new aws.rds.Instance("records", {
  engine: "postgres", instanceClass: "db.t4g.micro", storageEncrypted: true, kmsKeyId: key.arn, password: config.requireSecret("password"),
});
const known = aws.kms.Key.get("shared", "1234abcd-12ab-34cd-56ef-1234567890ab");
if (process.env.MISTAKE === "property") {
  // The SDK's own classes drop top-level names that they do not know, and pass nested ones on.
  new pulumi.CustomResource("aws:rds/instance:Instance", "typo", { instanceClass: "db.t4g.micro", passwort: "hunter2" });
}
if (process.env.MISTAKE === "nested property") {
  new aws.s3.BucketVersioning("typo", { bucket: "some-bucket", versioningConfiguration: { state: "Enabled" } });
}
if (process.env.MISTAKE === "type") new pulumi.CustomResource("aws:sqs/queue:Que", "typo", {});
if (process.env.MISTAKE === "lookup") aws.ec2.getVpcOutput({ default: true }).id;

exports.account = aws.getCallerIdentityOutput().accountId;
exports.zones = aws.getAvailabilityZonesOutput().names;
exports.bucketName = bucket.bucket;
exports.bucketArn = bucket.arn;
exports.bucketLocation = bucket.serverSideEncryptionConfiguration;
exports.policy = policy.minifiedJson;
exports.queueName = queue.name;
exports.queueUrl = queue.url;
exports.queueTimeout = queue.visibilityTimeoutSeconds;
exports.trust = role.assumeRolePolicy;
exports.topicArn = topic.arn;
exports.topicTags = topic.tagsAll;
exports.endpoint = pulumi.interpolate\`\${database.endpoint}:\${database.port}\`;
exports.password = database.password;
exports.logsArn = logs.arn;
exports.sharedArn = known.arn;
`;

/** The value shown for a stack output; of an update, which shows its preview first, the last one. */
function shown(run: Run, name: string): string | undefined {
  return [...run.stdout.matchAll(new RegExp(`^\\s*[+~]?\\s*${name}\\s*: (.*)$`, "gm"))].at(-1)?.[1];
}

describe("the offline provider under the real engine", () => {
  let folder: string;
  let engine: Engine;

  beforeAll(async () => {
    folder = createProject({ "Pulumi.yaml": project, "index.js": program });
    engine = await openEngine({
      projectDirectory: folder,
      config: { "aws:region": "us-east-2" },
      secrets: { "offline:password": "hunter2-hunter2" },
      pathFolders: [offlineProviderFolder()],
      environment: { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_PROFILE: "", AWS_REGION: "", AWS_DEFAULT_REGION: "" },
    });
  }, toolchainTimeout);

  afterAll(() => {
    engine.close();
    if (folder) removeProject(folder);
  });

  it("previews: says that it is offline; the known is known and the unknown unknown", async () => {
    const run = await engine.preview();
    expect(run.output).toContain(offlineNotice);
    expect(run.exitCode).toBe(0);
    expect(shown(run, "account")).toBe('"123456789012"');
    expect(run.stdout).toContain('"us-east-2c"');
    expect(shown(run, "bucketName")).toMatch(/^"records-[0-9a-f]{7}"$/);
    expect(shown(run, "queueName")).toMatch(/^"orders-[0-9a-f]{7}"$/);
    expect(shown(run, "queueTimeout")).toBe("30");
    for (const name of ["bucketArn", "queueUrl", "policy", "topicArn", "endpoint", "logsArn"]) {
      expect([name, shown(run, name)]).toEqual([name, "[unknown]"]);
    }
    expect(shown(run, "password")).toBe("[secret]");
    expect(run.output).not.toContain("hunter2");
  }, 120_000);

  it.each([
    ["property", 'aws:rds/instance:Instance has no property "passwort"; did you mean password?'],
    [
      "nested property",
      'versioningConfiguration of aws:s3/bucketVersioning:BucketVersioning has no property "state"; did you mean status?',
    ],
  ])(
    "refuses a %s that does not exist, and shows no value",
    async (mistake, message) => {
      const run = await engine.preview({ environment: { MISTAKE: mistake } });
      expect(run.exitCode).not.toBe(0);
      expect(run.output).toContain(message);
      expect(run.output).not.toContain("hunter2");
    },
    120_000,
  );

  it("refuses a type that does not exist", async () => {
    const run = await engine.preview({ environment: { MISTAKE: "type" } });
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("has no resource type aws:sqs/queue:Que; did you mean aws:sqs/queue:Queue?");
  }, 120_000);

  it("refuses a look-up that only an account can answer", async () => {
    const run = await engine.preview({ environment: { MISTAKE: "lookup" } });
    expect(run.exitCode).not.toBe(0);
    expect(run.output).toContain("aws:ec2/getVpc:getVpc is not available offline");
  }, 120_000);

  it("creates, previews no change, updates, refreshes and destroys", async () => {
    const up = await engine.up();
    expect(up.output).toContain("13 created");
    expect(up.exitCode).toBe(0);
    expect(shown(up, "bucketArn")).toMatch(/^"arn:aws:s3:::records-[0-9a-f]{7}"$/);
    expect(shown(up, "queueUrl")).toMatch(/^"https:\/\/sqs\.us-east-2\.amazonaws\.com\/123456789012\/orders-[0-9a-f]{7}"$/);
    expect(shown(up, "topicArn")).toMatch(/^"arn:aws:sns:eu-west-1:123456789012:alarms-[0-9a-f]{7}"$/);
    expect(shown(up, "endpoint")).toMatch(/:5432"$/);
    expect(shown(up, "sharedArn")).toContain("key/1234abcd-12ab-34cd-56ef-1234567890ab");
    expect(up.stdout).toContain('Owner: "clinic"');
    expect(up.output).not.toContain("hunter2");

    const again = await engine.preview({ args: ["--expect-no-changes"] });
    expect([again.exitCode, again.output]).toEqual([0, expect.not.stringMatching(/to (create|update|delete|replace)/)]);

    const change = await engine.up({ environment: { QUEUE_TIMEOUT: "60" } });
    expect(change.output).toContain("1 updated");
    expect(change.output).not.toContain("replaced");
    expect(shown(change, "queueTimeout")).toContain("60");

    const refresh = await engine.pulumi(["refresh", "--yes", "--stack", engine.stack, "--non-interactive", "--expect-no-changes"]);
    expect([refresh.exitCode, refresh.output]).toEqual([0, expect.stringContaining("unchanged")]);

    const destroy = await engine.pulumi(["destroy", "--yes", "--stack", engine.stack, "--non-interactive"]);
    expect(destroy.output).toContain("deleted");
    expect(destroy.exitCode).toBe(0);
  }, 240_000);
});
