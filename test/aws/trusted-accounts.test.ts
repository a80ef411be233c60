import { letsInTrustedOnly } from "../../policies/aws/iam/trusted-accounts";
import { parseDocument } from "../../policies/aws/iam-document";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";

const accounts = ["111122223333"];
const organizations = ["o-a1b2c3d4e5"];

function answer(part: object, trusted = { accounts, organizations }): Ternary {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...part }] });
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return letsInTrustedOnly(parsed.document, trusted);
}

test.each<[unknown, Ternary]>([
  [{ AWS: "111122223333" }, "yes"],
  [{ AWS: "444455556666" }, "no"],
  [{ AWS: "arn:aws:iam::111122223333:role/app" }, "yes"],
  [{ AWS: "arn:aws:sts::111122223333:assumed-role/app/nurse" }, "yes"],
  [{ AWS: "arn:aws:iam::444455556666:role/app" }, "no"],
  [{ AWS: ["111122223333", "444455556666"] }, "no"],
  [{ AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" }, "yes"],
  [{ AWS: "1111222233334" }, "unknown"],
  [{ AWS: "AROAEXAMPLE" }, "unknown"],
  [{ AWS: "my-arn:aws:iam::111122223333:role/app" }, "unknown"],
  [{ CanonicalUser: "79a59df900b949e55d96a1e698fbaced" }, "unknown"],
  [{ Service: "cloudtrail.amazonaws.com" }, "yes"],
  ["*", "yes"],
  [{ AWS: UNKNOWN }, "unknown"],
  [{ CanonicalUser: UNKNOWN }, "unknown"],
  [{ Service: UNKNOWN }, "yes"],
])("the principal %p is trusted: %s", (Principal, expected) => {
  expect(answer({ Principal })).toBe(expected);
});

test("all but one, a Deny, and lists that say nothing", () => {
  expect(answer({ NotPrincipal: { AWS: "111122223333" } })).toBe("no");
  expect(answer({ Effect: "Deny", Principal: { AWS: "444455556666" } })).toBe("yes");
  expect(answer({ Principal: { AWS: "444455556666" } }, { accounts: [], organizations })).toBe("yes");
  expect(answer({ Principal: UNKNOWN })).toBe("unknown");
});

test.each<[object, Ternary]>([
  [{ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "yes"],
  [{ StringLike: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, "yes"],
  [{ StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-z9y8x7w6v5"] } }, "no"],
  [{ StringEquals: { "aws:PrincipalOrgID": UNKNOWN } }, "unknown"],
  [{ StringNotEquals: { "aws:PrincipalOrgID": "o-z9y8x7w6v5" } }, "yes"],
  [{ StringEquals: { "aws:SourceOrgID": "o-z9y8x7w6v5" } }, "yes"],
])("the condition %p names trusted organizations: %s", (Condition, expected) => {
  expect(answer({ Principal: "*", Condition })).toBe(expected);
  expect(answer({ Principal: "*", Condition }, { accounts, organizations: [] })).toBe("yes");
});

test("conditions known later may name any organization", () => {
  expect(answer({ Principal: "*", Condition: UNKNOWN })).toBe("unknown");
});
