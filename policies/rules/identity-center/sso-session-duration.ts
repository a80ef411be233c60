import { secondsOfDuration } from "../../aws/iso-duration";
import { defineRule, integer } from "../../rule";

export default defineRule({
  id: "sso-session-duration",
  title: "Sessions of permission sets end in time",
  threat: "An unattended workstation keeps a session open through which others reach ePHI.",
  remedy: 'Leave sessionDuration out, which means one hour, or set it to four hours ("PT4H") or less.',
  cites: ["164.312(a)(2)(iii)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  on: ["ssoadmin.PermissionSet"],
  parameters: {
    // As for roles that people assume: half a working day, and no more than a whole one.
    maximumSeconds: integer({
      default: 14_400,
      minimum: 3600,
      maximum: 28_800,
      description: "The longest session, in seconds, that a permission set may allow.",
    }),
  },
  check: (set, _stack, { parameters }) =>
    set
      .at((p) => p.sessionDuration)
      .or("PT1H")
      .shown()
      .test(
        (text) => {
          const seconds = secondsOfDuration(text);
          return seconds === undefined ? "unknown" : seconds <= parameters.maximumSeconds ? "yes" : "no";
        },
        `at most ${parameters.maximumSeconds} seconds`,
        "sessions last too long",
      ),
  equivalents: {},
  examples: {
    good: {
      "one hour by default": (s) =>
        s.add("ssoadmin.PermissionSet", { instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef", name: "nurse" }),
      "three and a half hours": (s) =>
        s.add("ssoadmin.PermissionSet", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          name: "nurse",
          sessionDuration: "PT3H30M",
        }),
      "eight hours where the site allows them": (s) => {
        s.parameters({ maximumSeconds: 28_800 });
        return s.add("ssoadmin.PermissionSet", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          name: "nurse",
          sessionDuration: "PT480M",
        });
      },
    },
    bad: {
      "twelve hours": (s) =>
        s.add("ssoadmin.PermissionSet", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          name: "nurse",
          sessionDuration: "PT12H",
        }),
      "five hours in minutes": (s) =>
        s.add("ssoadmin.PermissionSet", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          name: "nurse",
          sessionDuration: "PT300M",
        }),
    },
    unknown: {
      "duration known later": (s) =>
        s.add("ssoadmin.PermissionSet", {
          instanceArn: "arn:aws:sso:::instance/ssoins-1234567890abcdef",
          name: "nurse",
          sessionDuration: s.later(),
        }),
    },
    notApplicable: {
      "a role, which has a rule of its own": (s) => s.add("iam.Role", { assumeRolePolicy: "{}" }),
    },
  },
});
