import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { crossGuardPolicies } from "../../policies/crossguard/policies";
import type { Rule } from "../../policies/rule";
import { all, defineAccountRule, defineRule, fail, integer, missing, type Verdict } from "../../policies/rule";
import { ServedPack } from "../examples/analyzer";
import { rootType, rootUrn, unknownString, type WireResource } from "../examples/wire";

const nothing = { good: {}, bad: {}, unknown: {}, notApplicable: {} };
const common = {
  title: "a thing holds",
  threat: "t",
  remedy: "Set it.",
  cites: ["164.312(e)(2)(ii)"],
  severity: "high",
  level: "mandatory",
  equivalents: {},
  examples: nothing,
} as const;

function wire(
  type: string,
  name: string,
  properties: Record<string, unknown> = {},
  dependencies: Record<string, string[]> = {},
): WireResource {
  return {
    urn: `urn:pulumi:test::examples::${type}::${name}`,
    type,
    name,
    properties,
    propertyDependencies: dependencies,
    parent: rootUrn,
    ignoreChanges: [],
  };
}

const root: WireResource = { ...wire(rootType, "root"), urn: rootUrn, parent: undefined };
const bucketType = "aws:s3/bucket:Bucket";
const bucketV2Type = "aws:s3/bucketV2:BucketV2";

const privateAcl = defineRule({
  ...common,
  id: "private-acl",
  applies: "always",
  on: ["s3.Bucket"],
  check: (bucket) =>
    bucket
      .at((p) => p.acl)
      .or("private")
      .equals("private", "the ACL is not private"),
  fix: () => ({ acl: "private" }),
});

const versioned = defineRule({
  ...common,
  id: "versioned",
  applies: "always",
  on: ["s3.Bucket"],
  check: (bucket, stack) =>
    stack
      .attached(bucket, "s3.BucketVersioning", (p) => p.bucket)
      .decide({
        present: (versioning) =>
          versioning
            .at((p) => p.versioningConfiguration.status)
            .shown()
            .equals("Enabled", "versioning is not enabled"),
        absent: () => missing(bucket, "versioning is not enabled", "a BucketVersioning"),
      }),
});

const broken: Rule = defineRule({
  ...common,
  id: "broken",
  applies: "always",
  on: ["s3.Bucket"],
  check: (): Verdict => {
    throw new TypeError("reads the password hunter2 of nothing");
  },
});

test("a violation is one sentence, then the paragraph and the remedy", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]));
  const { diagnostics } = await pack.analyze(wire(bucketType, "documents", { acl: "public-read" }));
  expect(diagnostics).toEqual([
    {
      policy: "private-acl",
      level: "mandatory",
      urn: `urn:pulumi:test::examples::${bucketType}::documents`,
      message: [
        'The ACL is not private (acl is set to another value, wanted "private").',
        "45 CFR 164.312(e)(2)(ii) Encryption in transmission (addressable).",
        "Remedy: Set it.",
      ].join("\n"),
    },
  ]);
});

test("what one resource decides is reported when it is read, and not again with the stack", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]));
  const bucket = wire(bucketType, "documents", { acl: "public-read" });
  expect((await pack.analyze(bucket)).diagnostics).toHaveLength(1);
  expect((await pack.analyzeStack([root, bucket])).diagnostics).toHaveLength(0);
});

test("what only the stack decides is not counted as passed before", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([versioned]));
  const bucket = wire(bucketType, "documents");
  const early = await pack.analyze(bucket);
  expect(early.diagnostics).toEqual([]);
  expect(early.notApplicable).toContain("versioned");
  const { diagnostics } = await pack.analyzeStack([root, bucket]);
  expect(diagnostics).toMatchObject([{ policy: "versioned", level: "mandatory", urn: bucket.urn }]);
});

test("resources are linked by Pulumi's own dependencies while their ids are unknown", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([versioned]));
  const documents = wire(bucketType, "documents");
  const other = wire(bucketType, "other");
  const versioning = wire(
    "aws:s3/bucketVersioning:BucketVersioning",
    "versioning",
    { bucket: unknownString, versioningConfiguration: { status: "Enabled" } },
    { bucket: [documents.urn] },
  );
  const { diagnostics } = await pack.preview([root, documents, other, versioning]);
  expect(diagnostics.map(({ urn }) => urn)).toEqual([other.urn]);
});

test("an input that the program leaves out is absent, although the provider's output is still unknown", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([versioned, privateAcl]));
  const bucket = wire(bucketType, "documents", {});
  await pack.analyze(bucket);
  const { diagnostics } = await pack.analyzeStack([root, bucket], () => ({ acl: unknownString, versioning: unknownString }));
  expect(diagnostics).toMatchObject([{ policy: "versioned", level: "mandatory" }]);
});

test("an unknown is reported once, as advisory, although its policy is mandatory; and as mandatory where the settings say so", async () => {
  const bucket = wire(bucketType, "documents", { acl: unknownString });
  const lenient = await ServedPack.serve(crossGuardPolicies([privateAcl]));
  expect((await lenient.preview([root, bucket])).diagnostics).toMatchObject([
    { policy: "private-acl", level: "advisory", urn: bucket.urn },
  ]);
  const strict = await ServedPack.serve(crossGuardPolicies([privateAcl]), { phiguard: { properties: { undetermined: "mandatory" } } });
  expect((await strict.preview([root, bucket])).diagnostics).toMatchObject([{ policy: "private-acl", level: "mandatory" }]);
});

test("a rule that throws is a mandatory finding on its resource, tells nothing of its input, and stops no other rule", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([broken, privateAcl]));
  const { diagnostics } = await pack.analyze(wire(bucketType, "documents", { acl: "public-read" }));
  expect(diagnostics.map(({ policy, level }) => [policy, level])).toEqual([
    ["broken", "mandatory"],
    ["private-acl", "mandatory"],
  ]);
  expect(diagnostics[0]?.message).toContain("Could not be checked");
  expect(diagnostics[0]?.message).not.toContain("hunter2");
});

test("wrong settings are one mandatory finding a key, even in an advisory pack, and the rules go on with the defaults", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]), {
    phiguard: { level: "advisory", properties: { undetermined: "never", retentionDay: 7, retentionDays: 30 } },
  });
  const { diagnostics } = await pack.preview([root, wire(bucketType, "documents", { acl: unknownString })]);
  const settings = diagnostics.filter(({ policy }) => policy === "phiguard");
  expect(settings.map(({ level, urn }) => [level, urn])).toEqual(Array(3).fill(["mandatory", rootUrn]));
  for (const key of ["undetermined", "retentionDay", "retentionDays"]) {
    expect(settings.some(({ message }) => message.includes(`setting ${key} `))).toBe(true);
  }
  expect(diagnostics.filter(({ policy }) => policy === "private-acl")).toMatchObject([{ level: "advisory" }]);
});

test("a parameter that is loosened is a mandatory finding, and the default holds", async () => {
  const retention = defineRule({
    ...common,
    id: "retention",
    applies: "always",
    on: ["cloudwatch.LogGroup"],
    parameters: { minimumDays: integer({ default: 30, minimum: 30, maximum: 90, description: "Days." }) },
    check: (group, _stack, { parameters }) =>
      group
        .at((p) => p.retentionInDays)
        .shown()
        .atLeast(parameters.minimumDays, "logs are kept too short"),
  });
  const group = wire("aws:cloudwatch/logGroup:LogGroup", "group", { retentionInDays: 14 });
  const pack = await ServedPack.serve(crossGuardPolicies([retention]), { retention: { properties: { minimumDays: 7 } } });
  const { diagnostics } = await pack.preview([root, group]);
  expect(diagnostics.map(({ urn, level }) => [urn, level])).toEqual([
    [rootUrn, "mandatory"],
    [group.urn, "mandatory"],
  ]);
  expect(diagnostics[0]?.message).toContain("minimumDays must lie between 30 and 90");
});

test("parameters reach the judgement of the whole stack", async () => {
  const checked = defineRule({
    ...common,
    id: "checked",
    applies: "always",
    on: ["s3.Bucket"],
    parameters: { minimumDays: integer({ default: 1, minimum: 1, maximum: 90, description: "Days." }) },
    check: (bucket, stack, { parameters }) =>
      stack
        .attached(bucket, "s3.BucketVersioning", (p) => p.bucket)
        .decide({ present: () => fail("present"), absent: () => fail(`wanted ${parameters.minimumDays}`) }),
  });
  const pack = await ServedPack.serve(crossGuardPolicies([checked]), { checked: { properties: { minimumDays: 42 } } });
  const { diagnostics } = await pack.preview([root, wire(bucketType, "documents")]);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.message).toContain("Wanted 42");
});

test("an account rule speaks once, on the stack, and only where the stack owns the baseline", async () => {
  const trail = defineAccountRule({
    ...common,
    id: "trail",
    check: (stack) =>
      stack.some(
        "cloudtrail.Trail",
        () => all(),
        () => fail("no trail is there"),
      ),
  });
  const silent = await ServedPack.serve(crossGuardPolicies([trail]));
  expect((await silent.preview([root])).diagnostics).toEqual([]);
  const owner = await ServedPack.serve(crossGuardPolicies([trail]), { phiguard: { properties: { accountBaseline: true } } });
  expect((await owner.preview([root])).diagnostics).toMatchObject([{ policy: "trail", urn: rootUrn, level: "mandatory" }]);
});

test("a disabled rule is silent in both stages", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl, versioned]), {
    "private-acl": { level: "disabled" },
    versioned: { level: "disabled" },
  });
  expect((await pack.preview([root, wire(bucketType, "documents", { acl: "public-read" })])).diagnostics).toEqual([]);
});

test("rules still judge, slower, where the policy that reads for all is disabled", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl, versioned]), { phiguard: { level: "disabled" } });
  const bucket = wire(bucketType, "documents", { acl: "public-read" });
  const { diagnostics } = await pack.preview([root, bucket]);
  expect(diagnostics.map(({ policy, urn }) => [policy, urn])).toEqual([
    ["private-acl", bucket.urn],
    ["versioned", bucket.urn],
  ]);
});

test("calls that the engine makes at the same time do not mix", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]));
  const types = [bucketType, "aws:sqs/queue:Queue", bucketV2Type, "aws:kms/key:Key"];
  const resources = Array.from({ length: 200 }, (_, index) =>
    wire(types[index % types.length] ?? bucketType, `r${index}`, { acl: "public-read" }),
  );
  const analyses = await Promise.all(resources.map((resource) => pack.analyze(resource)));
  const failed = analyses.flatMap(({ diagnostics }) => diagnostics.map(({ urn }) => urn));
  expect(failed.sort()).toEqual(
    resources
      .filter(({ type }) => type.startsWith("aws:s3/"))
      .map(({ urn }) => urn)
      .sort(),
  );
});

test("properties are read once for a type that no rule speaks of, and once more for each rule that does", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl, versioned, broken]));
  const reads = jest.spyOn(Struct.prototype, "toJavaScript");
  const count = async (run: () => Promise<unknown>): Promise<number> => {
    reads.mockClear();
    await run();
    return reads.mock.calls.length;
  };
  expect(await count(() => pack.analyze(wire("aws:sqs/queue:Queue", "queue")))).toBe(1);
  expect(await count(() => pack.analyze(wire(bucketV2Type, "bucket", { acl: "private" })))).toBe(4);
  const queues = Array.from({ length: 10 }, (_, index) => wire("aws:sqs/queue:Queue", `queue${index}`));
  expect(await count(() => pack.analyzeStack(queues))).toBe(10);
  reads.mockRestore();
});

test("a remediation keeps secrets secret and what it does not name as it is", async () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hunter2" };
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]), { "private-acl": { level: "remediate" } });
  const mended = await pack.remediate(
    wire(bucketType, "documents", { acl: "public-read", policy: secret, bucket: unknownString, tags: { a: "b" } }),
  );
  expect(mended).toEqual({ acl: "private", policy: secret, bucket: unknownString, tags: { a: "b" } });
  expect(await pack.remediate(wire(bucketType, "fine", { acl: "private" }))).toBeUndefined();
});

test("names that hold quotes, line breaks and terminal escapes arrive as text", async () => {
  const open = defineRule({
    ...common,
    id: "open",
    applies: "always",
    on: ["s3.Bucket"],
    check: (bucket, stack) =>
      stack
        .attached(bucket, "s3.BucketVersioning", (p) => p.bucket)
        .decide({
          present: (v) =>
            v
              .at((p) => p.versioningConfiguration.status)
              .shown()
              .equals("Enabled", "off"),
          absent: () => all(),
        }),
  });
  const pack = await ServedPack.serve(crossGuardPolicies([open]));
  const documents = wire(bucketType, "documents");
  const hostile = wire(
    "aws:s3/bucketVersioning:BucketVersioning",
    'a"\n\u001b[2Jb\u202e',
    { bucket: unknownString, versioningConfiguration: { status: "Off\u001b[31m" } },
    { bucket: [documents.urn] },
  );
  const { diagnostics } = await pack.preview([root, documents, hostile]);
  expect(diagnostics).toHaveLength(1);
  const first = diagnostics[0]?.message.split("\n")[0] ?? "";
  expect(first).toBe('Off (versioningConfiguration.status of a"\\u000a\\u001b[2Jb\\u202e is "Off\\u001b[31m", wanted "Enabled").');
});

test("a resource with thousands of properties is judged", async () => {
  const pack = await ServedPack.serve(crossGuardPolicies([privateAcl]));
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`tag${index}`, "x"]));
  const { diagnostics } = await pack.analyze(wire(bucketType, "documents", { acl: "public-read", tags: many, ...many }));
  expect(diagnostics).toHaveLength(1);
});
