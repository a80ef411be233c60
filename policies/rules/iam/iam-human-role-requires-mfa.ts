import { judgePolicy, places } from "../../aws/iam/judge-policy";
import { requiresMfa } from "../../aws/iam/trust";
import { decide, defineRule, when } from "../../rule";

const wanted = 'Bool aws:MultiFactorAuthPresent "true" on the statement';

function trust(principal: unknown, condition?: unknown, action: unknown = "sts:AssumeRole"): string {
  const statement = { Effect: "Allow", Principal: principal, Action: action, ...(condition === undefined ? {} : { Condition: condition }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const account = { AWS: "arn:aws:iam::111122223333:root" };

export default defineRule({
  id: "iam-human-role-requires-mfa",
  title: "Roles that people assume demand multi-factor authentication",
  threat: "A stolen password or access key alone opens a role that reaches ePHI.",
  remedy:
    'Add the condition Bool aws:MultiFactorAuthPresent "true" to the statements of assumeRolePolicy that name accounts or users; BoolIfExists is not enough, since it lets access keys through.',
  cites: ["164.312(d)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["iam.Role"],
  // Only who signs with an IAM user's credentials can show MFA to AWS. A service and a role's session have none to show: what a user showed is not
  // passed on when roles are chained. Whom a SAML or OpenID Connect provider sends has shown it there, or not: no policy of AWS can ask.
  check: (role) => {
    const policy = role.at((p) => p.assumeRolePolicy);
    return judgePolicy(policy, wanted, (document) => {
      const { answer, statements, trustsPeople } = requiresMfa(document);
      return when(trustsPeople, () =>
        decide(answer, `people assume the role without multi-factor authentication${places(statements)}`, [policy.evidence(wanted)]),
      );
    });
  },
  equivalents: { prowler: ["iam_administrator_access_with_mfa"] },
  examples: {
    good: {
      "MFA demanded": (s) => s.add("iam.Role", { assumeRolePolicy: trust(account, { Bool: { "aws:MultiFactorAuthPresent": "true" } }) }),
      "MFA of the last hour": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust(account, { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }) }),
      "a service and people with MFA": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::111122223333:user/nurse" },
                Action: "sts:AssumeRole",
                Condition: { Bool: { "aws:MultiFactorAuthPresent": true } },
              },
            ],
          },
        }),
    },
    bad: {
      "an account without MFA": (s) => s.add("iam.Role", { assumeRolePolicy: trust(account) }),
      "MFA only where the key exists": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust(account, { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }) }),
      "a user": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: ["arn:aws:iam::111122223333:user/nurse"] }) }),
      "an account by its number, limited to addresses": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }, { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } }) }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Role", { assumeRolePolicy: s.later() }),
      "principal known later": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: s.later() }, Action: "sts:AssumeRole" }],
          },
        }),
    },
    notApplicable: {
      "a service": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ Service: "ecs-tasks.amazonaws.com" }) }),
      "another role": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "arn:aws:iam::444455556666:role/deploy" }) }),
      "roles of an account": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(account, { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*" } }),
        }),
      "a third party's service": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "444455556666" }, { StringEquals: { "sts:ExternalId": "clinic-7" } }) }),
      "an identity provider": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            { Federated: "arn:aws:iam::111122223333:saml-provider/clinic" },
            { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
            "sts:AssumeRoleWithSAML",
          ),
        }),
    },
  },
});
