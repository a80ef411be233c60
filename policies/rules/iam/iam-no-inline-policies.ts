import { defineRule, fail, pass } from "../../rule";

export default defineRule({
  id: "iam-no-inline-policies",
  title: "Permissions of users and groups are managed policies",
  threat: "A permission that is hidden inside one user or group is overlooked when access to ePHI is reviewed.",
  remedy: "Move the document into an aws.iam.Policy and attach it to the group.",
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
  // Inline policies of roles are not asked: AWS recommends them where a policy must live and die with the one role that it was written for (IAM User
  // Guide, "Choose between managed policies and inline policies"), and programs write them so.
  on: ["iam.Policy", "iam.UserPolicy", "iam.GroupPolicy", "iam.UserPoliciesExclusive", "iam.GroupPoliciesExclusive"],
  check: (policy) => {
    if (policy.as("iam.Policy")) return pass();
    const names =
      policy.as("iam.UserPoliciesExclusive")?.list((p) => p.policyNames) ??
      policy.as("iam.GroupPoliciesExclusive")?.list((p) => p.policyNames);
    const because = "the permissions are written inline";
    if (names === undefined) return fail(because, [policy.evidence("an inline policy", "a managed policy")]);
    return names.some(
      () => fail(because, [names.cell.evidence("no inline policies")]),
      () => pass(because, [names.cell.evidence("no inline policies")]),
    );
  },
  equivalents: { config: ["iam-no-inline-policy-check"], cdkNag: ["HIPAA.Security-IAMNoInlinePolicy"] },
  examples: {
    good: {
      "a managed policy": (s) => s.add("iam.Policy", { policy: "{}" }),
      "a user kept free of inline policies": (s) => s.add("iam.UserPoliciesExclusive", { userName: "mail-gateway", policyNames: [] }),
    },
    bad: {
      "in a user": (s) => s.add("iam.UserPolicy", { user: "mail-gateway", policy: "{}" }),
      "in a group": (s) => s.add("iam.GroupPolicy", { group: "staff", policy: "{}" }),
      "a list of inline policies": (s) => s.add("iam.UserPoliciesExclusive", { userName: "mail-gateway", policyNames: ["send"] }),
    },
    unknown: {
      "list known later": (s) => s.add("iam.GroupPoliciesExclusive", { groupName: "staff", policyNames: s.later() }),
    },
    notApplicable: {
      "in a role": (s) => s.add("iam.RolePolicy", { role: "visits", policy: "{}" }),
    },
  },
});
