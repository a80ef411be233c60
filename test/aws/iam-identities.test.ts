import { grantsAdministrator, grantsAllOf } from "../../policies/aws/iam/administrator";
import { classifyPrincipal, principalClasses, requiresMfa } from "../../policies/aws/iam/trust";
import { type PolicyDocument, parseDocument } from "../../policies/aws/iam-document";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";

function read(...statements: readonly unknown[]): PolicyDocument {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: statements });
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

const ACCOUNT = "111122223333";

describe("requiresMfa", () => {
  const trust = (AWS: unknown, Condition?: unknown) => ({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", Condition });
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const deny = (Condition: unknown, part: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "sts:AssumeRole",
    Condition,
    ...part,
  });
  const present = (operator: string, value: unknown) => ({ [operator]: { "aws:MultiFactorAuthPresent": value } });
  const age = (operator: string, value: unknown) => ({ [operator]: { "aws:MultiFactorAuthAge": value } });

  test.each<[string, readonly object[], Ternary, Ternary]>([
    ["an account without MFA", [trust(root)], "yes", "no"],
    ["an account id without MFA", [trust(ACCOUNT)], "yes", "no"],
    ["a user without MFA", [trust(`arn:aws:iam::${ACCOUNT}:user/ada`)], "yes", "no"],
    ["everyone without MFA", [trust("*")], "yes", "no"],
    ["MFA present", [trust(root, present("Bool", "true"))], "yes", "yes"],
    ["MFA present, a boolean", [trust(root, present("Bool", true))], "yes", "yes"],
    ["MFA present if the key exists", [trust(root, present("BoolIfExists", "true"))], "yes", "no"],
    ["MFA absent", [trust(root, present("Bool", "false"))], "yes", "no"],
    ["MFA present or absent", [trust(root, present("Bool", ["true", "false"]))], "yes", "no"],
    ["MFA as text", [trust(root, present("StringEquals", "true"))], "yes", "no"],
    ["MFA unknown", [trust(root, present("Bool", UNKNOWN))], "yes", "unknown"],
    ["recent MFA", [trust(root, age("NumericLessThan", 3600))], "yes", "yes"],
    ["recent MFA if the key exists", [trust(root, age("NumericLessThanIfExists", "3600"))], "yes", "no"],
    ["some age of MFA", [trust(root, age("Null", "false"))], "yes", "yes"],
    ["no age of MFA", [trust(root, age("Null", "true"))], "yes", "no"],
    ["another condition", [trust(root, { StringEquals: { "aws:RequestedRegion": "eu-central-1" } })], "yes", "no"],
    ["all values of MFA present", [trust(root, { "ForAllValues:Bool": { "aws:MultiFactorAuthPresent": "true" } })], "yes", "no"],
    ["MFA by another key", [trust(root, { Bool: { "aws:SecureTransport": "true" } })], "yes", "no"],
    ["a number that is no age of MFA", [trust(root, { NumericLessThan: { "s3:TlsVersion": 3600 } })], "yes", "no"],
    ["any age of MFA but one", [trust(root, age("NumericNotEquals", 3600))], "yes", "no"],
    ["an age of MFA as text", [trust(root, age("StringEquals", "3600"))], "yes", "no"],
    ["an external id in a pattern", [trust(root, { StringLike: { "sts:ExternalId": "x*" } })], "no", "yes"],
    ["all but an external id", [trust(root, { StringNotEquals: { "sts:ExternalId": "x" } })], "yes", "no"],
    ["all values of an external id", [trust(root, { "ForAllValues:StringEquals": { "sts:ExternalId": "x" } })], "yes", "no"],
    ...["ArnEquals", "StringEquals", "StringLike"].map((operator): [string, object[], Ternary, Ternary] => [
      `a role by ${operator}`,
      [trust(root, { [operator]: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/deploy` } })],
      "no",
      "yes",
    ]),
    ["a role by another key", [trust(root, { ArnLike: { "aws:SourceArn": `arn:aws:iam::${ACCOUNT}:role/deploy` } })], "yes", "no"],
    ["all but a role", [trust(root, { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/deploy` } })], "yes", "no"],
    ["a Deny by all values", [trust(root), deny({ "ForAllValues:Bool": { "aws:MultiFactorAuthPresent": "false" } })], "yes", "yes"],
    ["a Deny by any value", [trust(root), deny({ "ForAnyValue:BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } })], "yes", "no"],
    ["a Deny with MFA", [trust(root), deny(present("BoolIfExists", "true"))], "yes", "no"],
    ["a Deny by another key", [trust(root), deny({ BoolIfExists: { "aws:SecureTransport": "false" } })], "yes", "no"],
    ["a Deny without another key", [trust(root), deny({ Null: { "aws:PrincipalOrgID": "true" } })], "yes", "no"],
    ["a Deny with an age of MFA", [trust(root), deny(age("Null", "false"))], "yes", "no"],
    ["a Deny of more actions", [trust(root), deny(present("BoolIfExists", "false"), { Action: "sts:*" })], "yes", "yes"],
    ["unknown conditions", [trust(root, UNKNOWN)], "unknown", "unknown"],
    ["a third party with an external id", [trust(root, { StringEquals: { "sts:ExternalId": "x" } })], "no", "yes"],
    ["an external id if there is one", [trust(root, { StringEqualsIfExists: { "sts:ExternalId": "x" } })], "yes", "no"],
    ["roles of an account", [trust(root, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/deploy-*` } })], "no", "yes"],
    ["users of an account", [trust(root, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:user/*` } })], "yes", "no"],
    ["some of an account", [trust(root, { ArnLike: { "aws:PrincipalArn": UNKNOWN } })], "unknown", "unknown"],
    ["an unknown principal", [trust(UNKNOWN)], "unknown", "unknown"],
    ["an unknown principal with MFA", [trust(UNKNOWN, present("Bool", "true"))], "unknown", "yes"],
    ["a role", [trust(`arn:aws:iam::${ACCOUNT}:role/deploy`)], "no", "yes"],
    ["one of two without MFA", [trust(root, present("Bool", "true")), trust(`arn:aws:iam::${ACCOUNT}:user/ada`)], "yes", "no"],
    ["a Deny unless MFA", [trust(root), deny(present("BoolIfExists", "false"))], "yes", "yes"],
    ["a Deny that forgets absent keys", [trust(root), deny(present("Bool", "false"))], "yes", "no"],
    ["a Deny without the age of MFA", [trust(root), deny(age("Null", "true"))], "yes", "yes"],
    ["a Deny for some", [trust(root), deny(present("BoolIfExists", "false"), { Principal: { AWS: ACCOUNT } })], "yes", "no"],
    ["a Deny of another action", [trust(root), deny(present("BoolIfExists", "false"), { Action: "sts:TagSession" })], "yes", "no"],
    [
      "a Deny with a further condition",
      [trust(root), deny({ ...present("BoolIfExists", "false"), StringEquals: { "sts:ExternalId": "x" } })],
      "yes",
      "no",
    ],
    ["another action", [{ ...trust(root), Action: "sts:TagSession" }], "no", "yes"],
    ["all STS actions", [{ ...trust(root), Action: "sts:*" }], "yes", "no"],
    ["a service", [{ ...trust(root), Principal: { Service: "ecs-tasks.amazonaws.com" } }], "no", "yes"],
    ["a service and an account", [{ ...trust(root), Principal: { Service: "ecs-tasks.amazonaws.com", AWS: root } }], "yes", "no"],
    [
      "an identity provider",
      [{ ...trust(root), Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/idp` }, Action: "sts:AssumeRoleWithSAML" }],
      "no",
      "yes",
    ],
  ])("%s", (_, statements, trustsPeople, answer) => {
    expect(requiresMfa(read(...statements))).toMatchObject({ trustsPeople, answer });
  });

  test("the statements at fault are named, and an unreadable one leaves it open", () => {
    expect(requiresMfa(read(trust(root, present("Bool", "true")), trust(root))).statements).toEqual([1]);
    expect(requiresMfa(read(UNKNOWN, trust(root)))).toEqual({ answer: "unknown", statements: [1], trustsPeople: "yes" });
    expect(requiresMfa(read(UNKNOWN))).toEqual({ answer: "unknown", statements: [], trustsPeople: "unknown" });
  });

  test.each<[string, string, ReturnType<typeof classifyPrincipal>]>([
    ["AWS", "*", "everyone"],
    ["AWS", ACCOUNT, "account"],
    ["AWS", root, "account"],
    ["AWS", `arn:aws-us-gov:iam::${ACCOUNT}:user/team/ada`, "user"],
    ["AWS", `arn:aws:iam::${ACCOUNT}:role/deploy`, "role"],
    ["AWS", `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`, "role"],
    ["AWS", `arn:aws:sts::${ACCOUNT}:federated-user/ada`, "user"],
    ["AWS", "AROAEXAMPLEID", "role"],
    ["AWS", "AIDAEXAMPLEID", "user"],
    ["AWS", "ada", "unrecognised"],
    ["AWS", `arn:aws:iam::${ACCOUNT}:rootless`, "unrecognised"],
    ["CanonicalUser", "79a59df900b949e5", "account"],
    ["Service", "ec2.amazonaws.com", "service"],
    ["Federated", `arn:aws:iam::${ACCOUNT}:saml-provider/idp`, "saml"],
    ["Federated", `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`, "oidc"],
    ["Federated", "cognito-identity.amazonaws.com", "oidc"],
  ])("principal %s %s is %s", (type, value, expected) => {
    const [statement] = read({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { [type]: value } }).statements;
    expect(statement?.principal?.entries.map(classifyPrincipal)).toEqual([expected]);
  });

  test("the classes of a document, with their statements", () => {
    const service = {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["a.amazonaws.com", "b.amazonaws.com"], AWS: UNKNOWN },
    };
    const classes = principalClasses(read(service, trust(root), deny({}), { ...trust(root), Effect: UNKNOWN }));
    expect([...classes]).toEqual([
      ["service", [0]],
      ["unknown", [0, 3]],
      ["account", [1]],
    ]);
  });
});

describe("grantsAdministrator", () => {
  const allow = (part: object = {}) => ({ Effect: "Allow", Action: "*", Resource: "*", ...part });

  test.each<[string, object, Ternary]>([
    ["everything on everything", allow(), "yes"],
    ["in lists", allow({ Action: ["s3:Get*", "*"], Resource: ["arn:aws:s3:::a", "*"] }), "yes"],
    ["as service and action", allow({ Action: "*:*" }), "yes"],
    ["doubled stars", allow({ Action: "**", Resource: "**" }), "yes"],
    ["a star in disguise", allow({ Action: "?*" }), "yes"],
    ["every ARN", allow({ Resource: "arn:aws:*" }), "yes"],
    ["every ARN, part by part", allow({ Resource: "arn:*:*:*:*:*" }), "yes"],
    ["every bucket", allow({ Resource: "arn:aws:s3:::*" }), "no"],
    ["one service", allow({ Action: "iam:*" }), "no"],
    ["three-letter services", allow({ Action: "???:*" }), "no"],
    ["a Deny", allow({ Effect: "Deny" }), "no"],
    ["after MFA", allow({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }), "yes"],
    ["unknown conditions", allow({ Condition: UNKNOWN }), "yes"],
    ["all but one action", allow({ Action: undefined, NotAction: "s3:DeleteBucket" }), "yes"],
    ["all but some of IAM", allow({ Action: undefined, NotAction: ["iam:CreateUser", "iam:Delete*"] }), "yes"],
    ["all but IAM", allow({ Action: undefined, NotAction: ["iam:*", "organizations:*"] }), "no"],
    ["all but everything", allow({ Action: undefined, NotAction: "*" }), "no"],
    ["all but one action, on a bucket", allow({ Action: undefined, NotAction: "iam:CreateUser", Resource: "arn:aws:s3:::a" }), "no"],
    ["on all but one resource", allow({ Resource: undefined, NotResource: "arn:aws:s3:::a" }), "yes"],
    ["on all but everything", allow({ Resource: undefined, NotResource: "*" }), "no"],
    ["without resource, as in no identity's policy", allow({ Resource: undefined }), "no"],
    ["unknown action", allow({ Action: UNKNOWN }), "unknown"],
    ["unknown action beside everything", allow({ Action: [UNKNOWN, "*"] }), "yes"],
    ["unknown resource", allow({ Resource: [UNKNOWN] }), "unknown"],
    ["unknown resource of a harmless action", allow({ Action: "s3:GetObject", Resource: UNKNOWN }), "no"],
    ["all but an unknown action", allow({ Action: undefined, NotAction: UNKNOWN }), "unknown"],
  ])("%s", (_, statement, answer) => {
    expect(grantsAdministrator(read(statement))).toEqual({ answer, statements: answer === "no" ? [] : [0] });
  });

  test("a Deny beside it is ignored, and the statement is named", () => {
    const deny = { Effect: "Deny", Action: "iam:*", Resource: "*" };
    expect(grantsAdministrator(read(deny, allow({ Action: "s3:*" }), allow()))).toEqual({ answer: "yes", statements: [2] });
  });

  test.each<[string, object, Ternary]>([
    ["the service", allow({ Action: "iam:*" }), "yes"],
    ["the service in another case", allow({ Action: "IAM:*" }), "yes"],
    ["everything", allow(), "yes"],
    ["a part of the service", allow({ Action: "iam:Get*" }), "no"],
    ["another service", allow({ Action: "s3:*" }), "no"],
    ["all but another service", allow({ Action: undefined, NotAction: "s3:*" }), "yes"],
    ["all but a part of the service", allow({ Action: undefined, NotAction: "iam:Delete*" }), "no"],
    ["unknown", allow({ Action: UNKNOWN }), "unknown"],
  ])("grantsAllOf iam: %s", (_, statement, answer) => {
    expect(grantsAllOf(read(statement), "iam").answer).toBe(answer);
  });
});
