import { ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { service } from "../call";

const organizations = service("organizations", (configuration) => new OrganizationsClient(configuration));

/** Asked in the organization's management account, or in that of a delegated administrator. */
export const memberAccountCalls = {
  memberAccounts: organizations.read("organizations:ListAccounts", ListAccountsCommand),
} as const;
