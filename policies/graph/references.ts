import type { Cell } from "../cell";
import { isUnknown } from "../unknown";
import type { ResourceNode } from "./resource";

/** What a property points to. `ambiguous`: one of these, and which is not known yet. `outside`: a known value that no resource of the stack has. */
export type Target =
  | { readonly state: "resource"; readonly resource: ResourceNode }
  | { readonly state: "ambiguous"; readonly candidates: readonly ResourceNode[] }
  | { readonly state: "outside" }
  | { readonly state: "absent" }
  | { readonly state: "unknown" };

/** The properties by which AWS resources are referred to. Kinds are compared first, so that equal names of different things never meet. */
const identifyingProperties = [
  "id",
  "arn",
  "bucket",
  "clusterIdentifier",
  "domainName",
  "functionName",
  "identifier",
  "keyId",
  "name",
  "queueUrl",
  "replicationGroupId",
  "url",
] as const;

/** The known values by which other resources can refer to this one. */
export function identifiersOf(resource: ResourceNode): readonly string[] {
  const { inputs, outputs } = resource.description;
  const found = new Set<string>();
  for (const property of identifyingProperties) {
    for (const source of [inputs, outputs]) {
      const value = source && Object.hasOwn(source, property) ? source[property] : undefined;
      if (typeof value === "string" && value !== "") found.add(value);
    }
  }
  return [...found];
}

/** Finds resources by kind, by URN and by the values that identify them. A resource that is added again takes its earlier place. */
export class ResourceIndex {
  readonly #byUrn = new Map<string, ResourceNode>();
  readonly #byKind = new Map<string, Map<string, ResourceNode>>();
  readonly #byIdentifier = new Map<string, Map<string, ResourceNode>>();

  constructor(resources: Iterable<ResourceNode>) {
    for (const resource of resources) this.add(resource);
  }

  add(resource: ResourceNode): void {
    const earlier = this.#byUrn.get(resource.urn);
    if (earlier) {
      this.#byKind.get(earlier.kind)?.delete(earlier.urn);
      for (const identifier of identifiersOf(earlier)) this.#byIdentifier.get(identifier)?.delete(earlier.urn);
    }
    this.#byUrn.set(resource.urn, resource);
    place(this.#byKind, resource.kind, resource);
    for (const identifier of identifiersOf(resource)) place(this.#byIdentifier, identifier, resource);
  }

  byUrn(urn: string): ResourceNode | undefined {
    return this.#byUrn.get(urn);
  }

  ofKind(kind: string): readonly ResourceNode[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])];
  }

  identifiedBy(value: string, kinds: ReadonlySet<string>): readonly ResourceNode[] {
    return [...(this.#byIdentifier.get(value)?.values() ?? [])].filter((resource) => kinds.has(resource.kind));
  }
}

function place(map: Map<string, Map<string, ResourceNode>>, key: string, resource: ResourceNode): void {
  const placed = map.get(key);
  if (placed) placed.set(resource.urn, resource);
  else map.set(key, new Map([[resource.urn, resource]]));
}

/** AWS lets an S3 bucket be named by its ARN in places, and an object's prefix follow it; the last part is the name then. */
function valuesOf(value: string): readonly string[] {
  const bucketArn = /^arn:[^:]+:s3:::([^/*]+)/.exec(value);
  return bucketArn?.[1] === undefined ? [value] : [value, bucketArn[1]];
}

/**
 * Resolves a reference: by the dependency that Pulumi recorded for the property first (it is there even while the value is unknown),
 * by equal known values second.
 */
export function resolveTarget(index: ResourceIndex, from: ResourceNode, cell: Cell<unknown>, kinds: ReadonlySet<string>): Target {
  if (cell.state === "absent") return { state: "absent" };
  const dependencies = (from.description.propertyDependencies?.[spelledProperty(cell)] ?? [])
    .map((urn) => index.byUrn(urn))
    .filter((resource): resource is ResourceNode => resource !== undefined && kinds.has(resource.kind));
  const depended = [...new Set(dependencies)];

  if (!isUnknown(cell.raw)) {
    const value = cell.value;
    const matches = typeof value === "string" ? [...new Set(valuesOf(value).flatMap((text) => index.identifiedBy(text, kinds)))] : [];
    const agreed = matches.length > 1 ? matches.filter((match) => depended.includes(match)) : matches;
    if (agreed.length === 1 && agreed[0]) return { state: "resource", resource: agreed[0] };
    if (matches.length > 1) return { state: "ambiguous", candidates: matches };
    // The value is known and no identifier equals it, yet Pulumi computed it from a resource: a part of an ARN, a name in a longer text.
    if (depended.length === 0) return { state: "outside" };
  }
  const [only] = depended;
  if (only !== undefined && depended.length === 1) return { state: "resource", resource: only };
  return depended.length > 1 ? { state: "ambiguous", candidates: depended } : { state: "unknown" };
}

/** Dependencies are keyed by the name that the program used, which legacy types spell differently. */
function spelledProperty(cell: Cell<unknown>): string {
  return cell.path.split(/[.[]/, 1)[0] ?? "";
}
