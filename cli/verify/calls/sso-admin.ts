import {
  DescribePermissionSetCommand,
  GetApplicationAssignmentConfigurationCommand,
  GetInlinePolicyForPermissionSetCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListApplicationsCommand,
  ListInstancesCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { service } from "../call";

const sso = service("sso", (configuration) => new SSOAdminClient(configuration));

export const ssoAdminCalls = {
  instances: sso.read("sso:ListInstances", ListInstancesCommand),
  permissionSets: sso.read("sso:ListPermissionSets", ListPermissionSetsCommand),
  permissionSet: sso.read("sso:DescribePermissionSet", DescribePermissionSetCommand),
  inlinePolicy: sso.read("sso:GetInlinePolicyForPermissionSet", GetInlinePolicyForPermissionSetCommand),
  managedPolicies: sso.read("sso:ListManagedPoliciesInPermissionSet", ListManagedPoliciesInPermissionSetCommand),
  accounts: sso.read("sso:ListAccountsForProvisionedPermissionSet", ListAccountsForProvisionedPermissionSetCommand),
  assignments: sso.read("sso:ListAccountAssignments", ListAccountAssignmentsCommand),
  applications: sso.read("sso:ListApplications", ListApplicationsCommand),
  applicationAssignment: sso.read("sso:GetApplicationAssignmentConfiguration", GetApplicationAssignmentConfigurationCommand),
} as const;
