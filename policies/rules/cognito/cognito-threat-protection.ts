import { defineRule } from "../../rule";

export default defineRule({
  id: "cognito-threat-protection",
  title: "Cognito user pools stop risky sign-ins",
  threat: "A password stolen elsewhere is tried here, and ePHI read as somebody else.",
  remedy: 'Set userPoolAddOns.advancedSecurityMode to "ENFORCED" and userPoolTier to "PLUS".',
  // Advisory: it is a paid tier; a required second factor stops most of the same attacks (cognito-mfa).
  cites: ["164.308(a)(5)(ii)(C)", "164.312(d)"],
  severity: "medium",
  level: "advisory",
  applies: "ephi",
  on: ["cognito.UserPool"],
  check: (pool) =>
    pool
      .at((p) => p.userPoolAddOns?.advancedSecurityMode)
      .shown()
      .or("OFF")
      .equals("ENFORCED", "risky sign-ins are not stopped"),
  equivalents: {
    cdkNag: ["CognitoUserPoolPlusTier"],
    prowler: [
      "cognito_user_pool_advanced_security_enabled",
      "cognito_user_pool_blocks_compromised_credentials_sign_in_attempts",
      "cognito_user_pool_blocks_potential_malicious_sign_in_attempts",
      "cognito_user_pool_waf_acl_attached",
    ],
  },
  examples: {
    good: {
      enforced: (s) => s.add("cognito.UserPool", { userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "ENFORCED" } }),
      "enforced, with a second factor": (s) =>
        s.add("cognito.UserPool", {
          userPoolTier: "PLUS",
          userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
          mfaConfiguration: "ON",
          softwareTokenMfaConfiguration: { enabled: true },
        }),
    },
    bad: {
      "only watched": (s) => s.add("cognito.UserPool", { userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: "AUDIT" } }),
      "nothing set": (s) => s.add("cognito.UserPool", {}),
    },
    unknown: {
      "mode known later": (s) => s.add("cognito.UserPool", { userPoolTier: "PLUS", userPoolAddOns: { advancedSecurityMode: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("cognito.UserPool", { tags: { DataClassification: "none" } }),
    },
  },
});
