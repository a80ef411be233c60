import {
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { service } from "../call";

const iam = service("iam", (configuration) => new IAMClient(configuration));

export const iamCalls = {
  identities: iam.read("iam:GetAccountAuthorizationDetails", GetAccountAuthorizationDetailsCommand),
  roles: iam.read("iam:ListRoles", ListRolesCommand),
  loginProfile: iam.read("iam:GetLoginProfile", GetLoginProfileCommand),
  accessKeys: iam.read("iam:ListAccessKeys", ListAccessKeysCommand),
  accessKeyLastUsed: iam.read("iam:GetAccessKeyLastUsed", GetAccessKeyLastUsedCommand),
  mfaDevices: iam.read("iam:ListMFADevices", ListMFADevicesCommand),
  users: iam.read("iam:ListUsers", ListUsersCommand),
  accountSummary: iam.read("iam:GetAccountSummary", GetAccountSummaryCommand),
  credentialReport: iam.read("iam:GetCredentialReport", GetCredentialReportCommand),
  passwordPolicy: iam.read("iam:GetAccountPasswordPolicy", GetAccountPasswordPolicyCommand),
} as const;
