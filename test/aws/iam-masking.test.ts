import { grantsAdministrator, grantsAllOf } from "../../policies/aws/iam/administrator";
import { publicGrant } from "../../policies/aws/iam/public-grant";
import { bucketResources, deniesInsecureTransport, minimumTlsDenied } from "../../policies/aws/iam/transport-denial";
import { requiresMfa } from "../../policies/aws/iam/trust";
import { type PolicyDocument, parseDocument } from "../../policies/aws/iam-document";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";
import { randomNumbers } from "./random";

const BUCKET = "arn:aws:s3:::records";
const required = { actions: ["s3:*"], resources: bucketResources("records") };

const QUERIES: Readonly<Record<string, (document: PolicyDocument) => Ternary>> = {
  publicGrant: (document) => publicGrant(document).answer,
  deniesInsecureTransport: (document) => deniesInsecureTransport(document, required).answer,
  minimumTlsDenied: (document) => minimumTlsDenied(document, "1.2", required).answer,
  requiresMfa: (document) => requiresMfa(document).answer,
  trustsPeople: (document) => requiresMfa(document).trustsPeople,
  grantsAdministrator: (document) => grantsAdministrator(document).answer,
  grantsAllOf: (document) => grantsAllOf(document, "iam").answer,
};

const PRINCIPALS = [
  undefined,
  { Principal: "*" },
  { Principal: { AWS: "*" } },
  { Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/ci"], Service: "ec2.amazonaws.com" } },
  { Principal: { AWS: ["111122223333", "*"] } },
  { Principal: { Service: ["ec2.amazonaws.com", "*"] } },
  { Principal: { Federated: "graph.facebook.com" } },
  { NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/ci" } },
  { NotPrincipal: { AWS: ["*"] } },
];
const ACTIONS = [
  { Action: "*" },
  { Action: ["s3:Get*", "s3:*"] },
  { Action: ["sts:AssumeRole"] },
  { Action: ["iam:*", "sts:*"] },
  { NotAction: "iam:*" },
  { NotAction: ["s3:DeleteBucket", "sts:TagSession"] },
  { NotAction: ["*"] },
];
const RESOURCES = [
  undefined,
  { Resource: "*" },
  { Resource: [BUCKET, `${BUCKET}/*`] },
  { Resource: `${BUCKET}/*` },
  { Resource: "arn:aws:s3:::other" },
  { NotResource: "arn:aws:s3:::other/*" },
  { NotResource: [BUCKET, "*"] },
];
const CONDITIONS: readonly [operator: string, key: string, value: unknown][] = [
  ["Bool", "aws:SecureTransport", "false"],
  ["BoolIfExists", "aws:SecureTransport", [false]],
  ["Bool", "aws:SecureTransport", true],
  ["NumericLessThan", "s3:TlsVersion", 1.2],
  ["NumericLessThanIfExists", "s3:TlsVersion", ["1.1", "1.3"]],
  ["NumericNotEquals", "s3:TlsVersion", ["1.3"]],
  ["StringEquals", "aws:PrincipalOrgID", ["o-abc", "o-def"]],
  ["StringLike", "aws:PrincipalOrgID", ["o-abc", "o-*"]],
  ["StringEqualsIfExists", "aws:SourceVpce", "vpce-1"],
  ["StringNotEquals", "aws:PrincipalOrgID", ["o-abc"]],
  ["ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", ["o-abc/*"]],
  ["ArnLike", "aws:SourceArn", ["arn:aws:sns:*:111122223333:*", "arn:aws:sns:*:*:x"]],
  ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"]],
  ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24"],
  ["IpAddress", "aws:SourceIp", ["clinic"]],
  ["BoolIfExists", "aws:PrincipalIsAWSService", "false"],
  ["Bool", "aws:MultiFactorAuthPresent", ["true"]],
  ["BoolIfExists", "aws:MultiFactorAuthPresent", "false"],
  ["NumericLessThan", "aws:MultiFactorAuthAge", 3600],
  ["Null", "aws:MultiFactorAuthAge", ["true"]],
  ["Null", "aws:SecureTransport", "false"],
];

type Path = readonly (string | number)[];

const random = randomNumbers(20261122);
const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;

function randomStatement(): object {
  const condition: Record<string, Record<string, unknown>> = {};
  for (let count = random(3); count > 0; count--) {
    const [operator, key, value] = pick(CONDITIONS);
    condition[operator] = { ...condition[operator], [key]: value };
  }
  return {
    Effect: pick(["Allow", "Deny"]),
    ...pick(PRINCIPALS),
    ...pick(ACTIONS),
    ...pick(RESOURCES),
    ...(random(4) > 0 && { Condition: condition }),
  };
}

/** Every place in a value, its own place left out. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesIn(part, place)];
  });
}

/** A copy of a value with UNKNOWN at a place. */
function mask(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || value === UNKNOWN) return UNKNOWN;
  if (Array.isArray(value)) return value.map((part: unknown, index) => (index === key ? mask(part, rest) : part));
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, name === key ? mask(part, rest) : part]));
}

function answersOf(value: unknown): Readonly<Record<string, Ternary>> {
  const parsed = parseDocument(value);
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return Object.fromEntries(Object.entries(QUERIES).map(([name, query]) => [name, query(parsed.document)]));
}

const DOCUMENTS = Array.from({ length: 300 }, () => ({ Statement: Array.from({ length: 1 + random(3) }, randomStatement) }));

function expectNoTurn(document: unknown, full: Readonly<Record<string, Ternary>>, masked: unknown): void {
  const answers = answersOf(masked);
  const turned = Object.keys(QUERIES).filter((name) => answers[name] !== "unknown" && answers[name] !== full[name]);
  if (turned.length > 0) throw new Error(`${turned.join(", ")} turned: ${JSON.stringify({ document, full, answers })}`);
}

test("the random documents get both definite answers from every query", () => {
  const seen = new Set(DOCUMENTS.flatMap((document) => Object.entries(answersOf(document)).map(([name, answer]) => `${name} ${answer}`)));
  for (const name of Object.keys(QUERIES)) expect([...seen]).toEqual(expect.arrayContaining([`${name} yes`, `${name} no`]));
});

test("masking any one part of a document leaves each answer as it was, or unknown", () => {
  for (const document of DOCUMENTS) {
    const full = answersOf(document);
    for (const place of placesIn(document)) expectNoTurn(document, full, mask(document, place));
  }
});

test("masking several parts does so too, and masking more never makes an answer certain again", () => {
  for (const document of DOCUMENTS) {
    let masked: unknown = document;
    let before = answersOf(document);
    const places = placesIn(document);
    for (let step = 0; step < 4; step++) {
      masked = mask(masked, pick(places));
      expectNoTurn(document, before, masked);
      before = answersOf(masked);
    }
  }
});

test("a document of which no statement can be read is unknown in every answer", () => {
  expect(new Set(Object.values(answersOf({ Statement: UNKNOWN })))).toEqual(new Set(["unknown"]));
});
