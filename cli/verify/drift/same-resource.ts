import { parseArn } from "../../../policies/aws/arn";
import { identifiersOf } from "../../../policies/graph/references";
import { type ResourceDescription, ResourceNode } from "../../../policies/graph/resource";

/** Which resource of the account each resource of a state is. */
export interface Same {
  /** Live resources by the URNs of the state. */
  readonly live: ReadonlyMap<string, ResourceDescription>;
  /** Resources of the state that have an ARN in the account, and are not there any more. */
  readonly missing: readonly ResourceDescription[];
}

/** What names a resource that has no identifier of its own, or whose identifier is its provider's: whose it is, and which of several. */
const naming = ["bucket", "group", "logGroup", "logGroupName", "name", "policyArn", "resourceArn", "role", "topic", "user", "vaultName"];

function known(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The last part of an ARN or of a path: programs name what they refer to by name, id or ARN. */
function shortName(value: string): string {
  return value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf(":")) + 1);
}

function sameNames(one: ResourceDescription, other: ResourceDescription): boolean {
  const shared = naming.filter((property) => known(one.inputs[property]) && known(other.inputs[property]));
  return (
    shared.length > 0 && shared.every((property) => shortName(String(one.inputs[property])) === shortName(String(other.inputs[property])))
  );
}

function arnOf({ outputs }: ResourceDescription): string | undefined {
  return known(outputs?.arn) ? outputs.arn : undefined;
}

/**
 * Finds the resources of a state among those of an account: by ARN, else by the provider's id, else by the names that both give.
 * @param listed whether all resources like this one were listed: else one that is not found may still be there
 */
export function sameResources(
  state: readonly ResourceDescription[],
  live: readonly ResourceDescription[],
  listed: (kind: string, region: string) => boolean,
): Same {
  const byIdentifier = new Map<string, Set<ResourceDescription>>();
  const byKind = new Map<string, ResourceDescription[]>();
  for (const resource of live) {
    const node = new ResourceNode(resource);
    byKind.set(node.kind, [...(byKind.get(node.kind) ?? []), resource]);
    for (const identifier of identifiersOf(node)) {
      const key = `${node.kind} ${identifier}`;
      byIdentifier.set(key, (byIdentifier.get(key) ?? new Set()).add(resource));
    }
  }
  const only = (found: Iterable<ResourceDescription> | undefined) => {
    const [first, ...others] = found ?? [];
    return others.length === 0 ? first : undefined;
  };
  const matched = new Map<string, ResourceDescription>();
  const missing: ResourceDescription[] = [];
  for (const resource of state) {
    const { kind } = new ResourceNode(resource);
    const arn = arnOf(resource);
    const id = resource.outputs?.id;
    const found =
      (arn !== undefined ? only(byIdentifier.get(`${kind} ${arn}`)) : undefined) ??
      (known(id) ? only(byIdentifier.get(`${kind} ${id}`)) : undefined) ??
      only(byKind.get(kind)?.filter((other) => sameNames(resource, other)));
    const parsed = arn === undefined ? undefined : parseArn(arn);
    if (found && (arn === undefined || (arnOf(found) ?? arn) === arn)) matched.set(resource.urn, found);
    else if (parsed && listed(kind, parsed.region)) missing.push(resource);
  }
  return { live: matched, missing };
}
