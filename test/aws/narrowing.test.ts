import type { Condition } from "../../policies/aws/iam/document";
import { exemptsOnlyNamed, narrowsAllow } from "../../policies/aws/iam/narrowing";
import type { Ternary } from "../../policies/aws/ternary";

function condition(key: string, operator: string, known: readonly string[], part: Partial<Condition> = {}): Condition {
  return { key, operator, ifExists: false, quantifier: undefined, values: { known, open: false }, ...part };
}

const names = [
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:principalaccount",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "aws:principalorgid",
  "aws:sourceorgid",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
  "accounts.google.com:aud",
  "accounts.google.com:sub",
  "cognito-identity.amazonaws.com:aud",
  "cognito-identity.amazonaws.com:sub",
  "cognito-identity-us-gov.amazonaws.com:aud",
  "cognito-identity-us-gov.amazonaws.com:sub",
  "cognito-identity.cn-north-1.amazonaws.com.cn:aud",
  "cognito-identity.cn-north-1.amazonaws.com.cn:sub",
  "graph.facebook.com:app_id",
  "graph.facebook.com:id",
  "www.amazon.com:app_id",
  "www.amazon.com:user_id",
];

test.each(names)("%s names a caller by a fixed value", (key) => {
  expect(narrowsAllow(condition(key, "stringequals", ["clinic"]))).toBe("yes");
  expect(narrowsAllow(condition(key, "stringlike", ["clinic*"]))).toBe("no");
  expect(narrowsAllow(condition(key, "stringequals", [""]))).toBe("no");
  expect(narrowsAllow(condition(key, "arnlike", ["clinic"]))).toBe("no");
  expect(exemptsOnlyNamed(condition(key, "stringnotequals", ["clinic"]))).toBe("yes");
});

test.each(["aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"])(
  "%s names an organization, whatever the path in it",
  (key) => {
    expect(narrowsAllow(condition(key, "stringlike", ["o-a1b2c3d4e5/r-ab12/*"]))).toBe("yes");
    expect(narrowsAllow(condition(key, "stringlike", ["o-*/r-ab12/ou-1"]))).toBe("no");
    expect(exemptsOnlyNamed(condition(key, "stringnotlike", ["o-a1b2c3d4e5/*"]))).toBe("yes");
  },
);

test("aws:userid names a role, whatever the session", () => {
  expect(narrowsAllow(condition("aws:userid", "stringlike", ["AROAEXAMPLE:*"]))).toBe("yes");
  expect(narrowsAllow(condition("aws:userid", "stringlike", ["*:nurse"]))).toBe("no");
  expect(exemptsOnlyNamed(condition("aws:userid", "stringnotlike", ["AROAEXAMPLE:*"]))).toBe("yes");
});

const arnKeys = ["aws:sourcevpcarn", "aws:sourcearn", "aws:principalarn", "s3:dataaccesspointarn"];

test.each(
  arnKeys.flatMap((key): [string, string, Ternary][] => [
    [key, "arn:aws:iam::111122223333:role/*", "yes"],
    [key, "arn:aws:iam::*:role/app", "no"],
    [key, "arn:aws:s3:::records", "yes"],
    [key, "arn:aws:s3:::records/*", "yes"],
    [key, "arn:aws:s3:*:*:records", "yes"],
    [key, "arn:aws:s3:::rec*", "no"],
    [key, "arn:aws:sns:*:*:records", "no"],
    [key, "arn:aws:*:::records", "no"],
    [key, "aws:arn:iam::111122223333:role/app", "no"],
    [key, "arn:aws:iam", "no"],
    [key, "arn:aws:s3:::", "no"],
  ]),
)("%s %s: %s", (key, value, answer) => {
  for (const operator of ["arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike"])
    expect(narrowsAllow(condition(key, operator, [value]))).toBe(answer);
  for (const operator of ["arnnotequals", "arnnotlike", "stringnotequals", "stringnotequalsignorecase", "stringnotlike"])
    expect(exemptsOnlyNamed(condition(key, operator, [value]))).toBe(answer);
});

test.each<[string, Ternary]>([
  ["203.0.113.0/24", "yes"],
  ["203.0.113.7", "yes"],
  ["0.0.0.0/0", "no"],
  ["clinic", "unknown"],
])("aws:sourceip %s: %s", (range, answer) => {
  expect(narrowsAllow(condition("aws:sourceip", "ipaddress", [range]))).toBe(answer);
  expect(exemptsOnlyNamed(condition("aws:sourceip", "notipaddress", [range]))).toBe(answer);
});

test.each(["aws:principalisawsservice", "elasticfilesystem:accessedviamounttarget"])("the flag %s", (key) => {
  expect(narrowsAllow(condition(key, "bool", ["True"]))).toBe("yes");
  expect(narrowsAllow(condition(key, "bool", ["false"]))).toBe("no");
  expect(exemptsOnlyNamed(condition(key, "bool", ["False"], { ifExists: true }))).toBe("yes");
  expect(exemptsOnlyNamed(condition(key, "bool", ["false"]))).toBe("no");
  expect(exemptsOnlyNamed(condition(key, "bool", ["false", "true"], { ifExists: true }))).toBe("no");
  expect(exemptsOnlyNamed(condition(key, "bool", ["false"], { ifExists: true, values: { known: ["false"], open: true } }))).toBe("unknown");
});

test("what also holds without the key does not narrow, unless every request has it", () => {
  expect(narrowsAllow(condition("aws:sourceaccount", "stringequals", ["1"], { ifExists: true }))).toBe("no");
  expect(narrowsAllow(condition("aws:sourceaccount", "stringequals", ["1"], { quantifier: "ForAllValues" }))).toBe("no");
  expect(narrowsAllow(condition("aws:sourceaccount", "stringequals", ["1"], { quantifier: "ForAnyValue" }))).toBe("yes");
  expect(narrowsAllow(condition("kms:calleraccount", "stringequals", ["1"], { ifExists: true }))).toBe("yes");
  expect(exemptsOnlyNamed(condition("aws:sourceaccount", "stringnotequals", ["1"], { quantifier: "ForAnyValue" }))).toBe("no");
  expect(exemptsOnlyNamed(condition("aws:sourceaccount", "stringnotequals", ["1"], { quantifier: "ForAllValues" }))).toBe("yes");
});

test("further keys are the caller's choice, in any case; other keys do not narrow", () => {
  const port = condition("my:key", "stringequals", ["x"]);
  expect([narrowsAllow(port), narrowsAllow(port, ["My:Key"]), narrowsAllow(port, ["my:other"])]).toEqual(["no", "yes", "no"]);
  expect(narrowsAllow(condition("my:key", "stringequals", ["x"], { values: { known: ["x"], open: true } }), ["my:key"])).toBe("unknown");
});
