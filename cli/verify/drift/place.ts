import { parseArn } from "../../../policies/aws/arn";
import { ownArn } from "../../../policies/aws/own-account";
import { type ResourceDescription, ResourceNode } from "../../../policies/graph/resource";

/** Where a resource is, as far as it is known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Where resources of a state are: one state may hold several accounts and Regions, each by a provider of its own. */
export function placesIn(state: readonly ResourceDescription[]): (resource: ResourceDescription) => Place {
  const accountsOfProvider = new Map<string, Set<string>>();
  const all = new Set<string>();
  for (const resource of state) {
    const account = accountInArn(resource);
    if (account === undefined) continue;
    all.add(account);
    const provider = resource.provider?.urn ?? "";
    accountsOfProvider.set(provider, (accountsOfProvider.get(provider) ?? new Set()).add(account));
  }
  return (resource) => {
    const { provider } = resource;
    const account =
      accountInArn(resource) ?? accountOfProvider(provider?.inputs ?? {}) ?? only(accountsOfProvider.get(provider?.urn ?? "")) ?? only(all);
    const region = regionInArn(resource) ?? known(resource.inputs.region) ?? known(provider?.inputs.region);
    return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  };
}

export function arnOf(resource: ResourceDescription): string | undefined {
  return ownArn(new ResourceNode(resource));
}

export function known(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function accountInArn(resource: ResourceDescription): string | undefined {
  const account = parseArn(arnOf(resource) ?? "")?.account;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

function regionInArn(resource: ResourceDescription): string | undefined {
  return known(parseArn(arnOf(resource) ?? "")?.region);
}

/** The account that a provider is held to. Source: Pulumi Registry, AWS provider, `allowedAccountIds` and `assumeRoles`. */
function accountOfProvider({ allowedAccountIds, assumeRoles }: Readonly<Record<string, unknown>>): string | undefined {
  const allowed: unknown = Array.isArray(allowedAccountIds) && allowedAccountIds.length === 1 ? allowedAccountIds[0] : undefined;
  // The last role of a chain is the one that works.
  const role: unknown = Array.isArray(assumeRoles) ? assumeRoles.at(-1) : undefined;
  const arn = typeof role === "object" && role !== null && "roleArn" in role ? known(role.roleArn) : undefined;
  return known(allowed) ?? known(parseArn(arn ?? "")?.account);
}

function only(accounts: ReadonlySet<string> | undefined): string | undefined {
  const [first, ...others] = accounts ?? [];
  return others.length === 0 ? first : undefined;
}
