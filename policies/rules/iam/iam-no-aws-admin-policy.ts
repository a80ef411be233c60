import { attachesNone, attachmentKinds } from "../../aws/iam/attached-policies";
import { defineRule } from "../../rule";

/**
 * AWS's policies that amount to administration or near it. AdministratorAccess itself is the rule iam-no-admin-access.
 * Source: AWS Managed Policy Reference Guide, the page of each.
 */
const wide = new Set(["IAMFullAccess", "PowerUserAccess", "AWSCloudShellFullAccess", "AmazonBedrockFullAccess"]);

export default defineRule({
  id: "iam-no-aws-admin-policy",
  title: "No identity has an AWS policy that is close to administration",
  threat: "PowerUserAccess reaches all ePHI of the account, and IAMFullAccess gives itself the rest.",
  remedy: "Attach a policy that names what the identity needs. A role that must have the AWS policy is an exception with a reason.",
  cites: [
    "164.312(a)(1)",
    "164.308(a)(1)(ii)(B)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
  ],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: attachmentKinds,
  check: (attachment, stack) => attachesNone(attachment, stack, wide),
  equivalents: {
    cdkNag: ["IAMNoManagedPolicies"],
    prowler: [
      "iam_aws_attached_policy_no_administrative_privileges",
      "iam_role_administratoraccess_policy",
      "iam_user_administrator_access_policy",
      "iam_group_administrator_access_policy",
      "iam_policy_cloudshell_admin_not_attached",
      "iam_administrator_access_with_mfa",
      "bedrock_full_access_policy_attached",
      "iam_role_cross_account_readonlyaccess_policy",
    ],
    checkov: ["CKV_AWS_274", "CKV2_AWS_56"],
  },
  examples: {
    good: {
      "another AWS policy": (s) =>
        s.add("iam.RolePolicyAttachment", {
          role: "visits",
          policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        }),
      "a policy of the account with the same name": (s) =>
        s.add("iam.GroupPolicyAttachment", { group: "staff", policyArn: "arn:aws:iam::111122223333:policy/PowerUserAccess" }),
      "a policy of the stack": (s) => {
        const policy = s.add("iam.Policy", { policy: "{}" });
        return s.add("iam.PolicyAttachment", { policyArn: policy.out("arn"), roles: ["visits"] });
      },
    },
    bad: {
      "a role with PowerUserAccess": (s) =>
        s.add("iam.RolePolicyAttachment", { role: "visits", policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" }),
      "a user with IAMFullAccess in another partition": (s) =>
        s.add("iam.UserPolicyAttachment", { user: "nurse", policyArn: "arn:aws-cn:iam::aws:policy/IAMFullAccess" }),
      "one of two that the role names": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: "{}",
          managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonBedrockFullAccess"],
        }),
      "in the whole list of a permission set": (s) =>
        s.add("ssoadmin.ManagedPolicyAttachmentsExclusive", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"],
        }),
      "in the whole list of a role": (s) =>
        s.add("iam.RolePolicyAttachmentsExclusive", { roleName: "visits", policyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] }),
    },
    unknown: {
      "policy known later": (s) => s.add("iam.RolePolicyAttachment", { role: "visits", policyArn: s.later() }),
      "the role's list known later": (s) => s.add("iam.Role", { assumeRolePolicy: "{}", managedPolicyArns: s.later() }),
    },
    notApplicable: {
      "a role without attached policies": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
