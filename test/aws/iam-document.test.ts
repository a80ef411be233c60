import { LONGEST_DOCUMENT, parseDocument } from "../../policies/aws/iam-document";
import { UNKNOWN } from "../../policies/unknown";
import { randomNumbers } from "./random";

function read(value: unknown) {
  const parsed = parseDocument(value);
  if (parsed.state !== "known") throw new Error(`not known: ${JSON.stringify(parsed)}`);
  return parsed.document;
}

const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

test("JSON text and an object give the same document, one statement or many", () => {
  const document = { Version: "2012-10-17", Id: "clinic", Statement: [{ Sid: "one", ...STATEMENT }] };
  expect(read(JSON.stringify(document))).toEqual(read(document));
  expect(read({ Statement: STATEMENT })).toEqual(read(document));
  expect(read(document)).toEqual({
    open: false,
    statements: [
      {
        index: 0,
        effect: "Allow",
        principal: undefined,
        actions: { negated: false, known: ["s3:GetObject"], open: false },
        resources: { negated: false, known: ["*"], open: false },
        conditions: [],
        conditionsOpen: false,
      },
    ],
  });
});

test("every form of principal", () => {
  const principal = (element: object) => read({ Statement: { ...STATEMENT, ...element } }).statements[0]?.principal;
  expect(principal({ Principal: "*" })).toEqual({ negated: false, entries: [{ type: "AWS", value: "*" }], open: [] });
  expect(principal({ Principal: { AWS: "*" } })).toEqual(principal({ Principal: "*" }));
  expect(principal({ Principal: { Service: "ec2.amazonaws.com", AWS: ["111122223333", UNKNOWN] } })).toEqual({
    negated: false,
    entries: [
      { type: "AWS", value: "111122223333" },
      { type: "Service", value: "ec2.amazonaws.com" },
    ],
    open: ["AWS"],
  });
  expect(principal({ NotPrincipal: { CanonicalUser: "79a5", Federated: "accounts.google.com" } })).toMatchObject({ negated: true });
  expect(principal({ Principal: UNKNOWN })?.open).toEqual(["AWS", "Service", "Federated", "CanonicalUser"]);
});

test("condition operators lose prefix, suffix and case, and values become text", () => {
  const condition = {
    "ForAllValues:StringLikeIfExists": { "aws:PrincipalOrgPaths": ["o-1/*"] },
    Bool: { "AWS:SecureTransport": false },
    NumericLessThan: { "s3:TlsVersion": 1.2 },
    Null: UNKNOWN,
    StringEquals: { "aws:SourceVpc": ["vpc-1", UNKNOWN] },
  };
  const [statement] = read({ Statement: { ...STATEMENT, Condition: condition } }).statements;
  const plain = { ifExists: false, quantifier: undefined };
  expect(statement?.conditionsOpen).toBe(true);
  expect(statement?.conditions).toEqual([
    {
      operator: "stringlike",
      key: "aws:principalorgpaths",
      ifExists: true,
      quantifier: "ForAllValues",
      values: { known: ["o-1/*"], open: false },
    },
    { operator: "bool", key: "aws:securetransport", ...plain, values: { known: ["false"], open: false } },
    { operator: "numericlessthan", key: "s3:tlsversion", ...plain, values: { known: ["1.2"], open: false } },
    { operator: "stringequals", key: "aws:sourcevpc", ...plain, values: { known: ["vpc-1"], open: true } },
  ]);
});

test("unknown parts are open ends, and the index of a statement is its place in the list", () => {
  expect(parseDocument(UNKNOWN)).toEqual({ state: "unknown" });
  expect(read({ Statement: UNKNOWN })).toEqual({ statements: [], open: true });
  const document = read({ Statement: [UNKNOWN, { Effect: UNKNOWN, NotAction: UNKNOWN, NotResource: [UNKNOWN, "x"], Condition: UNKNOWN }] });
  expect(document.open).toBe(true);
  expect(document.statements).toMatchObject([
    {
      index: 1,
      effect: UNKNOWN,
      actions: { negated: true, known: [], open: true },
      resources: { negated: true, known: ["x"], open: true },
      conditionsOpen: true,
    },
  ]);
});

const cycle: Record<string, unknown> = {};
cycle.Statement = [cycle];
const throwing = {
  get Statement(): unknown {
    throw new Error("Ada Lovelace");
  },
};

test.each<[string, unknown, RegExp]>([
  ["not JSON", "Ada Lovelace {", /not JSON/],
  ["empty text", "", /not JSON/],
  ["a JSON number", "7", /not an object with a Statement/],
  ["null", null, /not an object with a Statement/],
  ["undefined", undefined, /cannot hold|not an object/],
  ["an array", [STATEMENT], /not an object with a Statement/],
  ["no statement", { Version: "2012-10-17" }, /not an object with a Statement/],
  ["a statement that is text", { Statement: ["Ada Lovelace"] }, /^statement 0 does not follow/],
  ["an element in another case", { Statement: [{ ...STATEMENT, effect: "Allow" }] }, /^statement 0 does not follow/],
  ["an effect in another case", { Statement: [STATEMENT, { ...STATEMENT, Effect: "deny" }] }, /element Effect of statement 1/],
  ["no action", { Statement: [{ Effect: "Allow", Resource: "*" }] }, /^statement 0/],
  ["Action and NotAction", { Statement: [{ ...STATEMENT, NotAction: "*" }] }, /^statement 0/],
  ["Principal and NotPrincipal", { Statement: [{ ...STATEMENT, Principal: "*", NotPrincipal: "*" }] }, /^statement 0/],
  ["a principal that is a bare ARN", { Statement: [{ ...STATEMENT, Principal: "arn:aws:iam::111122223333:root" }] }, /element Principal/],
  [
    "a kind of principal that IAM does not know",
    { Statement: [{ ...STATEMENT, Principal: { "Ada Lovelace": "*" } }] },
    /element Principal/,
  ],
  ["a condition without operator", { Statement: [{ ...STATEMENT, Condition: { "aws:SourceIp": "10.0.0.0/8" } }] }, /element Condition/],
  ["a null value", { Statement: [{ ...STATEMENT, Resource: [null] }] }, /element Resource/],
  ["an element beside Statement", { Statement: [STATEMENT], "Ada Lovelace": 1 }, /element that the IAM policy grammar does not know/],
  [
    "a prototype key",
    `{"Statement":[{"Effect":"Deny","Action":"*","Condition":{"__proto__":{"a":"b"}}}]}`,
    /key that no policy document has/,
  ],
  ["a function", { Statement: () => STATEMENT }, /JSON cannot hold/],
  ["a cycle", cycle, /nested deeper/],
  ["deep nesting", `${"[".repeat(50_000)}${"]".repeat(50_000)}`, /nested deeper/],
  ["a throwing getter", throwing, /cannot be read/],
  ["a long text", " ".repeat(LONGEST_DOCUMENT + 1), /longer than any policy/],
  ["a large object", { Statement: Array.from({ length: LONGEST_DOCUMENT }, () => STATEMENT) }, /longer than any policy/],
])("%s is an invalid document, and the reason repeats no text of it", (_, value, why) => {
  const parsed = parseDocument(value);
  expect(parsed).toEqual({ state: "invalid", why: expect.stringMatching(why) });
  expect(JSON.stringify(parsed)).not.toContain("Lovelace");
});

test("names from Object.prototype are plain keys and pollute nothing", () => {
  const document = read('{"Statement":{"Effect":"Deny","Action":"s3:*","Condition":{"constructor":{"toString":"x"}}}}');
  expect(document.statements[0]?.conditions).toMatchObject([{ operator: "constructor", key: "tostring" }]);
  expect(parseDocument('{"__proto__":{"polluted":1},"Statement":[]}').state).toBe("invalid");
  expect({}).not.toHaveProperty("polluted");
});

test("random mutations of a document's text never throw", () => {
  const random = randomNumbers(3);
  const text = JSON.stringify({
    Statement: [{ ...STATEMENT, Principal: { AWS: "*" }, Condition: { Bool: { "aws:SecureTransport": "false" } } }],
  });
  const pieces = ["{", "}", "[", "]", '"', ",", ":", "null", "1e999", "\\u0000", "*"];
  for (let round = 0; round < 3000; round++) {
    const at = random(text.length);
    const mutated = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + random(4));
    expect(["known", "invalid"]).toContain(parseDocument(mutated).state);
  }
});
