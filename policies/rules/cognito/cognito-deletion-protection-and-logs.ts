import { defineRule } from "../../rule";

export default defineRule({
  id: "cognito-deletion-protection-and-logs",
  title: "Cognito user pools are protected from deletion",
  threat: "One mistaken command takes away every account, and nobody can prove who they were.",
  remedy: 'Set deletionProtection to "ACTIVE".',
  cites: ["164.312(c)(1)", "164.312(b)"],
  severity: "low",
  level: "mandatory",
  applies: "ephi",
  on: ["cognito.UserPool"],
  // Who signed in is in CloudTrail; the pool's own log of sign-ins needs a paid tier, and is left to cognito-threat-protection.
  check: (pool) =>
    pool
      .at((p) => p.deletionProtection)
      .shown()
      .or("INACTIVE")
      .equals("ACTIVE", "the pool is not protected from deletion"),
  fix: () => ({ deletionProtection: "ACTIVE" }),
  equivalents: { prowler: ["cognito_user_pool_deletion_protection_enabled"] },
  examples: {
    good: {
      protected: (s) => s.add("cognito.UserPool", { deletionProtection: "ACTIVE" }),
      "protected, with a second factor": (s) =>
        s.add("cognito.UserPool", {
          deletionProtection: "ACTIVE",
          mfaConfiguration: "ON",
          softwareTokenMfaConfiguration: { enabled: true },
        }),
    },
    bad: {
      "switched off": (s) => s.add("cognito.UserPool", { deletionProtection: "INACTIVE" }),
      "left out": (s) => s.add("cognito.UserPool", {}),
    },
    unknown: {
      "known later": (s) => s.add("cognito.UserPool", { deletionProtection: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cognito.UserPool", { tags: { DataClassification: "none" } }),
    },
  },
});
