import { completeInputs, defaultsKey } from "../../cli/offline/complete-inputs";
import { type Configuration, checkConfiguration, readConfiguration } from "../../cli/offline/configuration";
import { diffInputs } from "../../cli/offline/diff";
import { createdOutputs, previewedOutputs, readOutputs, updatedOutputs } from "../../cli/offline/outputs";
import { isUnknown, type PropertyMap, secret, unknown } from "../../cli/offline/property-values";
import { type ResourceType, resourceTokens, resourceType } from "../../cli/offline/schema";

function typeOf(token: string): ResourceType {
  const type = resourceType(token);
  if (!type) throw new Error(`no type ${token}`);
  return type;
}

const usual = readConfiguration({ region: "eu-west-1" });

function complete(token: string, given: PropertyMap, configuration: Configuration = usual, oldInputs: PropertyMap = {}, name = "main") {
  return completeInputs(typeOf(token), given, { urn: urnOf(token, name), name, configuration, oldInputs });
}

function urnOf(token: string, name = "main"): string {
  return `urn:pulumi:test::project::${token}::${name}`;
}

function create(token: string, given: PropertyMap, configuration: Configuration = usual) {
  const { inputs } = complete(token, given, configuration);
  return createdOutputs(typeOf(token), inputs, { urn: urnOf(token), configuration });
}

describe("a preview", () => {
  it("leaves unknown what AWS decides, mirrors what is given, and leaves out what nobody sets", () => {
    const outputs = previewedOutputs(typeOf("aws:sqs/queue:Queue"), {
      name: "orders",
      delaySeconds: unknown,
      region: "eu-west-1",
      tagsAll: {},
    });
    expect(outputs).toMatchObject({ name: "orders", region: "eu-west-1", tagsAll: {} });
    expect(isUnknown(outputs.arn) && isUnknown(outputs.url) && isUnknown(outputs.policy) && isUnknown(outputs.delaySeconds)).toBe(true);
    expect(outputs).not.toHaveProperty("kmsMasterKeyId");
  });

  it("keeps secrets secret", () => {
    const password = secret("hunter2");
    expect(previewedOutputs(typeOf("aws:rds/instance:Instance"), { instanceClass: "x", password }).password).toEqual(password);
  });

  it("has an unknown for every output of every type that AWS decides", () => {
    for (const token of resourceTokens()) {
      const type = typeOf(token);
      const outputs = previewedOutputs(type, {});
      expect([...type.outputs.keys()].filter((name) => !isUnknown(outputs[name]))).toEqual([]);
    }
  });
});

describe("Check fills in", () => {
  it.each<[string, PropertyMap, string, RegExp]>([
    ["aws:sqs/queue:Queue", {}, "name", /^Main-[0-9a-f]{7}$/],
    ["aws:sqs/queue:Queue", { fifoQueue: true }, "name", /^Main-[0-9a-f]{7}\.fifo$/],
    ["aws:s3/bucket:Bucket", {}, "bucket", /^main-[0-9a-f]{7}$/],
    ["aws:kms/alias:Alias", { targetKeyId: "k" }, "name", /^alias\/Main-[0-9a-f]{7}$/],
    ["aws:rds/instance:Instance", { instanceClass: "x" }, "identifier", /^Main[0-9a-f]{7}$/],
    ["aws:lambda/permission:Permission", {}, "statementId", /^Main-[0-9a-f]{7}$/],
    ["aws:ec2/securityGroup:SecurityGroup", {}, "description", /^Managed by Pulumi$/],
  ])("%s %j: %s", (token, given, property, expected) => {
    const { inputs } = complete(token, given, usual, {}, "Main");
    expect(inputs[property]).toMatch(expected);
    expect(inputs[defaultsKey]).toContain(property);
  });

  it("no name where one, or a prefix, is given", () => {
    expect(complete("aws:sqs/queue:Queue", { name: "own" }).inputs.name).toBe("own");
    expect(complete("aws:sqs/queue:Queue", { namePrefix: "own-" }).inputs).not.toHaveProperty("name");
    expect(complete("aws:sqs/queue:Queue", { name: unknown }).inputs.name).toBe(unknown);
  });

  it("the name that it made up before", () => {
    const oldInputs = { name: "main-abcdef0", [defaultsKey]: ["name"] };
    expect(complete("aws:sqs/queue:Queue", {}, usual, oldInputs).inputs.name).toBe("main-abcdef0");
    expect(complete("aws:sqs/queue:Queue", {}, usual, { name: "explicit", [defaultsKey]: [] }).inputs.name).not.toBe("explicit");
  });

  it("no name that AWS would refuse", () => {
    const { failures } = complete("aws:lb/targetGroup:TargetGroup", {}, usual, {}, "x".repeat(32));
    expect(failures).toEqual([expect.objectContaining({ property: "name", reason: expect.stringContaining("32 characters") })]);
  });

  it("the region and all tags", () => {
    const configuration = readConfiguration({
      region: "us-west-2",
      defaultTags: JSON.stringify({ tags: { Owner: "clinic", Stage: "dev" } }),
      ignoreTags: { keys: ["Noise"] },
    });
    const { inputs } = complete("aws:sqs/queue:Queue", { tags: { Stage: "prod", Noise: "x" } }, configuration);
    expect(inputs).toMatchObject({ region: "us-west-2", tagsAll: { Owner: "clinic", Stage: "prod" }, tags: { Stage: "prod", Noise: "x" } });
    expect(complete("aws:sqs/queue:Queue", { tags: { Stage: unknown } }, configuration).inputs.tagsAll).toBe(unknown);
    expect(complete("aws:s3/bucketPolicy:BucketPolicy", { bucket: "b", policy: "{}" }).inputs).not.toHaveProperty("tagsAll");
  });

  it("policy documents given as objects", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*" }] };
    const { inputs } = complete("aws:s3/bucketPolicy:BucketPolicy", { bucket: "b", policy });
    expect(inputs.policy).toBe('{"Statement":[{"Action":"*","Effect":"Deny"}],"Version":"2012-10-17"}');
    const open = { ...policy, Statement: [{ Effect: "Deny", Resource: unknown }] };
    expect(complete("aws:s3/bucketPolicy:BucketPolicy", { bucket: "b", policy: open }).inputs.policy).toBe(unknown);
  });
});

describe("an update", () => {
  it.each<[string, PropertyMap, string | RegExp, string]>([
    ["aws:s3/bucket:Bucket", { bucket: "records" }, "records", "arn:aws:s3:::records"],
    ["aws:sqs/queue:Queue", { name: "q" }, "https://sqs.eu-west-1.amazonaws.com/123456789012/q", "arn:aws:sqs:eu-west-1:123456789012:q"],
    ["aws:sns/topic:Topic", { name: "t" }, "arn:aws:sns:eu-west-1:123456789012:t", "arn:aws:sns:eu-west-1:123456789012:t"],
    ["aws:dynamodb/table:Table", { name: "t" }, "t", "arn:aws:dynamodb:eu-west-1:123456789012:table/t"],
    ["aws:lambda/function:Function", { name: "f" }, "f", "arn:aws:lambda:eu-west-1:123456789012:function:f"],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/aws/x" }, "/aws/x", "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/x"],
    ["aws:iam/role:Role", { name: "r" }, "r", "arn:aws:iam::123456789012:role/r"],
    ["aws:iam/policy:Policy", { name: "p", path: "/a/" }, "arn:aws:iam::123456789012:policy/a/p", "arn:aws:iam::123456789012:policy/a/p"],
    ["aws:rds/cluster:Cluster", { clusterIdentifier: "c" }, "c", "arn:aws:rds:eu-west-1:123456789012:cluster:c"],
    ["aws:rds/instance:Instance", { identifier: "i" }, /^db-[0-9A-F]{26}$/, "arn:aws:rds:eu-west-1:123456789012:db:i"],
  ])("gives %s the id and ARN that AWS would", (token, given, id, arn) => {
    const created = create(token, given);
    expect(created.id).toEqual(typeof id === "string" ? id : expect.stringMatching(id));
    expect(created.outputs).toMatchObject({ arn, id: created.id });
  });

  it("gives a key one id, for its ARN and keyId too", () => {
    const { id, outputs } = create(
      "aws:kms/key:Key",
      {},
      readConfiguration({ region: "us-gov-west-1", allowedAccountIds: ["111122223333"] }),
    );
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(outputs).toMatchObject({ keyId: id, arn: `arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/${id}` });
  });

  it("is the same each time, leaves no unknown, and no placeholder where a policy would judge", () => {
    for (const token of resourceTokens()) {
      const created = create(token, {});
      expect(create(token, {})).toEqual(created);
      expect(created.id).not.toBe("");
      expect(created.id).not.toContain("{");
      expect(JSON.stringify(created.outputs)).not.toContain(unknown);
    }
    const database = create("aws:rds/instance:Instance", { instanceClass: "db.t4g.micro", engine: "postgres" }).outputs;
    expect(database).toMatchObject({ port: 5432, availabilityZone: "eu-west-1a" });
    expect(database).not.toHaveProperty("kmsKeyId");
    expect(create("aws:sqs/queue:Queue", {}).outputs).not.toHaveProperty("policy");
  });

  it("keeps what AWS decided and follows the inputs", () => {
    const token = "aws:sqs/queue:Queue";
    const before = create(token, { name: "q", kmsMasterKeyId: "alias/mine", delaySeconds: 1 });
    const { inputs } = complete(token, { name: "q", delaySeconds: 2 });
    const after = updatedOutputs(typeOf(token), before.id, before.outputs, inputs, { urn: urnOf(token), configuration: usual }, true);
    expect(after).toMatchObject({ arn: before.outputs.arn, delaySeconds: 2, id: before.id });
    expect(after).not.toHaveProperty("kmsMasterKeyId");
  });

  it("reads what is looked up by its id", () => {
    const token = "aws:kms/key:Key";
    const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    const outputs = readOutputs(typeOf(token), id, {}, { urn: urnOf(token), configuration: usual });
    expect(outputs).toMatchObject({ id, keyId: id, arn: `arn:aws:kms:eu-west-1:123456789012:key/${id}` });
    expect(outputs).not.toHaveProperty("enableKeyRotation");
  });
});

describe("diff", () => {
  const queue = typeOf("aws:sqs/queue:Queue");
  it("finds what changed at any depth, whatever is secret", () => {
    expect(diffInputs(queue, { tags: { a: "1" } }, { tags: secret({ a: "1" }) }).changed).toEqual([]);
    expect(diffInputs(queue, { tags: { a: "1" }, name: "q" }, { tags: { a: "2" }, name: "q" })).toEqual({
      changed: ["tags"],
      replacing: [],
    });
    expect(diffInputs(queue, { name: "q" }, { name: "r", delaySeconds: 1 })).toEqual({
      changed: ["delaySeconds", "name"],
      replacing: ["name"],
    });
    expect(diffInputs(queue, { policy: "{}" }, { policy: unknown }).changed).toEqual(["policy"]);
    expect(diffInputs(queue, { policy: "{}" }, { policy: unknown }, ["policy"]).changed).toEqual([]);
  });

  it("takes what the real provider filled in for unchanged", () => {
    const old = { visibilityTimeoutSeconds: 30, [defaultsKey]: ["visibilityTimeoutSeconds"], tags: { a: "1", [defaultsKey]: [] } };
    expect(diffInputs(queue, old, { tags: { a: "1" }, [defaultsKey]: [] }).changed).toEqual([]);
  });
});

describe("the provider's configuration", () => {
  it("is read from JSON strings and objects alike", () => {
    const tags = { tags: { Owner: "clinic" } };
    for (const defaultTags of [tags, JSON.stringify(tags), secret(JSON.stringify(tags))]) {
      expect(readConfiguration({ region: "us-east-2", defaultTags }).defaultTags).toEqual({ Owner: "clinic" });
    }
    const roles = JSON.stringify([{ roleArn: "arn:aws:iam::444455556666:role/deploy" }]);
    expect(readConfiguration({ assumeRoles: roles })).toMatchObject({
      accountId: "444455556666",
      region: "us-east-1",
      regionAssumed: true,
    });
  });

  it("takes what the real provider takes, and names what it does not", () => {
    const given = { region: "us-east-1", skipRegionValidation: "true", defaultTags: '{"tags":{}}', version: "7.48.0" };
    expect(checkConfiguration(given, {})).toEqual({ inputs: given, failures: [] });
    expect(checkConfiguration({ regoin: "us-east-1" }, {}).failures).toEqual([
      { property: "regoin", reason: 'pulumi:providers:aws has no property "regoin"; did you mean region?' },
    ]);
  });

  it("takes the region from the environment as the real provider does", () => {
    expect(checkConfiguration({}, { AWS_DEFAULT_REGION: "eu-north-1" }).inputs).toEqual({ region: "eu-north-1" });
    expect(checkConfiguration({ region: "us-east-1" }, { AWS_REGION: "eu-north-1" }).inputs).toEqual({ region: "us-east-1" });
  });
});
