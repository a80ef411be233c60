import { defineFunctioningRule, when } from "../../functioning/define-functioning-rule";

export default defineFunctioningRule({
  id: "iam-user-has-mfa-device",
  title: "Each user with a password has a device for multi-factor authentication",
  threat: "A guessed password opens the console, and through it ePHI.",
  remedy: "Have the user register a device, or delete the password and let the person sign in through the identity provider.",
  cites: ["164.312(d)", "164.308(a)(3)(ii)(A)", "164.308(a)(4)(ii)(B)", "164.312(a)(1)"],
  severity: "critical",
  level: "mandatory",
  applies: "always",
  observes: ["iam.User"],
  check: ({ facts }) =>
    when(facts.at((p) => p.hasPassword).is(true), () =>
      facts
        .at((p) => p.mfaDevices)
        .shown()
        .atLeast(1, "the user has a password and no device for multi-factor authentication"),
    ),
  equivalents: {
    config: ["iam-user-mfa-enabled", "mfa-enabled-for-iam-console-access"],
    prowler: ["iam_user_mfa_enabled_console_access", "iam_user_hardware_mfa_enabled"],
  },
  examples: {
    good: {
      "one device": (s) =>
        s.add("iam.User", { name: "nurse" }, { observed: { hasPassword: true, mfaDevices: 1, createdAt: "2026-01-07T09:00:00.000Z" } }),
      "two devices": (s) =>
        s.add("iam.User", { name: "nurse" }, { observed: { hasPassword: true, mfaDevices: 2, createdAt: "2026-01-07T09:00:00.000Z" } }),
    },
    bad: {
      "no device": (s) =>
        s.add("iam.User", { name: "nurse" }, { observed: { hasPassword: true, mfaDevices: 0, createdAt: "2026-01-07T09:00:00.000Z" } }),
      "no device, the password never used": (s) =>
        s.add(
          "iam.User",
          { name: "intern" },
          {
            observed: {
              hasPassword: true,
              mfaDevices: 0,
              createdAt: "2026-11-22T09:00:00.000Z",
              passwordSince: "2026-11-22T09:00:00.000Z",
            },
          },
        ),
    },
    unknown: {
      "the devices could not be read": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          { observed: { hasPassword: true, mfaDevices: s.later(), createdAt: "2026-01-07T09:00:00.000Z" } },
        ),
      "whether there is a password could not be read": (s) =>
        s.add(
          "iam.User",
          { name: "nurse" },
          { observed: { hasPassword: s.later(), mfaDevices: 0, createdAt: "2026-01-07T09:00:00.000Z" } },
        ),
    },
    notApplicable: {
      "no password": (s) =>
        s.add(
          "iam.User",
          { name: "backup-job" },
          { observed: { hasPassword: false, mfaDevices: 0, createdAt: "2026-01-07T09:00:00.000Z" } },
        ),
    },
  },
});
