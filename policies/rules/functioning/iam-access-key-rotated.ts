import { defineFunctioningRule, integer, when } from "../../functioning/define-functioning-rule";
import { lately } from "../../functioning/times";

export default defineFunctioningRule({
  id: "iam-access-key-rotated",
  title: "Access keys are replaced in time",
  threat: "A key that leaked long ago still opens ePHI.",
  remedy: "Make a second key, move the program to it, and delete the old one; better, give the program a role.",
  cites: ["164.308(a)(5)(ii)(D)", "164.308(a)(4)(ii)(C)", "164.312(d)"],
  severity: "medium",
  level: "mandatory",
  applies: "always",
  observes: ["iam.AccessKey"],
  parameters: { maximumDays: integer({ default: 90, minimum: 1, maximum: 90, description: "Days after which a key is replaced." }) },
  check: ({ facts, at, parameters: { maximumDays } }) =>
    when(facts.at((p) => p.active).is(true), () =>
      lately(
        facts.at((p) => p.createdAt),
        at,
        maximumDays,
        "the key is too old",
      ),
    ),
  equivalents: { config: ["access-keys-rotated"], prowler: ["iam_rotate_access_key_90_days"] },
  examples: {
    good: {
      "two months old": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: "2026-09-22T09:00:00.000Z" } }),
      "made today": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: "2026-11-22T11:00:00.000Z" } }),
    },
    bad: {
      "four months old": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: "2026-07-22T09:00:00.000Z" } }),
      "old, though in use": (s) =>
        s.add(
          "iam.AccessKey",
          { user: "backup-job" },
          { observed: { active: true, createdAt: "2021-07-22T09:00:00.000Z", lastUsed: "2026-11-22T09:00:00.000Z" } },
        ),
    },
    unknown: {
      "the key could not be read": (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: true, createdAt: s.later() } }),
    },
    notApplicable: {
      inactive: (s) =>
        s.add("iam.AccessKey", { user: "backup-job" }, { observed: { active: false, createdAt: "2021-07-22T09:00:00.000Z" } }),
    },
  },
});
