import type { Cell } from "../../cell";
import { all, defineRule, fail, list } from "../../rule";

export default defineRule({
  id: "iam-no-console-password",
  title: "There are no console passwords but for listed users",
  threat: "A password outside the workforce's directory is shared, kept, and tried by whoever finds it.",
  remedy:
    "Let people come through IAM Identity Center. For a user that must have a password, name it in the parameter allowedUsers, set pgpKey so that the password is not in Pulumi's state, set passwordResetRequired to true, and leave passwordLength at 14 or more.",
  cites: ["164.312(d)", "164.312(a)(2)(i)"],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["iam.UserLoginProfile"],
  parameters: {
    allowedUsers: list({ default: [], description: "Names of the IAM users that may have a console password." }),
  },
  check: (profile, stack, { parameters }) => {
    const user = profile.at((p) => p.user);
    const because = "a console password is created";
    if (parameters.allowedUsers.length === 0) return fail(because, [user.evidence("no console password")]);
    const allowed = new Set(parameters.allowedUsers.map((name) => name.toLowerCase()));
    const judge = (name: Cell<string>) =>
      name.test(
        (value) => allowed.has(value.toLowerCase()),
        "a name of the parameter allowedUsers",
        `${because} for a user that is not on the list`,
      );
    return all(
      user.state === "known"
        ? judge(user)
        : stack
            .target(profile, user, "iam.User")
            .decide({ resource: (found) => judge(found.at((p) => p.name)), absent: () => judge(user) }),
      profile.at((p) => p.pgpKey).isSet("the password is kept in Pulumi's state", "a PGP key"),
      profile
        .at((p) => p.passwordResetRequired)
        .or(false)
        .equals(true, "the first password stays"),
      profile
        .at((p) => p.passwordLength)
        .or(20)
        .shown()
        .atLeast(14, "the password is too short"),
    );
  },
  equivalents: { checkov: ["CKV2_AWS_22"] },
  examples: {
    good: {
      "listed user": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.UserLoginProfile", { user: "emergency", pgpKey: "keybase:clinic", passwordResetRequired: true });
      },
      "listed user of the stack": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        const user = s.add("iam.User", { name: "emergency" });
        return s.add("iam.UserLoginProfile", {
          user: user.out("name"),
          pgpKey: "keybase:clinic",
          passwordResetRequired: true,
          passwordLength: 30,
        });
      },
    },
    bad: {
      "a user": (s) => s.add("iam.UserLoginProfile", { user: "nurse", pgpKey: "keybase:clinic", passwordResetRequired: true }),
      "password in the state": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.UserLoginProfile", { user: "emergency", passwordResetRequired: true });
      },
      "password that stays": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.UserLoginProfile", { user: "emergency", pgpKey: "keybase:clinic" });
      },
      "another user than listed": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.UserLoginProfile", { user: "nurse", pgpKey: "keybase:clinic", passwordResetRequired: true });
      },
    },
    unknown: {
      "user known later": (s) => {
        s.parameters({ allowedUsers: ["emergency"] });
        return s.add("iam.UserLoginProfile", { user: s.later(), pgpKey: "keybase:clinic", passwordResetRequired: true });
      },
    },
    notApplicable: {
      "a user without a password": (s) => s.add("iam.User", { name: "mail-gateway" }),
    },
  },
});
