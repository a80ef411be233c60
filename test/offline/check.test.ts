import { checkInputs, unknownTypeReason } from "../../cli/offline/check";
import { type PropertyMap, secret, unknown } from "../../cli/offline/property-values";
import { awsVersion, type ResourceType, resourceTokens, resourceType } from "../../cli/offline/schema";
import { generateAwsInputs, readAwsDeclarations } from "../../scripts/generate-aws-inputs";

function typeOf(token: string): ResourceType {
  const type = resourceType(token);
  if (!type) throw new Error(`no type ${token}`);
  return type;
}

const check = (token: string, inputs: PropertyMap) => checkInputs(typeOf(token), inputs);

describe("the table of @pulumi/aws", () => {
  it("is what the generator makes of the installed declarations", () => {
    expect(generateAwsInputs({ check: true })).toBe(false);
    expect(readAwsDeclarations().version).toBe(awsVersion);
  });

  it("holds the legacy tokens beside the current ones", () => {
    const tokens = new Set(resourceTokens());
    expect(tokens.size).toBe(1738);
    for (const token of ["aws:s3/bucketV2:BucketV2", "aws:alb/listener:Listener", "aws:s3/bucketVersioningV2:BucketVersioningV2"]) {
      expect(tokens).toContain(token);
    }
  });

  it("tells apart required, service-assigned and plain optional inputs, and pure outputs", () => {
    const queue = typeOf("aws:sqs/queue:Queue");
    expect(queue.inputs.get("kmsMasterKeyId")).toEqual({
      name: "kmsMasterKeyId",
      required: false,
      computed: false,
      output: true,
      kind: "s",
    });
    expect(queue.inputs.get("policy")).toMatchObject({ computed: true });
    expect([...queue.outputs.keys()]).toEqual(["arn", "tagsAll", "url"]);
    expect(typeOf("aws:s3/bucketPolicy:BucketPolicy").inputs.get("bucket")).toMatchObject({ required: true, computed: false });
    expect(typeOf("aws:iam/role:Role").inputs.get("assumeRolePolicy")).toMatchObject({ required: true, kind: "j" });
  });
});

describe("check", () => {
  it("takes inputs that the type has", () => {
    expect(check("aws:sqs/queue:Queue", { name: "orders", tags: { anything: "goes" }, visibilityTimeoutSeconds: 30 })).toEqual([]);
  });

  it("names the unknown property, the type, and the nearest name", () => {
    expect(check("aws:sqs/queue:Queue", { kmsMasterKeyID: "x", fooBarBaz: 1 })).toEqual([
      { property: "kmsMasterKeyID", reason: 'aws:sqs/queue:Queue has no property "kmsMasterKeyID"; did you mean kmsMasterKeyId?' },
      { property: "fooBarBaz", reason: 'aws:sqs/queue:Queue has no property "fooBarBaz"' },
    ]);
    expect(check("aws:rds/instance:Instance", { instanceClass: "x", storage_encrypted: true })[0]?.reason).toContain(
      "did you mean storageEncrypted?",
    );
  });

  it("refuses an output given as an input", () => {
    expect(check("aws:sqs/queue:Queue", { arn: "arn:aws:sqs:us-east-1:123456789012:x" })).toHaveLength(1);
  });

  it("names what is required and missing, null included", () => {
    expect(check("aws:s3/bucketPolicy:BucketPolicy", { bucket: null, policy: "{}" })).toEqual([
      { property: "bucket", reason: "aws:s3/bucketPolicy:BucketPolicy needs bucket, and it is not set" },
    ]);
  });

  it("looks into nested objects and lists, through secrets", () => {
    const token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKey: "x" }, bucketKeyEnabled: true };
    expect(check(token, { bucket: "b", rules: [secret(rule)] })).toEqual([
      {
        property: "rules[0].applyServerSideEncryptionByDefault.kmsMasterKey",
        reason: `rules[0].applyServerSideEncryptionByDefault of ${token} has no property "kmsMasterKey"; did you mean kmsMasterKeyId?`,
      },
    ]);
    expect(check(token, { bucket: "b", rules: [{ applyServerSideEncryptionByDefault: {} }] })).toEqual([
      {
        property: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
        reason: `${token} needs rules[0].applyServerSideEncryptionByDefault.sseAlgorithm, and it is not set`,
      },
    ]);
  });

  it("takes an unknown for right, at every depth", () => {
    const token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect(check(token, { bucket: unknown, rules: unknown })).toEqual([]);
    expect(check(token, { bucket: "b", rules: [unknown, { applyServerSideEncryptionByDefault: unknown }] })).toEqual([]);
  });

  it("does not look into policy documents, tags or assets", () => {
    expect(check("aws:iam/role:Role", { assumeRolePolicy: { Version: "2012-10-17", Statement: [{ Anything: 1 }] } })).toEqual([]);
    const archive = { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", path: "./code" };
    expect(check("aws:lambda/function:Function", { role: "r", code: archive })).toEqual([]);
  });

  it("never repeats a value", () => {
    const reasons = check("aws:rds/instance:Instance", { passwort: secret("hunter2"), instanceClass: "db.t4g.micro" }).map(
      (each) => each.reason,
    );
    expect(reasons).toHaveLength(1);
    expect(JSON.stringify(reasons)).not.toContain("hunter2");
  });

  it("names a near type for one that does not exist", () => {
    expect(unknownTypeReason("aws:sqs/queue:Que", awsVersion)).toBe(
      `@pulumi/aws ${awsVersion} has no resource type aws:sqs/queue:Que; did you mean aws:sqs/queue:Queue?`,
    );
  });
});
