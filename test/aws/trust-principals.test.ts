import { classifyPrincipal, type PrincipalClass, principalClasses } from "../../policies/aws/iam/trust";
import { parseDocument } from "../../policies/aws/iam-document";
import { UNKNOWN } from "../../policies/unknown";

test.each<["AWS" | "Service" | "Federated" | "CanonicalUser", string, PrincipalClass]>([
  ["Service", "ec2.amazonaws.com", "service"],
  ["CanonicalUser", "79a59df900b949e55d96a1e698fbaced", "account"],
  ["Federated", "arn:aws:iam::111122223333:saml-provider/clinic", "saml"],
  ["Federated", "my-arn:aws:iam::111122223333:saml-provider/clinic", "oidc"],
  ["Federated", "cognito-identity.amazonaws.com", "oidc"],
  ["AWS", "*", "everyone"],
  ["AWS", "111122223333", "account"],
  ["AWS", "1111222233334", "unrecognised"],
  ["AWS", "x111122223333", "unrecognised"],
  ["AWS", "AROAEXAMPLE", "role"],
  ["AWS", "XAROAEXAMPLE", "unrecognised"],
  ["AWS", "AROAEXAMPLE:nurse", "unrecognised"],
  ["AWS", "AIDAEXAMPLE", "user"],
  ["AWS", "XAIDAEXAMPLE", "unrecognised"],
  ["AWS", "AIDAEXAMPLE:nurse", "unrecognised"],
  ["AWS", "arn:aws:iam::111122223333:root", "account"],
  ["AWS", "arn:aws:iam::111122223333:user/ada", "user"],
  ["AWS", "arn:aws:iam::111122223333:role/app", "role"],
  ["AWS", "arn:aws:sts::111122223333:assumed-role/app/nurse", "role"],
  ["AWS", "arn:aws:sts::111122223333:federated-user/ada", "user"],
  ["AWS", "arn:aws:iam::111122223333:group/nurses", "unrecognised"],
  ["AWS", "arn:mars:iam::111122223333:root", "unrecognised"],
  ["AWS", "my-arn:aws:iam::111122223333:root", "unrecognised"],
])("%s %s is a principal of the class %s", (type, value, expected) => {
  expect(classifyPrincipal({ type, value })).toBe(expected);
});

function classes(Statement: unknown): [PrincipalClass, readonly number[]][] {
  const parsed = parseDocument({ Version: "2012-10-17", Statement });
  if (parsed.state !== "known") throw new Error(JSON.stringify(parsed));
  return [...principalClasses(parsed.document)];
}

test("classes of a document, with the statements that name them", () => {
  const allow = { Effect: "Allow", Action: "sts:AssumeRole" };
  expect(
    classes([
      { ...allow, Principal: { AWS: ["111122223333", "444455556666"] } },
      { ...allow, Principal: { Service: "ec2.amazonaws.com", AWS: "111122223333" } },
      { ...allow, Effect: "Deny", Principal: "*" },
      { ...allow, NotPrincipal: { AWS: "111122223333" } },
      { ...allow, Effect: UNKNOWN, Principal: { AWS: "111122223333" } },
      { ...allow },
    ]),
  ).toEqual([
    ["account", [0, 1]],
    ["service", [1]],
    ["everyone", [3]],
    ["unknown", [4]],
  ]);
  expect(classes([{ ...allow, Principal: { AWS: UNKNOWN } }])).toEqual([["unknown", [0]]]);
  expect(classes([UNKNOWN])).toEqual([["unknown", []]]);
});
