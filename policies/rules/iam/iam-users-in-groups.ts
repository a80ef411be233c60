import { some, type Ternary } from "../../aws/ternary";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { any, decide, defineRule, missing, type Verdict } from "../../rule";

const because = "the user is in no group";

/** Whether a group's list of members names the user; a member that is known later may be the user. */
function lists(membership: Resource<"iam.GroupMembership">, user: Resource<"iam.User">, stack: Stack): Verdict {
  const users = membership.list((p) => p.users);
  const found: Ternary =
    users.state === "unknown"
      ? "unknown"
      : some(users.cells, (cell) => {
          const target = stack.target(membership, cell, "iam.User");
          if (target.resource) return target.resource.urn === user.urn ? "yes" : "no";
          return target.state === "outside" ? "no" : "unknown";
        });
  return decide(found, because, [users.cell.evidence("the user")]);
}

export default defineRule({
  id: "iam-users-in-groups",
  title: "Every IAM user is in a group",
  threat: "Permissions of a user outside all groups are set by hand, and nobody reviews them with the others'.",
  remedy: "Add an aws.iam.UserGroupMembership for the user with one group or more.",
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
  severity: "low",
  // A hint: another stack may make the user a member, as it may fill a group, so groups are not asked for members at all.
  level: "advisory",
  applies: "always",
  on: ["iam.User"],
  check: (user, stack) =>
    any(
      stack
        .attached(user, "iam.UserGroupMembership", (p) => p.user)
        .some(
          (membership) => {
            const groups = membership.list((p) => p.groups);
            const evidence = [groups.cell.evidence("a group")];
            return decide(groups.state === "unknown" ? "unknown" : groups.items.length > 0 ? "yes" : "no", because, evidence);
          },
          () => missing(user, because, "aws.iam.UserGroupMembership"),
        ),
      stack.some(
        "iam.GroupMembership",
        (membership) => lists(membership, user, stack),
        () => missing(user, because, "aws.iam.GroupMembership"),
      ),
    ),
  equivalents: {
    cdkNag: ["HIPAA.Security-IAMUserGroupMembership", "HIPAA.Security-IAMGroupHasUsers"],
    checkov: ["CKV2_AWS_14", "CKV2_AWS_21"],
  },
  examples: {
    good: {
      "by the user's membership": (s) => {
        const user = s.add("iam.User", {});
        s.add("iam.UserGroupMembership", { user: user.out("name"), groups: ["staff"] });
        return user;
      },
      "by the group's members": (s) => {
        const user = s.add("iam.User", {});
        s.add("iam.GroupMembership", { group: "staff", users: [user.out("name")] });
        return user;
      },
    },
    bad: {
      "no membership": (s) => s.add("iam.User", {}),
      "no group named": (s) => {
        const user = s.add("iam.User", {});
        s.add("iam.UserGroupMembership", { user: user.out("name"), groups: [] });
        return user;
      },
      "another user's membership": (s) => {
        const user = s.add("iam.User", {});
        const other = s.add("iam.User", {});
        s.add("iam.UserGroupMembership", { user: other.out("name"), groups: ["staff"] });
        return user;
      },
    },
    unknown: {
      "groups known later": (s) => {
        const user = s.add("iam.User", {});
        s.add("iam.UserGroupMembership", { user: user.out("name"), groups: s.later() });
        return user;
      },
    },
    notApplicable: {
      "a role": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
