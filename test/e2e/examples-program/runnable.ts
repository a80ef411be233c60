/** The type of the AWS provider, as a resource of a program. */
export const awsProviderToken = "pulumi:providers:aws";

/** Whether there is a provider for a type in these runs: there is the offline one for AWS, and none for any other package. */
export function isRunnable(token: string): boolean {
  return token.startsWith("aws:") || token === awsProviderToken;
}
