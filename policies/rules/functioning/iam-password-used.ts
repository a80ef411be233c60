import { any, defineFunctioningRule, integer, undetermined, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const because = "the password has not been used for too long";

export default defineFunctioningRule({
  id: "iam-password-used",
  title: "Passwords that nobody uses are taken away",
  threat: "Somebody who left signs in with a password that nobody misses.",
  remedy: "Delete the login profile of the user, or the user.",
  cites: ["164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  observes: ["iam.User"],
  parameters: { maximumDays: integer({ default: 90, minimum: 1, maximum: 90, description: "Days for which a password may lie unused." }) },
  // A password that is new counts from the day on which it was given. Source: IAM API Reference, User: PasswordLastUsed; LoginProfile: CreateDate.
  check: ({ facts, at, parameters: { maximumDays } }) =>
    when(facts.at((p) => p.hasPassword).is(true), () => {
      const since = facts.at((p) => p.passwordSince);
      return any(
        lately(
          facts.at((p) => p.passwordLastUsed),
          at,
          maximumDays,
          because,
        ),
        since.state === "absent"
          ? undetermined("since when the user has the password is not known", [since.evidence("a time")])
          : lately(since, at, maximumDays, because),
      );
    }),
  equivalents: { config: ["iam-user-unused-credentials-check"], prowler: ["iam_user_console_access_unused"] },
  examples: {
    good: {
      "used this week": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2025-01-07T09:00:00.000Z",
              passwordLastUsed: "2026-11-20T09:00:00.000Z",
            },
          },
        ),
      "given last week": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2026-11-15T09:00:00.000Z",
            },
          },
        ),
    },
    bad: {
      "used half a year ago": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2025-01-07T09:00:00.000Z",
              passwordLastUsed: "2026-05-20T09:00:00.000Z",
            },
          },
        ),
      "never used": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2025-01-07T09:00:00.000Z",
            },
          },
        ),
      "used 60 days ago, where the site sets 45": (s) => {
        s.parameters({ maximumDays: 45 });
        return s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2025-01-07T09:00:00.000Z",
              passwordLastUsed: "2026-09-23T09:00:00.000Z",
            },
          },
        );
      },
    },
    unknown: {
      "the last use could not be read": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 1,
              createdAt: "2025-01-07T09:00:00.000Z",
              passwordSince: "2025-01-07T09:00:00.000Z",
              passwordLastUsed: s.later(),
            },
          },
        ),
    },
    notApplicable: {
      "no password": (s) =>
        s.add(
          "iam.User",
          { name: "backup-job" },
          { observed: { hasPassword: false, mfaDevices: 0, createdAt: "2025-01-07T09:00:00.000Z" } },
        ),
    },
  },
});
