import { hasEffect, someStatement } from "../../aws/iam/answer";
import type { PolicyDocument } from "../../aws/iam/document";
import { coversAllOf } from "../../aws/iam/element";
import { grantsNone, identityPolicyKinds } from "../../aws/iam/identity-policies";
import { servicesWithEphi } from "../../aws/iam/services-with-ephi";
import { and, some } from "../../aws/ternary";
import { defineRule } from "../../rule";

/** On whatever resource: all actions on one bucket include those that open it, empty it and delete it. */
function allowsWholeService(document: PolicyDocument) {
  return someStatement(document, (statement) =>
    and(
      hasEffect(statement, "Allow"),
      some(servicesWithEphi, (service) => coversAllOf(statement.actions, `${service}:*`, false)),
    ),
  );
}

function allows(action: string | readonly string[], resource: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
}

const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/visits";

export default defineRule({
  id: "iam-no-full-service-access",
  title: "No identity holds all actions of a service that holds ePHI",
  threat: "Whoever only has to read ePHI can delete it, share it, or change who may read it.",
  remedy: 'Name the actions that the identity needs, such as "dynamodb:GetItem", instead of the whole service.',
  cites: [
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(A)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
  ],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: identityPolicyKinds,
  check: (policy, stack) => grantsNone(policy, stack, "every action of a service is allowed", allowsWholeService),
  equivalents: {
    config: ["iam-policy-no-statements-with-full-access"],
    cdkNag: ["HIPAA.Security-IAMPolicyNoStatementsWithFullAccess", "IAMNoWildcardPermissions", "LambdaStarPermissions"],
    prowler: [
      "iam_policy_no_full_access_to_cloudtrail",
      "iam_policy_no_full_access_to_kms",
      "iam_inline_policy_no_full_access_to_cloudtrail",
      "iam_inline_policy_no_full_access_to_kms",
    ],
    checkov: ["CKV_AWS_63", "CKV2_AWS_40"],
  },
  examples: {
    good: {
      "named actions": (s) => s.add("iam.Policy", { policy: allows(["dynamodb:GetItem", "dynamodb:Query"], table) }),
      "a part of the actions": (s) => s.add("iam.RolePolicy", { role: "visits", policy: allows("dynamodb:Get*", table) }),
      "all actions of a service without ePHI": (s) => s.add("iam.GroupPolicy", { group: "staff", policy: allows("health:*", "*") }),
    },
    bad: {
      "all actions on one table": (s) => s.add("iam.Policy", { policy: allows("dynamodb:*", table) }),
      "all actions in another case, in a list": (s) =>
        s.add("iam.RolePolicy", { role: "visits", policy: allows(["logs:PutLogEvents", "S3:*"], "*") }),
      everything: (s) => s.add("iam.UserPolicy", { user: "nurse", policy: allows("*", table) }),
      "all but another service": (s) =>
        s.add("iam.Policy", {
          policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }] },
        }),
      "a permission set": (s) =>
        s.add("ssoadmin.PermissionSetInlinePolicy", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          inlinePolicy: allows("kms:*", "*"),
        }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Policy", { policy: s.later() }),
      "actions known later": (s) =>
        s.add("iam.Policy", { policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: s.later(), Resource: "*" }] } }),
    },
    notApplicable: {
      "a role without inline policies": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
      "a permissions boundary": (s) => {
        const boundary = s.add("iam.Policy", { policy: allows("s3:*", "*") });
        s.add("iam.Role", { assumeRolePolicy: "{}", permissionsBoundary: boundary.out("arn") });
        return boundary;
      },
    },
  },
});
