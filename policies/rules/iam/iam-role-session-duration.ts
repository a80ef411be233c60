import { judgePolicy } from "../../aws/iam/judge-policy";
import { principalClasses, requiresMfa } from "../../aws/iam/trust";
import { or, ternary } from "../../aws/ternary";
import { defineRule, integer, notApplicable, undetermined, when } from "../../rule";

function trust(principal: unknown, action = "sts:AssumeRole", condition?: unknown): string {
  const statement = { Effect: "Allow", Principal: principal, Action: action, ...(condition === undefined ? {} : { Condition: condition }) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export default defineRule({
  id: "iam-role-session-duration",
  title: "Sessions of roles that people assume end in time",
  threat: "An unattended workstation keeps a session open through which others reach ePHI.",
  remedy: "Leave maxSessionDuration out, which means one hour, or set it to the allowed number of seconds or less.",
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["iam.Role"],
  parameters: {
    // The paragraph names no time. Four hours are half a working day; eight are the most that a site may allow, since twelve, AWS's own maximum, is no logoff.
    maximumSeconds: integer({
      default: 14_400,
      minimum: 3600,
      maximum: 28_800,
      description: "The longest session, in seconds, that a role for people may allow.",
    }),
  },
  // Services renew their sessions themselves, and the session of a chained role lasts an hour whatever the role says (IAM User Guide, "Roles terms and concepts").
  check: (role, _stack, { parameters }) => {
    const duration = role
      .at((p) => p.maxSessionDuration)
      .or(3600)
      .shown()
      .atMost(parameters.maximumSeconds, "sessions last too long");
    return judgePolicy(
      role.at((p) => p.assumeRolePolicy),
      "a known trust policy",
      (document) => {
        const found = principalClasses(document);
        const people = or(ternary(found.has("saml")), requiresMfa(document).trustsPeople, found.has("unknown") ? "unknown" : "no");
        if (!found.has("oidc")) return when(people, () => duration);
        // OpenID Connect brings build systems and pods as well as people, and the policy does not tell which.
        const open = () => undetermined("whether people assume the role through OpenID Connect cannot be told", duration.evidence);
        return when(
          people,
          () => duration,
          () => (duration.outcome === "pass" ? notApplicable("people do not surely assume it") : open()),
        );
      },
    );
  },
  equivalents: {},
  examples: {
    good: {
      "one hour by default": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }) }),
      "four hours": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }), maxSessionDuration: 14_400 }),
      "eight hours where the site allows them": (s) => {
        s.parameters({ maximumSeconds: 28_800 });
        return s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }), maxSessionDuration: 28_800 });
      },
    },
    bad: {
      "twelve hours": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }), maxSessionDuration: 43_200 }),
      "eight hours through SAML": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust({ Federated: "arn:aws:iam::111122223333:saml-provider/clinic" }, "sts:AssumeRoleWithSAML"),
          maxSessionDuration: 28_800,
        }),
      "two hours where the site allows one": (s) => {
        s.parameters({ maximumSeconds: 3600 });
        return s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }), maxSessionDuration: 7200 });
      },
    },
    unknown: {
      "duration known later": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "111122223333" }), maxSessionDuration: s.later() }),
      "trust known later": (s) => s.add("iam.Role", { assumeRolePolicy: s.later(), maxSessionDuration: 43_200 }),
      "twelve hours through OpenID Connect": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            { Federated: "arn:aws:iam::111122223333:oidc-provider/login.example.org" },
            "sts:AssumeRoleWithWebIdentity",
          ),
          maxSessionDuration: 43_200,
        }),
    },
    notApplicable: {
      "a service": (s) => s.add("iam.Role", { assumeRolePolicy: trust({ Service: "glue.amazonaws.com" }), maxSessionDuration: 43_200 }),
      "roles of an account": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust({ AWS: "111122223333" }, "sts:AssumeRole", {
            ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*" },
          }),
          maxSessionDuration: 43_200,
        }),
      "another role": (s) =>
        s.add("iam.Role", { assumeRolePolicy: trust({ AWS: "arn:aws:iam::444455556666:role/deploy" }), maxSessionDuration: 43_200 }),
      "one hour through OpenID Connect": (s) =>
        s.add("iam.Role", {
          assumeRolePolicy: trust(
            { Federated: "arn:aws:iam::111122223333:oidc-provider/login.example.org" },
            "sts:AssumeRoleWithWebIdentity",
          ),
        }),
    },
  },
});
