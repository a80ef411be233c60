import * as aws from "@pulumi/aws";
import { policy, prefix } from "./foundation";

new aws.cognito.UserPool("patients", {
  name: `${prefix}-patients`,
  mfaConfiguration: "OPTIONAL", // cognito-mfa: nobody has to
  softwareTokenMfaConfiguration: { enabled: true },
  userPoolTier: "PLUS",
  userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
  adminCreateUserConfig: { allowAdminCreateUserOnly: true },
  passwordPolicy: {
    minimumLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 1,
  },
  deletionProtection: "ACTIVE",
});

const trusted = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "sts:AssumeRole" };
const withSecondFactor = {
  ...trusted,
  Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" }, NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
};
// iam-human-role-requires-mfa: the account of the people is trusted without a condition
new aws.iam.Role("analyst", { name: `${prefix}-analyst`, assumeRolePolicy: policy(trusted), maxSessionDuration: 3600 });
new aws.iam.Role("night-shift", {
  name: `${prefix}-night-shift`,
  assumeRolePolicy: policy(withSecondFactor),
  maxSessionDuration: 43200, // iam-role-session-duration: twelve hours
});

new aws.iam.Policy("developers", {
  name: `${prefix}-developers`,
  policy: policy(
    { Sid: "Look", Effect: "Allow", Action: ["s3:ListAllMyBuckets"], Resource: "*" },
    {
      Sid: "AllButBilling",
      Effect: "Allow",
      // iam-no-admin-access, and with it iam-no-full-service-access, iam-no-privilege-escalation and iam-no-wildcard-kms-decrypt:
      // all actions but those of one service are still everything
      NotAction: "aws-portal:*",
      Resource: "*",
    },
  ),
});

// iam-no-users, iam-no-access-keys: a machine's user with keys that never end
const uploader = new aws.iam.User("uploader", { name: `${prefix}-uploader` });
new aws.iam.AccessKey("uploader-key", { user: uploader.name });
