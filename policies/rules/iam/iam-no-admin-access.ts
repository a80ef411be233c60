import { grantsAdministrator } from "../../aws/iam/administrator";
import { attachesNone, attachmentKinds } from "../../aws/iam/attached-policies";
import { grantsNone, identityPolicyKinds } from "../../aws/iam/identity-policies";
import { all, defineRule } from "../../rule";

const administrator = new Set(["AdministratorAccess"]);
const trustOfLambda = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const everything = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } });
const oneTable = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "dynamodb:*", Resource: "arn:aws:dynamodb:eu-central-1:111122223333:table/visits" },
});

export default defineRule({
  id: "iam-no-admin-access",
  title: "No identity holds all permissions on all resources",
  threat: "One stolen credential, or one mistake, reaches all ePHI of the account and the records of who read it.",
  remedy:
    "Name the actions and the resources that the identity needs in its policy, and do not attach AdministratorAccess. An emergency role that must have it is an exception with a reason.",
  cites: [
    "164.312(a)(1)",
    "164.308(a)(1)(ii)(B)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(A)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
  ],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  on: [...identityPolicyKinds, ...attachmentKinds],
  check: (identity, stack) =>
    all(
      grantsNone(identity, stack, "every action on every resource is allowed", grantsAdministrator),
      attachesNone(identity, stack, administrator),
    ),
  equivalents: {
    config: ["iam-policy-no-statements-with-admin-access"],
    cdkNag: ["HIPAA.Security-IAMPolicyNoStatementsWithAdminAccess"],
    prowler: [
      "iam_customer_attached_policy_no_administrative_privileges",
      "iam_inline_policy_no_administrative_privileges",
      "iam_customer_unattached_policy_no_administrative_privileges",
      "bedrock_api_key_no_administrative_privileges",
    ],
    checkov: ["CKV_AWS_62"],
  },
  examples: {
    good: {
      "one table": (s) => s.add("iam.Policy", { policy: oneTable }),
      "inline in a role": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trustOfLambda, inlinePolicies: [{ name: "table", policy: oneTable }] }),
      "a Deny of everything": (s) =>
        s.add("iam.GroupPolicy", {
          group: "staff",
          policy: { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] },
        }),
      "another AWS policy": (s) =>
        s.add("iam.RolePolicyAttachment", { role: "visits", policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" }),
      "a policy of the stack": (s) => {
        const policy = s.add("iam.Policy", { policy: oneTable });
        return s.add("iam.RolePolicyAttachment", { role: "visits", policyArn: policy.out("arn") });
      },
    },
    bad: {
      "every action": (s) => s.add("iam.Policy", { policy: everything }),
      "every action as an object, in the second statement": (s) =>
        s.add("iam.RolePolicy", {
          role: "visits",
          policy: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
              { Effect: "Allow", Action: ["*"], Resource: ["*"] },
            ],
          },
        }),
      "all but a few actions": (s) =>
        s.add("iam.UserPolicy", {
          user: "admin",
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", NotAction: "billing:*", Resource: "*" }] }),
        }),
      "inline in a role": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trustOfLambda, inlinePolicies: [{ name: "all", policy: everything }] }),
      "a permission set": (s) =>
        s.add("ssoadmin.PermissionSetInlinePolicy", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          inlinePolicy: everything,
        }),
      "AdministratorAccess of another partition": (s) =>
        s.add("iam.RolePolicyAttachment", { role: "visits", policyArn: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" }),
      "a permissions boundary that is attached as well": (s) => {
        const boundary = s.add("iam.Policy", { policy: everything });
        s.add("iam.Role", { assumeRolePolicy: trustOfLambda, permissionsBoundary: boundary.out("arn") });
        s.add("iam.RolePolicyAttachmentsExclusive", { roleName: "visits", policyArns: [boundary.out("arn")] });
        return boundary;
      },
      "AdministratorAccess named by the role": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trustOfLambda, managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
      "AdministratorAccess in a permission set": (s) =>
        s.add("ssoadmin.ManagedPolicyAttachment", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
    },
    unknown: {
      "document known later": (s) => s.add("iam.Policy", { policy: s.later() }),
      "attached policy known later": (s) => s.add("iam.UserPolicyAttachment", { user: "nurse", policyArn: s.later() }),
    },
    notApplicable: {
      "a role without policies": (s) => s.add("iam.Role", { assumeRolePolicy: trustOfLambda }),
      "a permissions boundary": (s) => {
        const boundary = s.add("iam.Policy", { policy: everything });
        s.add("iam.Role", { assumeRolePolicy: trustOfLambda, permissionsBoundary: boundary.out("arn") });
        return boundary;
      },
    },
  },
});
