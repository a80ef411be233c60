import { publicGrant } from "../../policies/aws/iam/public-grant";
import { bucketResources, deniesInsecureTransport, minimumTlsDenied } from "../../policies/aws/iam/transport-denial";
import { type PolicyDocument, parseDocument } from "../../policies/aws/iam-document";
import type { Ternary } from "../../policies/aws/ternary";
import { UNKNOWN } from "../../policies/unknown";

function read(...statements: readonly unknown[]): PolicyDocument {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: statements });
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

const VARIABLE = (name: string) => ["$", `{${name}}`].join("");
const ACCOUNT = "111122223333";
const BUCKET = "arn:aws:s3:::records";

describe("publicGrant", () => {
  const allow = (part: object = {}) => ({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${BUCKET}/*`, ...part });
  const when = (operator: string, key: string, value: unknown) => allow({ Condition: { [operator]: { [key]: value } } });

  test.each<[string, object, Ternary]>([
    ["everyone", allow(), "yes"],
    ["everyone as AWS", allow({ Principal: { AWS: "*" } }), "yes"],
    ["everyone in a list", allow({ Principal: { AWS: [ACCOUNT, "*"] } }), "yes"],
    ["everyone but one", allow({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }), "yes"],
    ["everyone but everyone", allow({ Principal: undefined, NotPrincipal: "*" }), "no"],
    ["a public identity provider", allow({ Principal: { Federated: "graph.facebook.com" } }), "yes"],
    ["an account", allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }), "no"],
    ["a service", allow({ Principal: { Service: "cloudtrail.amazonaws.com" } }), "no"],
    ["an identity's own policy", allow({ Principal: undefined }), "no"],
    ["a wildcard inside an ARN", allow({ Principal: { AWS: "arn:aws:iam::*:root" } }), "unknown"],
    ["a Deny", allow({ Effect: "Deny" }), "no"],
    ["an unknown effect", allow({ Effect: UNKNOWN }), "unknown"],
    ["an unknown principal", allow({ Principal: UNKNOWN }), "unknown"],
    ["an unknown account", allow({ Principal: { AWS: UNKNOWN } }), "unknown"],
    ["everyone beside an unknown", allow({ Principal: { AWS: [UNKNOWN, "*"] } }), "yes"],
    ["unknown conditions", allow({ Condition: UNKNOWN }), "unknown"],
    ["an organization", when("StringEquals", "aws:PrincipalOrgID", "o-abc"), "no"],
    ["an organization in another case", when("stringequals", "AWS:principalorgid", "o-abc"), "no"],
    ["an unknown organization", when("StringEquals", "aws:PrincipalOrgID", UNKNOWN), "unknown"],
    ["any organization", when("StringLike", "aws:PrincipalOrgID", "*"), "yes"],
    ["any organization beside an unknown one", when("StringLike", "aws:PrincipalOrgID", ["o-*", UNKNOWN]), "yes"],
    ["all but an organization", when("StringNotEquals", "aws:PrincipalOrgID", "o-abc"), "yes"],
    ["an organization unless absent", when("StringEqualsIfExists", "aws:PrincipalOrgID", "o-abc"), "yes"],
    ["all values of an organization", when("ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-abc"), "yes"],
    ["an organization's unit", when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-abc/r-1/ou-2/*"), "no"],
    ["a unit of any organization", when("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-1/*"), "yes"],
    ["presence of an organization", when("Null", "aws:PrincipalOrgID", "false"), "yes"],
    ["a policy variable", when("StringEquals", "aws:SourceAccount", VARIABLE("aws:PrincipalAccount")), "yes"],
    ["an account by condition", when("StringEquals", "aws:PrincipalAccount", [ACCOUNT, "444455556666"]), "no"],
    ["the owner, as SNS writes it", when("StringEquals", "AWS:SourceOwner", ACCOUNT), "no"],
    ["a source ARN", when("ArnLike", "aws:SourceArn", `arn:aws:sns:*:${ACCOUNT}:*`), "no"],
    ["a source ARN of any account", when("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:alerts"), "yes"],
    ["a source bucket", when("ArnEquals", "aws:SourceArn", BUCKET), "no"],
    ["any source bucket", when("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"), "yes"],
    ["a role of an account", when("StringLike", "aws:PrincipalArn", `arn:aws:iam::${ACCOUNT}:role/*`), "no"],
    ["a role of any account", when("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/clinic"), "yes"],
    ["a tag that any account can set", when("StringEquals", "aws:PrincipalTag/team", "clinic"), "yes"],
    ["a VPC endpoint", when("StringEquals", "aws:SourceVpce", "vpce-1"), "no"],
    ["any VPC", when("StringLike", "aws:SourceVpc", "vpc-*"), "yes"],
    ["a VPC unless absent", when("StringEqualsIfExists", "aws:SourceVpc", "vpc-1"), "yes"],
    ["a network", when("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32"]), "no"],
    ["an address", when("IpAddress", "aws:SourceIp", "203.0.113.7"), "no"],
    ["the whole Internet", when("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"]), "yes"],
    ["half the Internet", when("IpAddress", "aws:SourceIp", "0.0.0.0/1"), "yes"],
    ["no network at all", when("IpAddress", "aws:SourceIp", "clinic"), "unknown"],
    ["an address under the wrong operator", when("StringEquals", "aws:SourceIp", "203.0.113.0/24"), "yes"],
    ["a page that links", when("StringLike", "aws:Referer", "https://clinic.example/*"), "yes"],
    ["encryption in transit", when("Bool", "aws:SecureTransport", "true"), "yes"],
    ["callers of an account", when("StringEquals", "kms:CallerAccount", ACCOUNT), "no"],
    ["callers of an account, always present", when("StringEqualsIfExists", "kms:CallerAccount", ACCOUNT), "no"],
    ["callers through a service", when("StringEquals", "kms:ViaService", "s3.us-east-1.amazonaws.com"), "yes"],
    ["a signed function URL", when("StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM"), "yes"],
    ["mount targets", when("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"), "no"],
    [
      "a named application",
      allow({ Principal: { Federated: "graph.facebook.com" }, Condition: { StringEquals: { "graph.facebook.com:app_id": "1" } } }),
      "no",
    ],
  ])("%s", (_, statement, answer) => {
    expect(publicGrant(read(statement))).toEqual({ answer, statements: answer === "no" ? [] : [0] });
  });

  test("a service may name further keys", () => {
    const document = read(when("StringEquals", "execute-api:viaDomainArn", "x"));
    expect(publicGrant(document).answer).toBe("yes");
    expect(publicGrant(document, { narrowingKeys: ["execute-api:ViaDomainArn"] }).answer).toBe("no");
  });

  const deny = (part: object) => ({ Effect: "Deny", Principal: "*", Action: "*", Resource: "*", ...part });
  const outside = { StringNotEquals: { "aws:PrincipalOrgID": "o-abc" } };

  test.each<[string, object, Ternary]>([
    ["of all outside an organization", deny({ Condition: outside }), "no"],
    ["... of the same actions and resources", deny({ Action: "s3:*", Resource: [BUCKET, `${BUCKET}/*`], Condition: outside }), "no"],
    ["... of other actions", deny({ Action: "s3:Put*", Condition: outside }), "yes"],
    ["... of other resources", deny({ Resource: BUCKET, Condition: outside }), "yes"],
    ["... of resources that are unknown", deny({ Resource: UNKNOWN, Condition: outside }), "unknown"],
    ["... of all other actions", deny({ Action: undefined, NotAction: "s3:List*", Condition: outside }), "no"],
    ["... of all but these actions", deny({ Action: undefined, NotAction: "s3:Get*", Condition: outside }), "yes"],
    [
      "... that lets AWS services through",
      deny({ Condition: { ...outside, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } }),
      "no",
    ],
    ["... and without TLS", deny({ Condition: { ...outside, Bool: { "aws:SecureTransport": "false" } } }), "yes"],
    ["... and more that is unknown", deny({ Condition: { ...outside, Bool: UNKNOWN } }), "unknown"],
    ["of some principal outside", deny({ Principal: { AWS: ACCOUNT }, Condition: outside }), "yes"],
    ["of all but named principals", deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/clinic` } }), "no"],
    ["of all but everyone", deny({ Principal: undefined, NotPrincipal: "*" }), "yes"],
    ["of all outside a network", deny({ Condition: { NotIpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" } } }), "no"],
    ["of all outside the whole Internet", deny({ Condition: { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }), "yes"],
    ["of plain text", deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }), "yes"],
    ["of unknown effect", deny({ Effect: UNKNOWN, Condition: outside }), "unknown"],
  ])("a public Allow beside a Deny %s", (_, statement, answer) => {
    expect(publicGrant(read(allow(), statement)).answer).toBe(answer);
  });

  test("lists made to take minutes are left undecided at once", () => {
    const many = (letter: string) => Array.from({ length: 4000 }, (_, at) => `*${letter}${at}*z`);
    const document = read(allow({ Action: many("a") }), deny({ Action: undefined, NotAction: many("b"), Condition: outside }));
    const started = performance.now();
    expect(publicGrant(document).answer).toBe("unknown");
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("an unreadable statement may allow or deny", () => {
    expect(publicGrant(read(UNKNOWN, allow()))).toEqual({ answer: "unknown", statements: [1] });
    expect(publicGrant(read(UNKNOWN))).toEqual({ answer: "unknown", statements: [] });
    expect(publicGrant(read())).toEqual({ answer: "no", statements: [] });
  });
});

describe("deniesInsecureTransport", () => {
  const deny = (part: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [BUCKET, `${BUCKET}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...part,
  });
  const required = (bucket: string | typeof UNKNOWN) => ({ actions: ["s3:*"], resources: bucketResources(bucket) });
  const condition = (operator: string, value: unknown, more: object = {}) =>
    deny({ Condition: { [operator]: { "aws:SecureTransport": value }, ...more } });

  test.each<[string, object, Ternary]>([
    ["the documented form", deny(), "yes"],
    ["a boolean", condition("Bool", false), "yes"],
    ["a list", condition("Bool", ["false"]), "yes"],
    ["another case", condition("bool", "FALSE"), "yes"],
    ["IfExists", condition("BoolIfExists", "false"), "yes"],
    ["every action", deny({ Action: "*" }), "yes"],
    ["a list of actions", deny({ Action: ["s3:GetObject", "S3:*"] }), "yes"],
    ["reads only", deny({ Action: "s3:Get*" }), "no"],
    ["all but another service", deny({ Action: undefined, NotAction: "kms:*" }), "yes"],
    ["all but reads", deny({ Action: undefined, NotAction: "s3:Get*" }), "no"],
    ["everyone as AWS", deny({ Principal: { AWS: "*" } }), "yes"],
    ["one account", deny({ Principal: { AWS: ACCOUNT } }), "no"],
    ["all but one account", deny({ Principal: undefined, NotPrincipal: { AWS: ACCOUNT } }), "no"],
    ["an Allow with TLS", deny({ Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } }), "no"],
    ["TLS denied", condition("Bool", "true"), "no"],
    ["a string operator", condition("StringEquals", "false"), "no"],
    ["the key's presence", condition("Null", "false"), "yes"],
    ["a further condition", condition("Bool", "false", { StringEquals: { "aws:PrincipalOrgID": "o-abc" } }), "no"],
    ["old TLS in the same statement", condition("Bool", "false", { NumericLessThan: { "s3:TlsVersion": "1.2" } }), "no"],
    ["old TLS, or none, in the same statement", condition("Bool", "false", { NumericLessThanIfExists: { "s3:TlsVersion": "1.2" } }), "yes"],
    ["old TLS alone", deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }), "no"],
    ["no condition at all", deny({ Condition: undefined }), "yes"],
    ["objects only", deny({ Resource: `${BUCKET}/*` }), "no"],
    ["the bucket only", deny({ Resource: BUCKET }), "no"],
    ["one pattern for both", deny({ Resource: `${BUCKET}*` }), "yes"],
    ["every resource", deny({ Resource: "*" }), "yes"],
    ["every bucket", deny({ Resource: "arn:aws:s3:::*" }), "yes"],
    ["another bucket", deny({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }), "no"],
    ["another case of the bucket", deny({ Resource: [BUCKET.toUpperCase(), `${BUCKET}/*`] }), "no"],
    ["another partition", deny({ Resource: ["arn:aws-us-gov:s3:::records", "arn:aws-us-gov:s3:::records/*"] }), "yes"],
    ["all but another bucket", deny({ Resource: undefined, NotResource: "arn:aws:s3:::other*" }), "yes"],
    ["unknown resources", deny({ Resource: [UNKNOWN, UNKNOWN] }), "unknown"],
    ["an unknown bucket beside the objects", deny({ Resource: [UNKNOWN, `${BUCKET}/*`] }), "unknown"],
    ["unknown resources of another principal", deny({ Resource: UNKNOWN, Principal: { AWS: ACCOUNT } }), "no"],
    ["an unknown value", condition("Bool", UNKNOWN), "unknown"],
    ["an unknown value beside the right one", condition("Bool", [UNKNOWN, "false"]), "yes"],
    ["unknown conditions", deny({ Condition: UNKNOWN }), "unknown"],
    ["an unknown principal", deny({ Principal: UNKNOWN }), "unknown"],
    ["an unknown action", deny({ Action: ["s3:Get*", UNKNOWN] }), "unknown"],
    ["an unknown effect", deny({ Effect: UNKNOWN }), "unknown"],
  ])("for a known bucket: %s", (_, statement, answer) => {
    expect(deniesInsecureTransport(read(statement), required("records"))).toEqual({ answer, statements: answer === "no" ? [] : [0] });
  });

  test("a bucket's ARN serves as its name does", () => {
    expect(bucketResources(BUCKET)).toEqual(bucketResources("records"));
    expect(deniesInsecureTransport(read(deny()), required("arn:aws-cn:s3:::records")).answer).toBe("yes");
  });

  test.each<[string, unknown, Ternary]>([
    ["every resource", "*", "yes"],
    ["every bucket", "arn:aws:s3:::*", "yes"],
    ["every object and every bucket", ["arn:aws:s3:::*/*", "arn:aws:s3:::*"], "yes"],
    ["a named bucket and its objects", [BUCKET, `${BUCKET}/*`], "unknown"],
    ["one pattern for both", `${BUCKET}*`, "unknown"],
    ["unknown resources", [UNKNOWN, UNKNOWN], "unknown"],
    ["objects of a named bucket only", `${BUCKET}/*`, "no"],
    ["a named bucket only", BUCKET, "no"],
    ["a folder only", [BUCKET, `${BUCKET}/folder/*`], "no"],
    ["queues", "arn:aws:sqs:*:*:*", "no"],
  ])("for a bucket whose name is unknown: %s", (_, Resource, answer) => {
    expect(deniesInsecureTransport(read(deny({ Resource })), required(UNKNOWN)).answer).toBe(answer);
  });

  test("two statements may share the work, and the ones that deny are named", () => {
    const allow = { Effect: "Allow", Principal: "*", Action: "s3:Get*", Resource: "*" };
    const document = read(allow, deny({ Resource: BUCKET }), deny({ Resource: `${BUCKET}/*` }));
    expect(deniesInsecureTransport(document, required("records"))).toEqual({ answer: "yes", statements: [1, 2] });
  });

  test("other services name their actions, and may leave resources aside", () => {
    const document = read(deny({ Action: ["sns:Publish"], Resource: UNKNOWN }));
    expect(deniesInsecureTransport(document, { actions: ["sns:Publish"] }).answer).toBe("yes");
    expect(deniesInsecureTransport(document, { actions: ["sns:Publish", "sns:Subscribe"] }).answer).toBe("no");
    expect(deniesInsecureTransport(document, { actions: ["sqs:*"] }).answer).toBe("no");
  });

  test("an unreadable statement may be the Deny", () => {
    expect(deniesInsecureTransport(read(UNKNOWN), required("records")).answer).toBe("unknown");
    expect(deniesInsecureTransport(read(), required("records")).answer).toBe("no");
  });

  test.each<[string, object, "1.2" | "1.3", Ternary]>([
    ["less than 1.2", { NumericLessThan: { "s3:TlsVersion": "1.2" } }, "1.2", "yes"],
    ["less than 1.2, a number", { NumericLessThan: { "s3:TlsVersion": 1.2 } }, "1.2", "yes"],
    ["less than 1.3", { NumericLessThan: { "s3:TlsVersion": ["1.3"] } }, "1.2", "yes"],
    ["less than 1.2 or absent", { NumericLessThanIfExists: { "s3:TlsVersion": "1.2" } }, "1.2", "yes"],
    ["up to 1.1", { NumericLessThanEquals: { "s3:TlsVersion": "1.1" } }, "1.2", "yes"],
    ["1.0 and 1.1 by name", { NumericEquals: { "s3:TlsVersion": ["1.0", "1.1"] } }, "1.2", "yes"],
    ["less than 1.1", { NumericLessThan: { "s3:TlsVersion": "1.1" } }, "1.2", "no"],
    ["less than 1.2 for a minimum of 1.3", { NumericLessThan: { "s3:TlsVersion": "1.2" } }, "1.3", "no"],
    ["less than 1.3 for a minimum of 1.3", { NumericLessThan: { "s3:TlsVersion": "1.3" } }, "1.3", "yes"],
    ["greater than 1.2", { NumericGreaterThan: { "s3:TlsVersion": "1.2" } }, "1.2", "no"],
    ["as text", { StringEquals: { "s3:TlsVersion": "1.1" } }, "1.2", "no"],
    ["only over TLS", { NumericLessThan: { "s3:TlsVersion": "1.2" }, Bool: { "aws:SecureTransport": "true" } }, "1.2", "yes"],
    ["only without TLS", { NumericLessThan: { "s3:TlsVersion": "1.2" }, Bool: { "aws:SecureTransport": "false" } }, "1.2", "no"],
    ["not a number", { NumericLessThan: { "s3:TlsVersion": "" } }, "1.2", "no"],
    ["an unknown version", { NumericLessThan: { "s3:TlsVersion": UNKNOWN } }, "1.2", "unknown"],
    ["plain text alone", { Bool: { "aws:SecureTransport": "false" } }, "1.2", "no"],
  ])("minimumTlsDenied: %s", (_, Condition, wanted, answer) => {
    expect(minimumTlsDenied(read(deny({ Condition })), wanted, required("records")).answer).toBe(answer);
  });
});
