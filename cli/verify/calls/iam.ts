import {
  GetAccountAuthorizationDetailsCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { service } from "../call";

const iam = service("iam", (configuration) => new IAMClient(configuration));

export const iamCalls = {
  identities: iam.read("iam:GetAccountAuthorizationDetails", GetAccountAuthorizationDetailsCommand),
  roles: iam.read("iam:ListRoles", ListRolesCommand),
  loginProfile: iam.read("iam:GetLoginProfile", GetLoginProfileCommand),
  accessKeys: iam.read("iam:ListAccessKeys", ListAccessKeysCommand),
  passwordPolicy: iam.read("iam:GetAccountPasswordPolicy", GetAccountPasswordPolicyCommand),
} as const;
