import { defineRule, fail, list } from "../../rule";

export default defineRule({
  id: "iam-no-users",
  title: "There are no IAM users but those on the list",
  threat:
    "A long-lived identity outside the workforce's directory stays open after its person has left, and several people come to share it.",
  remedy:
    "Let people come through IAM Identity Center or a federated provider, and software through roles. Name a user that must be, such as an emergency one, in the parameter allowedUsers.",
  cites: ["164.312(d)", "164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["iam.User"],
  parameters: {
    allowedUsers: list({ default: [], description: "Names of the IAM users that may exist." }),
  },
  // Names of users are the same whatever their case (IAM User Guide, "IAM and AWS STS quotas"). A name that is left out is made by Pulumi and is on no list.
  check: (user, _stack, { parameters }) => {
    const allowed = new Set(parameters.allowedUsers.map((name) => name.toLowerCase()));
    const name = user.at((p) => p.name);
    return allowed.size === 0
      ? fail("an IAM user is created", [name.evidence("no IAM user")])
      : name.test(
          (value) => allowed.has(value.toLowerCase()),
          "a name of the parameter allowedUsers",
          "an IAM user is created that is not on the list",
        );
  },
  equivalents: { prowler: ["iam_user_with_temporary_credentials"], checkov: ["CKV_AWS_273"] },
  examples: {
    good: {
      "on the list": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.User", { name: "emergency" });
      },
      "on the list in another case": (s) => {
        s.parameters({ allowedUsers: ["Emergency", "mail-gateway"] });
        return s.add("iam.User", { name: "emergency", path: "/break-glass/" });
      },
    },
    bad: {
      "a user": (s) => s.add("iam.User", { name: "nurse" }),
      "a user without a name": (s) => s.add("iam.User", {}),
      "a user whose name is known later": (s) => s.add("iam.User", { name: s.later() }),
      "not on the list": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.User", { name: "nurse" });
      },
    },
    unknown: {
      "name known later": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.User", { name: s.later() });
      },
    },
    notApplicable: {
      "a user of IAM Identity Center": (s) =>
        s.add("identitystore.User", {
          identityStoreId: "d-1234567890",
          displayName: "Nurse",
          userName: "nurse",
          name: { givenName: "N", familyName: "Urse" },
        }),
    },
  },
});
