import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { service } from "../call";

const cognito = service("cognito-idp", (configuration) => new CognitoIdentityProviderClient(configuration));

export const cognitoCalls = {
  userPools: cognito.read("cognito-idp:ListUserPools", ListUserPoolsCommand),
  userPool: cognito.read("cognito-idp:DescribeUserPool", DescribeUserPoolCommand),
  userPoolClients: cognito.read("cognito-idp:ListUserPoolClients", ListUserPoolClientsCommand),
  /** Its answer also holds the client's secret, of which the reader keeps nothing. */
  userPoolClient: cognito.read("cognito-idp:DescribeUserPoolClient", DescribeUserPoolClientCommand),
} as const;
