import type { Cell } from "../../cell";
import type { Resource } from "../../graph/resource";
import type { Stack } from "../../graph/stack";
import { all, any, defineRule, fail, list, undetermined, type Verdict } from "../../rule";

/** Whether the user is on the list, by the name that the credential gives or by the name of the user of the stack that it refers to. */
function isAllowed(
  from: Resource<"iam.AccessKey"> | Resource<"iam.ServiceSpecificCredential">,
  stack: Stack,
  user: Cell<string>,
  names: readonly string[],
): Verdict {
  const because = "a long-lived credential is created";
  if (names.length === 0) return fail(because, [user.evidence("no long-lived credential")]);
  const allowed = new Set(names.map((name) => name.toLowerCase()));
  const wanted = "a name of the parameter allowedUsers";
  const judge = (name: Cell<string>) =>
    name.test((value) => allowed.has(value.toLowerCase()), wanted, `${because} for a user that is not on the list`);
  if (user.state === "known") return judge(user);
  return stack.target(from, user, "iam.User").decide({
    resource: (found) => judge(found.at((p) => p.name)),
    absent: () => judge(user),
  });
}

export default defineRule({
  id: "iam-no-access-keys",
  title: "There are no access keys or other long-lived credentials but for listed users",
  threat: "A key that never ends is copied into a file or a repository, and whoever finds it acts in the user's name.",
  remedy:
    "Let software use a role instead. For a user that must have a key, name it in the parameter allowedUsers and set pgpKey, so that the secret is not in Pulumi's state; give a service-specific credential credentialAgeDays of 90 or less.",
  cites: [
    "164.312(d)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(C)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.308(a)(5)(ii)(D)",
    "164.312(a)(1)",
    "164.312(a)(2)(i)",
  ],
  severity: "high",
  level: "mandatory",
  applies: "always",
  on: ["iam.AccessKey", "iam.ServiceSpecificCredential"],
  parameters: {
    allowedUsers: list({ default: [], description: "Names of the IAM users that may have long-lived credentials." }),
  },
  // A key's age, and keys of the root user, which no program can create, are seen in a live account only. An inactive credential opens nothing.
  check: (credential, stack, { parameters }) => {
    const key = credential.as("iam.AccessKey");
    if (key) {
      return any(
        key
          .at((p) => p.status)
          .or("Active")
          .equals("Inactive", "the key is active"),
        all(
          isAllowed(
            key,
            stack,
            key.at((p) => p.user),
            parameters.allowedUsers,
          ),
          key.at((p) => p.pgpKey).isSet("the secret key is kept in Pulumi's state", "a PGP key"),
        ),
      );
    }
    const other = credential.as("iam.ServiceSpecificCredential");
    if (!other) return undetermined("another kind of credential");
    return any(
      other
        .at((p) => p.status)
        .or("Active")
        .equals("Inactive", "the credential is active"),
      all(
        isAllowed(
          other,
          stack,
          other.at((p) => p.userName),
          parameters.allowedUsers,
        ),
        other
          .at((p) => p.credentialAgeDays)
          .shown()
          .atMost(90, "the credential does not end within 90 days"),
      ),
    );
  },
  equivalents: {
    config: ["access-keys-rotated", "iam-root-access-key-check"],
    prowler: [
      "iam_rotate_access_key_90_days",
      "iam_user_two_active_access_key",
      "iam_user_no_setup_initial_access_key",
      "bedrock_api_key_no_long_term_credentials",
    ],
    checkov: ["CKV_AWS_348"],
  },
  examples: {
    good: {
      "listed user, secret kept out of the state": (s) => {
        s.parameters({ allowedUsers: ["mail-gateway"] });
        const user = s.add("iam.User", { name: "mail-gateway" });
        return s.add("iam.AccessKey", { user: user.out("name"), pgpKey: "keybase:clinic" });
      },
      inactive: (s) => s.add("iam.AccessKey", { user: "mail-gateway", status: "Inactive" }),
      "listed user, credential of 30 days": (s) => {
        s.parameters({ allowedUsers: ["mail-gateway"] });
        return s.add("iam.ServiceSpecificCredential", {
          serviceName: "bedrock.amazonaws.com",
          userName: "mail-gateway",
          credentialAgeDays: 30,
        });
      },
    },
    bad: {
      "a key": (s) => s.add("iam.AccessKey", { user: "mail-gateway" }),
      "a key of a user of the stack": (s) => {
        const user = s.add("iam.User", { name: "mail-gateway" });
        return s.add("iam.AccessKey", { user: user.out("name"), pgpKey: "keybase:clinic" });
      },
      "listed user, secret in the state": (s) => {
        s.parameters({ allowedUsers: ["mail-gateway"] });
        return s.add("iam.AccessKey", { user: "mail-gateway" });
      },
      "listed user, credential without end": (s) => {
        s.parameters({ allowedUsers: ["mail-gateway"] });
        return s.add("iam.ServiceSpecificCredential", { serviceName: "codecommit.amazonaws.com", userName: "mail-gateway" });
      },
    },
    unknown: {
      "user known later": (s) => {
        s.parameters({ allowedUsers: ["mail-gateway"] });
        return s.add("iam.AccessKey", { user: s.later(), pgpKey: "keybase:clinic" });
      },
      "status known later": (s) => s.add("iam.AccessKey", { user: "mail-gateway", status: s.later() }),
    },
    notApplicable: {
      "a public key for CodeCommit": (s) =>
        s.add("iam.SshKey", { username: "mail-gateway", encoding: "SSH", publicKey: "ssh-rsa AAAAB3NzaC1yc2E clinic" }),
    },
  },
});
