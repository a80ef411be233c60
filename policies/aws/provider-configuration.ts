import type { ResourceNode } from "../graph/resource";
import { Reader } from "../reader";

/** The type token of an AWS provider, explicit or default. */
export const awsProviderType = "pulumi:providers:aws";

/** The part of the provider's configuration that rules read. Source: @pulumi/aws 7.48.0, `ProviderArgs`. */
export interface ProviderConfiguration {
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly token?: string;
  readonly endpoints?: readonly Readonly<Record<string, string>>[];
  readonly insecure?: boolean;
  readonly skipCredentialsValidation?: boolean;
  readonly skipRegionValidation?: boolean;
  readonly skipRequestingAccountId?: boolean;
}

/** Pulumi sends a provider's settings as JSON text where they are not strings; both forms are read. */
function structured(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The configuration of a provider resource, as a reader. */
export function providerConfiguration(provider: ResourceNode): Reader<ProviderConfiguration> {
  const inputs = Object.entries(provider.description.inputs).map(([name, value]) => [name, structured(value)]);
  return new Reader<ProviderConfiguration>(Object.fromEntries(inputs), { path: "" });
}
