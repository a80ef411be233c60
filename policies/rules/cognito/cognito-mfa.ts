import { defineRule } from "../../rule";

export default defineRule({
  id: "cognito-mfa",
  title: "Cognito user pools require a second factor",
  threat: "A guessed or stolen password is enough to read ePHI as somebody else.",
  remedy: 'Set mfaConfiguration to "ON" and softwareTokenMfaConfiguration.enabled to true.',
  cites: ["164.312(d)"],
  severity: "high",
  level: "mandatory",
  applies: "ephi",
  on: ["cognito.UserPool"],
  // Which factor is not asked: AWS refuses "ON" without one, and the paragraph does not rank them. "OPTIONAL" leaves it to each user.
  check: (pool) =>
    pool
      .at((p) => p.mfaConfiguration)
      .shown()
      .or("OFF")
      .equals("ON", "users may sign in without a second factor"),
  equivalents: { cdkNag: ["CognitoUserPoolMFA"], prowler: ["cognito_user_pool_mfa_enabled"] },
  examples: {
    good: {
      "software token": (s) => s.add("cognito.UserPool", { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } }),
      "text message": (s) =>
        s.add("cognito.UserPool", { mfaConfiguration: "ON", smsConfiguration: { externalId: "clinic", snsCallerArn: s.later() } }),
    },
    bad: {
      optional: (s) => s.add("cognito.UserPool", { mfaConfiguration: "OPTIONAL", softwareTokenMfaConfiguration: { enabled: true } }),
      "nothing set": (s) => s.add("cognito.UserPool", {}),
    },
    unknown: {
      "known later": (s) => s.add("cognito.UserPool", { mfaConfiguration: s.later(), softwareTokenMfaConfiguration: { enabled: true } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cognito.UserPool", { tags: { DataClassification: "none" } }),
    },
  },
});
