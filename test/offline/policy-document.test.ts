import { readConfiguration } from "../../cli/offline/configuration";
import { invoke } from "../../cli/offline/invokes";
import { PolicyDocumentError, renderPolicyDocument } from "../../cli/offline/policy-document";
import { type PropertyMap, secret, unknown } from "../../cli/offline/property-values";

const minified = (args: PropertyMap) => renderPolicyDocument(args).minifiedJson;
const statement = (own: PropertyMap) => minified({ statements: [own] });

describe("iam.getPolicyDocument", () => {
  it("is versioned even when empty", () => {
    expect(minified({})).toBe('{"Version":"2012-10-17"}');
    expect(minified({ version: "2008-10-17", policyId: "id" })).toBe('{"Version":"2008-10-17","Id":"id"}');
  });

  it("allows by default, writes one value as a string and more as a set in descending order", () => {
    expect(statement({ sid: "Read", actions: ["s3:ListBucket", "s3:GetObject", "s3:ListBucket"], resources: ["*"] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":"*"}]}',
    );
  });

  it("indents json by two spaces", () => {
    expect(renderPolicyDocument({ statements: [{ effect: "Deny", notActions: ["iam:*"], notResources: ["arn:aws:s3:::a"] }] }).json).toBe(
      [
        "{",
        '  "Version": "2012-10-17",',
        '  "Statement": [',
        "    {",
        '      "Effect": "Deny",',
        '      "NotAction": "iam:*",',
        '      "NotResource": "arn:aws:s3:::a"',
        "    }",
        "  ]",
        "}",
      ].join("\n"),
    );
  });

  it("tells the wildcard principals apart as IAM does", () => {
    const principal = (type: string, ...identifiers: string[]) => statement({ principals: [{ type, identifiers }] });
    expect(principal("*", "*")).toContain('"Principal":"*"');
    expect(principal("AWS", "*")).toContain('"Principal":{"AWS":"*"}');
    expect(principal("AWS", "111111111111", "222222222222")).toContain('"Principal":{"AWS":["222222222222","111111111111"]}');
    expect(statement({ notPrincipals: [{ type: "*", identifiers: ["*"] }] })).toContain('"NotPrincipal":"*"');
  });

  it("joins principals of one type and sorts the types", () => {
    const principals = [
      { type: "Service", identifiers: ["firehose.amazonaws.com"] },
      { type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] },
      { type: "Service", identifiers: ["ec2.amazonaws.com"] },
    ];
    expect(statement({ principals })).toContain(
      '"Principal":{"AWS":"arn:aws:iam::123456789012:root","Service":["firehose.amazonaws.com","ec2.amazonaws.com"]}',
    );
  });

  it("joins conditions of one operator and key, keeps the order of their values, and resolves variables", () => {
    const conditions = [
      { test: "StringLike", variable: "s3:prefix", values: ["home/", "", "home/&{aws:username}/"] },
      { test: "Bool", variable: "aws:SecureTransport", values: ["false"] },
      { test: "StringLike", variable: "s3:prefix", values: ["a"] },
    ];
    expect(statement({ conditions })).toContain(
      `"Condition":{"Bool":{"aws:SecureTransport":"false"},"StringLike":{"s3:prefix":["home/","","home/\${aws:username}/","a"]}}`,
    );
  });

  it("escapes as Go does", () => {
    expect(statement({ resources: ["a<b>&c"] })).toContain('"Resource":"a\\u003cb\\u003e\\u0026c"');
  });

  it("merges sources, then its statements, then overrides, by Sid", () => {
    const source = minified({ statements: [{ sid: "A", actions: ["ec2:*"] }, { actions: ["x:*"] }] });
    const override = minified({ statements: [{ sid: "B", actions: ["logs:*"], effect: "Deny" }] });
    const merged = minified({
      sourcePolicyDocuments: [source],
      statements: [
        { sid: "A", actions: ["s3:*"] },
        { sid: "B", actions: ["iam:*"] },
      ],
      overridePolicyDocuments: [override],
    });
    expect(JSON.parse(merged).Statement).toEqual([
      { Sid: "A", Effect: "Allow", Action: "s3:*" },
      { Effect: "Allow", Action: "x:*" },
      { Sid: "B", Effect: "Deny", Action: "logs:*" },
    ]);
  });

  it("keeps principals and conditions of given documents", () => {
    const given = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": false } }, Extra: 1 }],
    };
    expect(minified({ sourcePolicyDocuments: [JSON.stringify(given)] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Principal":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
    );
  });

  it.each<[string, PropertyMap, string]>([
    ["repeated Sids", { statements: [{ sid: "A" }, { sid: "A" }] }, "statements[1] repeats the Sid A"],
    ["repeated Sids of sources", { sourcePolicyDocuments: [1, 2].map(() => '{"Statement":[{"Sid":"A"}]}') }, "sourcePolicyDocuments[1]"],
    ["a bad Sid", { statements: [{ sid: "no spaces" }] }, "statements[0].sid"],
    ["a bad effect", { statements: [{ effect: "allow" }] }, "statements[0].effect"],
    ["a document that is not JSON", { overridePolicyDocuments: ["{"] }, "overridePolicyDocuments[0] is not JSON"],
    ["variables in the first version", { version: "2008-10-17", statements: [{ resources: ["&{aws:username}"] }] }, "2012-10-17"],
  ])("refuses %s", (_, args, message) => {
    expect(() => renderPolicyDocument(args)).toThrow(PolicyDocumentError);
    expect(() => renderPolicyDocument(args)).toThrow(message);
  });

  it("has no answer while an argument is unknown, and a secret one for a secret argument", () => {
    const token = "aws:iam/getPolicyDocument:getPolicyDocument";
    const configuration = readConfiguration({ region: "us-east-1" });
    expect(invoke(token, { statements: [{ resources: [unknown] }] }, configuration)).toEqual({});
    const answer = invoke(token, { statements: [{ resources: [secret("arn:aws:s3:::hidden")] }] }, configuration);
    expect(answer.json).toEqual(secret(renderPolicyDocument({ statements: [{ resources: ["arn:aws:s3:::hidden"] }] }).json));
  });
});
