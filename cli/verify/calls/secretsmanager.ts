import { DescribeSecretCommand, GetResourcePolicyCommand, ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { service } from "../call";

const secretsmanager = service("secretsmanager", (configuration) => new SecretsManagerClient(configuration));

/** What is known of secrets. None of these calls answers a secret's value, nor does any permission here allow to read one. */
export const secretsmanagerCalls = {
  secrets: secretsmanager.read("secretsmanager:ListSecrets", ListSecretsCommand),
  secret: secretsmanager.read("secretsmanager:DescribeSecret", DescribeSecretCommand),
  secretPolicy: secretsmanager.read("secretsmanager:GetResourcePolicy", GetResourcePolicyCommand),
} as const;
