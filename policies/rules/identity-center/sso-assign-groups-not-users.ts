import { defineRule, notApplicable } from "../../rule";

export default defineRule({
  id: "sso-assign-groups-not-users",
  title: "Access to accounts is given to groups",
  threat: "Access that is given person by person stays behind when the person's work changes.",
  remedy: 'Set principalType to "GROUP" and principalId to a group; set assignmentRequired to true for applications.',
  cites: ["164.308(a)(4)(ii)(C)", "164.308(a)(4)(ii)(B)"],
  severity: "low",
  // A hint: one person may be the only member of what would be a group.
  level: "advisory",
  applies: "always",
  on: ["ssoadmin.AccountAssignment", "ssoadmin.ApplicationAssignmentConfiguration"],
  check: (assignment) => {
    const application = assignment.as("ssoadmin.ApplicationAssignmentConfiguration");
    if (application) return application.at((p) => p.assignmentRequired).equals(true, "everyone may use the application");
    const account = assignment.as("ssoadmin.AccountAssignment");
    return account
      ? account
          .at((p) => p.principalType)
          .shown()
          .equals("GROUP", "access is given to one person")
      : notApplicable();
  },
  equivalents: {},
  examples: {
    good: {
      "a group": (s) =>
        s.add("ssoadmin.AccountAssignment", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          principalId: "1234567890-aaaa",
          principalType: "GROUP",
          targetId: "111122223333",
          targetType: "AWS_ACCOUNT",
        }),
      "an application for those assigned": (s) =>
        s.add("ssoadmin.ApplicationAssignmentConfiguration", {
          applicationArn: "arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef",
          assignmentRequired: true,
        }),
    },
    bad: {
      "a person": (s) =>
        s.add("ssoadmin.AccountAssignment", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          principalId: "1234567890-aaaa",
          principalType: "USER",
          targetId: "111122223333",
          targetType: "AWS_ACCOUNT",
        }),
      "an application for everyone": (s) =>
        s.add("ssoadmin.ApplicationAssignmentConfiguration", {
          applicationArn: "arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef",
          assignmentRequired: false,
        }),
    },
    unknown: {
      "type known later": (s) =>
        s.add("ssoadmin.AccountAssignment", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
          principalId: "1234567890-aaaa",
          principalType: s.later(),
          targetId: "111122223333",
          targetType: "AWS_ACCOUNT",
        }),
    },
    notApplicable: {
      "a permission set": (s) =>
        s.add("ssoadmin.PermissionSet", { instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef", name: "nurse" }),
    },
  },
});
