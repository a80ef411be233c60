import { identifiersOf } from "../graph/references";
import type { Resource, ResourceNode } from "../graph/resource";
import type { Stack } from "../graph/stack";
import type { Observations } from "./observations";

/** The kinds of keys of which something is observed. */
export type KeyKind = Extract<keyof Observations, `kms.${string}`>;

function holds(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value === "string") return names.has(value);
  return typeof value === "object" && value !== null && Object.values(value).some((item) => holds(item, names));
}

/** Keys are of one Region, and so are the names of their aliases: the same name in another Region is another key. */
function regionOf({ description: { provider } }: ResourceNode): unknown {
  return provider?.inputs.region;
}

/**
 * What is surely encrypted under a key: a resource with a property that is the key's ARN or, in its Region, its ID or an alias of it.
 * Nothing found means little: snapshots of other accounts, objects and exports name their keys where no reader looks.
 */
export function userOf(key: Resource<KeyKind>, stack: Stack): ResourceNode | undefined {
  const aliases = stack.attached(key, "kms.Alias", (p) => p.targetKeyId).certain;
  const named = [key, ...aliases].map(({ node }) => node);
  const names = new Set(named.flatMap(identifiersOf));
  const arns = new Set([...names].filter((name) => name.startsWith("arn:")));
  const urns = new Set(named.map(({ urn }) => urn));
  const others = stack.ofTypes((type) => type.startsWith("aws:") && !/^aws:(kms|iam)\//.test(type));
  return others.find((other) => {
    const { inputs, propertyDependencies } = other.description;
    const cameFrom = Object.values(propertyDependencies ?? {}).flat();
    return holds(inputs, regionOf(other) === regionOf(key.node) ? names : arns) || cameFrom.some((urn) => urns.has(urn));
  });
}
