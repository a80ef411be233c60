import { type ParsedTemplate, parseTemplate } from "../../policies/aws/cloudformation/template";
import { UNKNOWN } from "../../policies/unknown";

function resourcesOf(parsed: ParsedTemplate) {
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return parsed.resources;
}

const bucket = (properties: object) => ({
  Resources: { Other: { Type: "AWS::S3::Bucket" }, It: { Type: "AWS::S3::Bucket", Properties: properties } },
});

/** What becomes of one property of a resource in a template. */
function propertyOf(value: unknown, parameters?: unknown, declared?: unknown) {
  const template = { ...bucket({ BucketName: value }), ...(declared === undefined ? {} : { Parameters: declared }) };
  const it = resourcesOf(parseTemplate(JSON.stringify(template), parameters)).find(({ logicalId }) => logicalId === "It");
  return { value: it?.properties.BucketName, named: it?.dependencies.BucketName };
}

test.each([
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "GetAZs",
  "GetAtt",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
])("what Fn::%s computes is unknown, in its short forms too", (name) => {
  const yaml = (text: string) => `Resources:\n  It:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: ${text}\n`;
  for (const text of [`!${name} a`, `!${name} [a, b]`, `!${name} {a: b}`, `{"Fn::${name}": a}`]) {
    expect(resourcesOf(parseTemplate(yaml(text), undefined))[0]?.properties).toEqual({ BucketName: UNKNOWN });
  }
});

/** A placeholder of Fn::Sub. */
const of = (name: string) => ["$", `{${name}}`].join("");

test("what a function names is kept", () => {
  expect(propertyOf({ "Fn::GetAtt": ["Other", "Arn"] })).toEqual({ value: UNKNOWN, named: ["Other"] });
  expect(propertyOf({ "Fn::GetAtt": "Other.Arn" })).toEqual({ value: UNKNOWN, named: ["Other"] });
  expect(propertyOf({ "Fn::Sub": `a-${of("Other")}-${of("Other.Arn")}-${of("AWS::Region")}` }).named).toEqual(["Other"]);
  expect(propertyOf({ "Fn::Sub": `a-${of("Othe")}-$Other` }).named).toBeUndefined();
  expect(propertyOf({ "Fn::Join": ["-", [{ Ref: "Other" }, 1, null]] })).toEqual({ value: UNKNOWN, named: ["Other"] });
});

test("references", () => {
  const declared = { Name: { Type: "String", Default: "records" }, Count: { Type: "Number", Default: 1 } };
  expect(propertyOf({ Ref: "Other" })).toEqual({ value: UNKNOWN, named: ["Other"] });
  expect(propertyOf({ Ref: "AWS::NoValue" }).value).toBeUndefined();
  expect(propertyOf({ Ref: "Name" }, undefined, declared).value).toBe("records");
  expect(propertyOf({ Ref: "Name" }, { Name: "mine" }, declared).value).toBe("mine");
  expect(propertyOf({ Ref: "Name" }, { toString: "x" }, declared).value).toBe("records");
  expect(propertyOf({ Ref: "Name" }, UNKNOWN, declared).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: "Count" }, undefined, declared).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: "toString" }, {}, { toString: { Type: "Number" } }).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: ["Name"] }, undefined, declared).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: "Nothing" }).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: "Name" }, undefined, { Name: "wrong" }).value).toBe(UNKNOWN);
  expect(propertyOf({ Ref: "Name" }, "wrong", declared).value).toBe("records");
});

test("plain values stay, and so do blocks that only look like functions", () => {
  expect(propertyOf({ Ref: "Other", Name: "x" }).value).toEqual({ Ref: "Other", Name: "x" });
  expect(propertyOf({ "Fn::Sub": "a", Name: "x" }).value).toEqual({ "Fn::Sub": "a", Name: "x" });
  expect(propertyOf([{ a: { Ref: "Other" } }, 1, null])).toEqual({ value: [{ a: UNKNOWN }, 1, null], named: ["Other"] });
  expect(propertyOf({})).toEqual({ value: {}, named: undefined });
});

test("resources without a type, and properties that are no block, are left out", () => {
  const template = {
    Resources: { A: { Type: 1 }, B: "x", C: { Type: "AWS::SQS::Queue", Properties: [] }, D: { Type: "AWS::SQS::Queue" } },
  };
  expect(resourcesOf(parseTemplate(JSON.stringify(template), undefined))).toEqual([
    { logicalId: "C", type: "AWS::SQS::Queue", properties: {}, dependencies: {} },
    { logicalId: "D", type: "AWS::SQS::Queue", properties: {}, dependencies: {} },
  ]);
});

test.each<[string, unknown, ParsedTemplate["state"]]>([
  ["not known yet", UNKNOWN, "unknown"],
  ["a number", 1, "invalid"],
  ["not YAML", "a: [", "invalid"],
  ["a text", "hello", "invalid"],
  ["no resources", "{}", "invalid"],
  ["resources in a list", '{"Resources": []}', "invalid"],
  ["no resource", '{"Resources": {}}', "known"],
  ["as long as may be", `{"Resources": {}}${" ".repeat(1_100_000 - 17)}`, "known"],
  ["too long", `{"Resources": {}}${" ".repeat(1_100_000 - 16)}`, "invalid"],
])("a template that is %s", (_, body, state) => {
  expect(parseTemplate(body, undefined).state).toBe(state);
});
