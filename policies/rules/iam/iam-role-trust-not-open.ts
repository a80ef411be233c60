import { judgePolicy, places } from "../../aws/iam/judge-policy";
import { publicGrant } from "../../aws/iam/public-grant";
import { trustsSharedProvider } from "../../aws/iam/shared-identity-providers";
import { not } from "../../aws/ternary";
import { all, decide, defineRule } from "../../rule";

const wanted = "named accounts, roles, services or identities";

function trust(principal: unknown, condition?: Readonly<Record<string, unknown>>, action = "sts:AssumeRole"): string {
  const statement = { Effect: "Allow", Principal: principal, Action: action, ...(condition && { Condition: condition }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const github = { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" };
const webIdentity = "sts:AssumeRoleWithWebIdentity";

export default defineRule({
  id: "iam-role-trust-not-open",
  title: "Roles are not open to everyone",
  threat: "Anybody with an AWS account, or a repository somewhere, takes the role and reads ePHI.",
  remedy:
    "Name accounts, roles or services in the Principal of assumeRolePolicy, or add a condition on aws:PrincipalOrgID; for a shared OpenID Connect provider add a condition on its sub claim that names your organization.",
  cites: ["164.312(a)(1)", "164.308(a)(3)(i)", "164.308(a)(4)(ii)(A)", "164.308(a)(4)(ii)(C)", "164.312(e)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  on: ["iam.Role"],
  // The root of an account stands for the identities to which that account gives sts:AssumeRole, which is not everyone. A SAML provider belongs to one organization.
  check: (role) => {
    const policy = role.at((p) => p.assumeRolePolicy);
    return judgePolicy(policy, wanted, (document) => {
      const everyone = publicGrant(document);
      const provider = trustsSharedProvider(document);
      return all(
        decide(not(everyone.answer), `everyone may assume the role${places(everyone.statements)}`, [policy.evidence(wanted)]),
        decide(not(provider.answer), `everyone whom an identity provider knows may assume the role${places(provider.statements)}`, [
          policy.evidence(wanted),
        ]),
      );
    });
  },
  equivalents: { prowler: ["iam_check_saml_providers_sts"], checkov: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_393"] },
  examples: {
    good: {
      "a service": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ Service: "lambda.amazonaws.com" }) }),
      "everyone of an organization": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }) }),
      "an account": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "arn:aws:iam::111122223333:root" }) }),
      "a repository": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            github,
            { StringLike: { "token.actions.githubusercontent.com:sub": "repo:clinic/records:*" } },
            webIdentity,
          ),
        }),
      "one Cognito identity pool of GovCloud": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            { Federated: "cognito-identity-us-gov.amazonaws.com" },
            { StringEquals: { "cognito-identity-us-gov.amazonaws.com:aud": "us-gov-west-1:1234abcd-12ab-34cd-56ef-1234567890ab" } },
            webIdentity,
          ),
        }),
      "a cluster's own provider": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            { Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789" },
            undefined,
            webIdentity,
          ),
        }),
    },
    bad: {
      everyone: (s) => s.add("iam.Role", { assumeRolePolicy: trust("*") }),
      "everyone of AWS, who knows an external id": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "*" }, { StringEquals: { "sts:ExternalId": "clinic-7" } }) }),
      "every repository": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(github, { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } }, webIdentity),
        }),
      "every repository of GitHub, by the audience alone": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            github,
            { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
            webIdentity,
          ),
        }),
      "every Cognito identity pool": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ Federated: "cognito-identity.amazonaws.com" }, undefined, webIdentity) }),
      "every Cognito identity pool of GovCloud": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ Federated: "cognito-identity-us-gov.amazonaws.com" }, undefined, webIdentity) }),
      "everyone in the second statement": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
              { Effect: "Allow", Principal: { AWS: ["111122223333", "*"] }, Action: "sts:AssumeRole" },
            ],
          },
        }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Role", { assumeRolePolicy: s.later() }),
      "provider known later": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Federated: s.later() }, Action: webIdentity }],
          },
        }),
    },
    notApplicable: {
      "a group": (s) => s.add("iam.Group", {}),
    },
  },
});
