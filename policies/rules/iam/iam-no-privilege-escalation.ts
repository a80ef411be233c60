import { grantsNone, identityPolicyKinds } from "../../aws/iam/identity-policies";
import { escalates } from "../../aws/iam/privilege-escalation";
import { defineRule } from "../../rule";

type StatementParts = Readonly<Record<string, unknown>>;

function document(...statements: readonly StatementParts[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })) });
}

export default defineRule({
  id: "iam-no-privilege-escalation",
  title: "No identity can give itself further permissions",
  threat: "Whoever takes over a harmless identity makes it one that reaches all ePHI.",
  remedy:
    "Name the roles, users or policies in Resource of the iam: and sts: actions, or demand a boundary by the condition iam:PermissionsBoundary; keep iam:PassRole to the roles that are passed.",
  cites: ["164.312(a)(1)", "164.308(a)(1)(ii)(B)", "164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: identityPolicyKinds,
  // One document at a time: what several policies of a role open together is seen in a live account.
  check: (policy, stack) =>
    grantsNone(policy, stack, ({ gains }) => `the identity can ${gains.join(", ") || "give itself further permissions"}`, escalates),
  equivalents: {
    prowler: [
      "iam_policy_allows_privilege_escalation",
      "iam_inline_policy_allows_privilege_escalation",
      "iam_no_custom_policy_permissive_role_assumption",
      "iam_policy_no_wildcard_marketplace_subscribe",
      "iam_inline_policy_no_wildcard_marketplace_subscribe",
    ],
    checkov: ["CKV_AWS_286", "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355"],
  },
  examples: {
    good: {
      "one role passed": (s) =>
        s.add("iam.Policy", {
          policy: document(
            { Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/visits" },
            { Action: ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" },
          ),
        }),
      "every role passed, to a service that cannot run code here": (s) =>
        s.add("iam.Policy", {
          policy: document(
            {
              Action: "iam:PassRole",
              Resource: "*",
              Condition: { StringEquals: { "iam:PassedToService": "vpc-flow-logs.amazonaws.com" } },
            },
            { Action: "ec2:RunInstances", Resource: "*" },
          ),
        }),
      "policies only under a boundary": (s) =>
        s.add("iam.Policy", {
          policy: document({
            Action: ["iam:PutRolePolicy", "iam:AttachRolePolicy"],
            Resource: "*",
            Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/boundary" } },
          }),
        }),
      "access keys of users under a path": (s) =>
        s.add("iam.GroupPolicy", {
          group: "staff",
          policy: document({ Action: "iam:CreateAccessKey", Resource: "arn:aws:iam::111122223333:user/gateways/*" }),
        }),
    },
    bad: {
      "new versions of every policy": (s) =>
        s.add("iam.Policy", { policy: document({ Action: "iam:CreatePolicyVersion", Resource: "*" }) }),
      "every role of the account assumed": (s) =>
        s.add("iam.RolePolicy", {
          role: "visits",
          policy: document({ Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/*" }),
        }),
      "every role passed to a function, in two statements": (s) =>
        s.add("iam.Policy", {
          policy: document(
            { Action: "iam:PassRole", Resource: "*" },
            { Action: ["lambda:CreateFunction", "lambda:InvokeFunction"], Resource: "*" },
          ),
        }),
      "every role passed to the very service": (s) =>
        s.add("iam.Policy", {
          policy: document(
            { Action: "iam:PassRole", Resource: "*", Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } },
            { Action: "ec2:Run*", Resource: "*" },
          ),
        }),
      "every role passed to the very service, in China": (s) =>
        s.add("iam.Policy", {
          policy: document(
            { Action: "iam:PassRole", Resource: "*", Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com.cn" } } },
            { Action: "ec2:RunInstances", Resource: "*" },
          ),
        }),
      "policies of every role, after multi-factor authentication": (s) =>
        s.add("iam.UserPolicy", {
          user: "nurse",
          policy: document({
            Action: "iam:*RolePolicy",
            Resource: "*",
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
          }),
        }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Policy", { policy: s.later() }),
      "passed role known later": (s) =>
        s.add("iam.Policy", {
          policy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "iam:PassRole", Resource: s.later() },
              { Effect: "Allow", Action: "ec2:RunInstances", Resource: "*" },
            ],
          },
        }),
    },
    notApplicable: {
      "a role without inline policies": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
