import { defineRule, integer } from "../../rule";

export default defineRule({
  id: "secret-recovery-window",
  title: "Deleted secrets can be recovered",
  threat: "A secret that is deleted by mistake is gone at once, and with it the way into ePHI.",
  remedy: "Leave recoveryWindowInDays out, which is 30 days, or set it to 7 or more.",
  cites: ["164.308(a)(7)(ii)(A)", "164.308(a)(7)(ii)(C)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["secretsmanager.Secret"],
  parameters: {
    minimumDays: integer({ default: 7, minimum: 7, maximum: 30, description: "Shortest recovery window in days; AWS takes 7 to 30." }),
  },
  check: (secret, _, { parameters }) =>
    secret
      .at((p) => p.recoveryWindowInDays)
      .or(30)
      .shown()
      .atLeast(parameters.minimumDays, "the recovery window is too short"),
  equivalents: {},
  examples: {
    good: {
      "nothing set: 30 days": (s) => s.add("secretsmanager.Secret", {}),
      "a week": (s) => s.add("secretsmanager.Secret", { recoveryWindowInDays: 7 }),
    },
    bad: {
      "at once": (s) => s.add("secretsmanager.Secret", { recoveryWindowInDays: 0 }),
      "a site that asks for two weeks": (s) => {
        s.parameters({ minimumDays: 14 });
        return s.add("secretsmanager.Secret", { recoveryWindowInDays: 7 });
      },
    },
    unknown: {
      "known later": (s) => s.add("secretsmanager.Secret", { recoveryWindowInDays: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("secretsmanager.Secret", { recoveryWindowInDays: 0, tags: { DataClassification: "none" } }),
    },
  },
});
