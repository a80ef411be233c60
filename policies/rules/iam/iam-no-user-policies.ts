import type { List } from "../../reader";
import { defineRule, fail, pass, type Verdict } from "../../rule";

const because = "permissions are given to a user directly";

function isEmpty<Item>(list: List<Item>): Verdict {
  const evidence = [list.cell.evidence("no entries")];
  return list.some(
    () => fail(because, evidence),
    () => pass(because, evidence),
  );
}

export default defineRule({
  id: "iam-no-user-policies",
  title: "Users get their permissions from groups",
  threat: "Permissions that are given person by person stay behind when the person's work changes.",
  remedy: "Attach the policy to a group and make the user its member, or let the person come through IAM Identity Center.",
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
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["iam.UserPolicyAttachment", "iam.UserPolicy", "iam.PolicyAttachment", "iam.UserPolicyAttachmentsExclusive"],
  check: (attachment) => {
    const users = attachment.as("iam.PolicyAttachment")?.list((p) => p.users);
    if (users) return isEmpty(users);
    const policies = attachment.as("iam.UserPolicyAttachmentsExclusive")?.list((p) => p.policyArns);
    if (policies) return isEmpty(policies);
    return fail(because, [attachment.evidence("a user's policy", "a group's policy")]);
  },
  equivalents: {
    config: ["iam-user-no-policies-check"],
    cdkNag: ["HIPAA.Security-IAMUserNoPolicies"],
    prowler: ["iam_policy_attached_only_to_group_or_roles"],
    checkov: ["CKV_AWS_40"],
    pulumi: ["aws-iam-user-policy-attachment-only-attachment-through-groups", "aws-iam-policy-attachment-only-attachment-through-groups"],
  },
  examples: {
    good: {
      "to a group": (s) =>
        s.add("iam.PolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", groups: ["staff"] }),
      "an empty list of users": (s) =>
        s.add("iam.PolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", groups: ["staff"], users: [] }),
      "a user kept free of policies": (s) => s.add("iam.UserPolicyAttachmentsExclusive", { userName: "mail-gateway", policyArns: [] }),
    },
    bad: {
      "to a user": (s) =>
        s.add("iam.UserPolicyAttachment", { user: "nurse", policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" }),
      "inline in a user": (s) => s.add("iam.UserPolicy", { user: "nurse", policy: "{}" }),
      "to a group and a user": (s) =>
        s.add("iam.PolicyAttachment", {
          policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
          groups: ["staff"],
          users: ["nurse"],
        }),
    },
    unknown: {
      "users known later": (s) =>
        s.add("iam.PolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", users: s.later() }),
    },
    notApplicable: {
      "to a group alone": (s) =>
        s.add("iam.GroupPolicyAttachment", { group: "staff", policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess" }),
    },
  },
});
