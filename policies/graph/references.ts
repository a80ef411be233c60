import type { Cell } from "../cell";
import { isUnknown } from "../unknown";
import { belongsTo } from "./belongs-to";
import { isComponent, type ResourceNode } from "./resource";

/**
 * What a property points to. `ambiguous`: one of these, and which is not known yet. `outside`: a known value that no resource of the stack has.
 * `unknown`: possibly one of the candidates, where they are given, and possibly none.
 */
export type Target =
  | { readonly state: "resource"; readonly resource: ResourceNode }
  | { readonly state: "ambiguous"; readonly candidates: readonly ResourceNode[] }
  | { readonly state: "outside" }
  | { readonly state: "absent" }
  | { readonly state: "unknown"; readonly candidates?: readonly ResourceNode[] };

/** The properties by which AWS resources are referred to. Kinds are compared first, so that equal names of different things never meet. */
export const identifyingProperties = [
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

/** What is asked of outputs: the values by which others refer to a resource, and the tags that the provider added. */
export const outputsRead: readonly string[] = [...identifyingProperties, "tagsAll"];

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

/** Whether the program gives the resource a name that is known only later. */
function isNamedLater({ description: { inputs } }: ResourceNode): boolean {
  return identifyingProperties.some((property) => Object.hasOwn(inputs, property) && isUnknown(inputs[property]));
}

/** Finds resources by kind, by URN and by the values that identify them. A resource that is added again takes its earlier place. */
export class ResourceIndex {
  readonly #byUrn = new Map<string, ResourceNode>();
  readonly #byKind = new Map<string, Map<string, ResourceNode>>();
  readonly #byIdentifier = new Map<string, Map<string, ResourceNode>>();
  readonly #namedLater = new Map<string, Map<string, ResourceNode>>();

  constructor(resources: Iterable<ResourceNode>) {
    for (const resource of resources) this.add(resource);
  }

  add(resource: ResourceNode): void {
    const earlier = this.#byUrn.get(resource.urn);
    if (earlier) {
      this.#byKind.get(earlier.kind)?.delete(earlier.urn);
      this.#namedLater.get(earlier.kind)?.delete(earlier.urn);
      for (const identifier of identifiersOf(earlier)) this.#byIdentifier.get(identifier)?.delete(earlier.urn);
    }
    this.#byUrn.set(resource.urn, resource);
    place(this.#byKind, resource.kind, resource);
    if (isNamedLater(resource)) place(this.#namedLater, resource.kind, resource);
    for (const identifier of identifiersOf(resource)) place(this.#byIdentifier, identifier, resource);
  }

  byUrn(urn: string): ResourceNode | undefined {
    return this.#byUrn.get(urn);
  }

  ofKind(kind: string): readonly ResourceNode[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])];
  }

  /** The resources whose type tokens a question is answered with yes for. */
  ofTypes(question: (type: string) => boolean): readonly ResourceNode[] {
    const answers = new Map<string, boolean>();
    return [...this.#byUrn.values()].filter(({ type }) => {
      const known = answers.get(type) ?? question(type);
      answers.set(type, known);
      return known;
    });
  }

  /** The resources of some kinds that any name may turn out to mean. */
  namedLater(kinds: ReadonlySet<string>): readonly ResourceNode[] {
    return [...kinds].flatMap((kind) => [...(this.#namedLater.get(kind)?.values() ?? [])]);
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

/**
 * AWS lets an S3 bucket be named by its ARN in places, and an object's prefix follow it, by its domain name, as for CloudFront's logs, or by an
 * address `s3://name/prefix`, as for query results.
 */
function valuesOf(value: string): readonly string[] {
  const name =
    /^arn:[^:]+:s3:::([^/*]+)/.exec(value)?.[1] ??
    /^([^/]+?)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(value)?.[1] ??
    /^s3a?:\/\/([^/]+)/.exec(value)?.[1];
  return name === undefined ? [value] : [value, name];
}

/** The names that an ARN or a URL may end in: `arn:aws:lambda:...:function:results:live`, `https://sqs.../111122223333/results`. */
function namesIn(value: string): readonly string[] {
  const path = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:(.+)$/.exec(value)?.[1] ?? /^https:\/\/[^/]+\/(.+)$/.exec(value)?.[1];
  if (path === undefined) return [];
  const withoutType = path.replace(/^[^:/]+[:/]/, "");
  return [path, withoutType, withoutType.replace(/:[^:]*$/, ""), path.slice(path.lastIndexOf("/") + 1)];
}

/** Whether the resource's own ARN or URL is known, and then it is not another one. */
function isLocated({ description: { outputs } }: ResourceNode): boolean {
  return [outputs?.arn, outputs?.url].some((value) => typeof value === "string");
}

/**
 * What an ARN or a URL that is written out may mean while the ARNs of the stack's own resources are not known: a resource of that name, or
 * one of the same name in another account or Region.
 */
function namedIn(index: ResourceIndex, value: unknown, kinds: ReadonlySet<string>): readonly ResourceNode[] {
  if (typeof value !== "string") return [];
  const named = namesIn(value).flatMap((name) => index.identifiedBy(name, kinds));
  return [...new Set(named)].filter((resource) => !isLocated(resource));
}

/** What a known text names, as far as the stack's own names are known. @param depended what the text was computed from, which decides between several of one name. */
function named(index: ResourceIndex, value: unknown, kinds: ReadonlySet<string>, depended: readonly ResourceNode[]): Target {
  const matches = typeof value === "string" ? [...new Set(valuesOf(value).flatMap((text) => index.identifiedBy(text, kinds)))] : [];
  const agreed = matches.length > 1 ? matches.filter((match) => depended.includes(match)) : matches;
  if (agreed.length === 1 && agreed[0]) return { state: "resource", resource: agreed[0] };
  if (matches.length > 1) return { state: "ambiguous", candidates: matches };
  // The value is known and no identifier equals it, yet Pulumi computed it from a resource: a part of an ARN, a name in a longer text.
  if (depended.length > 0) return { state: "outside" };
  const possible = [...new Set([...index.namedLater(kinds), ...namedIn(index, value, kinds)])];
  return possible.length > 0 ? { state: "unknown", candidates: possible } : { state: "outside" };
}

/** What a text that is not a whole property names: a part of a document, of a map, of a longer name. */
export function resolveName(index: ResourceIndex, text: string, kinds: ReadonlySet<string>): Target {
  return named(index, text, kinds, []);
}

/**
 * Resolves a reference: by the dependency that Pulumi recorded for the property first (it is there even while the value is unknown),
 * by equal known values second.
 */
export function resolveTarget(index: ResourceIndex, from: ResourceNode, cell: Cell<unknown>, kinds: ReadonlySet<string>): Target {
  if (cell.state === "absent") return { state: "absent" };
  const sources = dependenciesOf(index, from, spelledProperty(cell));
  const direct = sources.filter((resource) => kinds.has(resource.kind));
  const depended = direct.length > 0 ? direct : handedOn(index, sources, cell, kinds);

  if (!isUnknown(cell.raw)) {
    const found = named(index, cell.value, kinds, depended);
    if (found.state !== "outside" || depended.length === 0) return found;
  }
  const candidates = depended.length > 0 ? depended : madeByComponents(index, sources, kinds);
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return { state: "resource", resource: only };
  return candidates.length > 1 ? { state: "ambiguous", candidates } : { state: "unknown" };
}

/**
 * What components made of some kinds, where a program in another language than theirs uses their outputs: the engine then names the component as what
 * the value comes from. What a component made itself comes before what the components in it made.
 */
function madeByComponents(index: ResourceIndex, sources: readonly ResourceNode[], kinds: ReadonlySet<string>): readonly ResourceNode[] {
  const components = sources.filter(isComponent);
  if (components.length === 0) return [];
  const ofKinds = [...kinds].flatMap((kind) => index.ofKind(kind));
  return components.flatMap((component) => {
    const below = ofKinds.flatMap((resource) => {
      const depth = depthBelow(index, resource, component);
      return depth === undefined ? [] : [{ resource, depth }];
    });
    const nearest = Math.min(...below.map(({ depth }) => depth));
    return below.flatMap(({ resource, depth }) => (depth === nearest ? [resource] : []));
  });
}

/** How many parents lie between a resource and what it is in; undefined where it is not in it. */
function depthBelow(index: ResourceIndex, resource: ResourceNode, ancestor: ResourceNode): number | undefined {
  const seen = new Set<string>();
  for (let urn = resource.description.parent; urn !== undefined && !seen.has(urn); urn = index.byUrn(urn)?.description.parent) {
    if (urn === ancestor.urn) return seen.size;
    seen.add(urn);
  }
  return undefined;
}

/** The resources in view that a property was computed from. */
export function dependenciesOf(index: ResourceIndex, from: ResourceNode, property: string): readonly ResourceNode[] {
  const urns = new Set(from.description.propertyDependencies?.[property] ?? []);
  return [...urns].map((urn) => index.byUrn(urn)).filter((resource) => resource !== undefined);
}

/** What a value comes from that a resource between hands on, `bucket: versioning.bucket`: its property of the same name, or the one that names its owner. */
function handedOn(
  index: ResourceIndex,
  between: readonly ResourceNode[],
  cell: Cell<unknown>,
  kinds: ReadonlySet<string>,
): readonly ResourceNode[] {
  const found = between.flatMap((resource) =>
    [cell.property, belongsTo(resource)?.cell.property].flatMap((property) =>
      property === undefined ? [] : dependenciesOf(index, resource, property),
    ),
  );
  return [...new Set(found)].filter((resource) => kinds.has(resource.kind));
}

/** Dependencies are keyed by the name that the program used, which legacy types spell differently. */
export function spelledProperty(cell: Cell<unknown>): string {
  return cell.path.split(/[.[]/, 1)[0] ?? "";
}
