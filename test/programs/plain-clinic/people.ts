import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { prefix } from "./naming";

const domainName = new pulumi.Config().require("domainName");

/** The clinic's staff: made by administrators, with a second factor each. */
export const staff = new aws.cognito.UserPool(
  "staff",
  {
    name: `${prefix}-staff`,
    userPoolTier: "PLUS",
    userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
    mfaConfiguration: "ON",
    softwareTokenMfaConfiguration: { enabled: true },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    accountRecoverySetting: { recoveryMechanisms: [{ name: "admin_only", priority: 1 }] },
    passwordPolicy: {
      minimumLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 1,
      passwordHistorySize: 12,
    },
    usernameConfiguration: { caseSensitive: false },
    deletionProtection: "ACTIVE",
  },
  { protect: true },
);

export const signInDomain = new aws.cognito.UserPoolDomain("staff", { domain: `${prefix}-staff`, userPoolId: staff.id });

export const portalClient = new aws.cognito.UserPoolClient("portal", {
  name: "portal",
  userPoolId: staff.id,
  generateSecret: true,
  allowedOauthFlowsUserPoolClient: true,
  allowedOauthFlows: ["code"],
  allowedOauthScopes: ["openid", "email"],
  supportedIdentityProviders: ["COGNITO"],
  callbackUrls: [`https://${domainName}/oauth2/idpresponse`],
  explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  accessTokenValidity: 15,
  idTokenValidity: 15,
  refreshTokenValidity: 8,
  tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
  enableTokenRevocation: true,
  preventUserExistenceErrors: "ENABLED",
});

new aws.cognito.RiskConfiguration("staff", {
  userPoolId: staff.id,
  compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
});
