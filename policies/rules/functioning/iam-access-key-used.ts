import { any, defineFunctioningRule, integer, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

const because = "the key has not been used for too long";

export default defineFunctioningRule({
  id: "iam-access-key-used",
  title: "Access keys that nobody uses are taken away",
  threat: "A forgotten key in an old file opens ePHI, and nobody would notice its loss.",
  remedy: "Deactivate the key, wait whether anything misses it, and delete it.",
  cites: ["164.308(a)(3)(ii)(C)", "164.308(a)(4)(ii)(C)", "164.312(a)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  observes: ["iam.AccessKey"],
  parameters: { maximumDays: integer({ default: 90, minimum: 1, maximum: 90, description: "Days for which a key may lie unused." }) },
  // A key that is new counts from the day on which it was made. Source: IAM API Reference, AccessKeyLastUsed.
  check: ({ facts, at, parameters: { maximumDays } }) =>
    when(facts.at((p) => p.active).is(true), () =>
      any(
        lately(
          facts.at((p) => p.lastUsed),
          at,
          maximumDays,
          because,
        ),
        lately(
          facts.at((p) => p.createdAt),
          at,
          maximumDays,
          because,
        ),
      ),
    ),
  equivalents: { config: ["iam-user-unused-credentials-check"], prowler: ["iam_user_accesskey_unused"] },
  examples: {
    good: {
      "used today": (s) =>
        s.add(
          "iam.AccessKey",
          { user: "backup-job" },
          { observed: { active: true, createdAt: "2026-01-07T09:00:00.000Z", lastUsed: "2026-11-22T09:00:00.000Z" } },
        ),
      "made last week": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: "2026-11-15T09:00:00.000Z" } }),
    },
    bad: {
      "used half a year ago": (s) =>
        s.add(
          "iam.AccessKey",
          { user: "backup-job" },
          { observed: { active: true, createdAt: "2026-01-07T09:00:00.000Z", lastUsed: "2026-05-22T09:00:00.000Z" } },
        ),
      "never used": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: "2026-01-07T09:00:00.000Z" } }),
      "used 60 days ago, where the site sets 45": (s) => {
        s.parameters({ maximumDays: 45 });
        return s.add(
          "iam.AccessKey",
          { user: "backup-job" },
          { observed: { active: true, createdAt: "2026-01-07T09:00:00.000Z", lastUsed: "2026-09-23T09:00:00.000Z" } },
        );
      },
    },
    unknown: {
      "the last use could not be read": (s) =>
        s.add(
          "iam.AccessKey",
          { user: "backup-job" },
          { observed: { active: true, createdAt: "2026-01-07T09:00:00.000Z", lastUsed: s.later() } },
        ),
    },
    notApplicable: {
      inactive: (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: false, createdAt: "2026-01-07T09:00:00.000Z" } }),
    },
  },
});
