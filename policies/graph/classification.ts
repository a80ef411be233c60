import { dataHoldingKinds } from "../aws/data-holding";
import type { Settings } from "../settings";
import { isUnknown } from "../unknown";
import { belongsTo } from "./belongs-to";
import { type ResourceIndex, resolveTarget } from "./references";
import { isComponent, type ResourceNode } from "./resource";

/** Whether a resource holds or guards ePHI, and what said so. */
export interface Scope {
  readonly inScope: "yes" | "no" | "unknown";
  readonly because: string;
  /** The URNs from the source of the ePHI to this resource, both included, where the scope came along the graph. */
  readonly path?: readonly string[];
}

/** What the program says of a resource's data, before it is asked what flows to it. */
export interface Classification {
  /** `unclassified`: nothing says anything. `unknown`: something does, and what is not known yet. */
  readonly state: "ephi" | "none" | "unknown" | "unclassified";
  /** A clause; empty where nothing says anything. */
  readonly because: string;
  /** It is not known whether something says that it holds ePHI, but nothing says that it holds none. */
  readonly neverOut?: true;
}

const unclassified: Classification = { state: "unclassified", because: "" };

/** A provider's nested settings reach the engine as JSON text; its own form is accepted too. */
function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  if (isUnknown(value)) return value;
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/** Keys of tags compare as AWS does, by case. */
function ownTag({ description: { inputs } }: ResourceNode, key: string): unknown {
  return property(property(inputs, "tags"), key) ?? property(property(inputs, "tagsAll"), key);
}

/** What the provider adds to all of its resources. */
function providerTag({ description: { outputs, provider } }: ResourceNode, key: string): unknown {
  const value = property(property(structured(property(provider?.inputs, "defaultTags")), "tags"), key);
  if (value !== undefined) return value;
  // What the provider answers adds nothing to what was asked of it, but where only the answer is at hand it tells.
  const answered = property(property(outputs, "tagsAll"), key);
  return isUnknown(answered) ? undefined : answered;
}

/** The classification tag that a resource has in the end: its own, or what the provider adds to all of its resources. */
export function classificationTag(resource: ResourceNode, key: string): unknown {
  return ownTag(resource, key) ?? providerTag(resource, key);
}

/** The argument of a component that says what it is for: `classification`, or the tag among its `tags`. */
function componentClassification(component: ResourceNode, key: string): unknown {
  return property(component.description.inputs, "classification") ?? ownTag(component, key);
}

/** Reads what the program says of its resources' data: once for each resource. */
export class Classifications {
  readonly #index: ResourceIndex;
  readonly #settings: Settings;
  readonly #complete: boolean;
  readonly #known = new Map<string, Classification>();
  readonly #ofKinds = new Map<string, ReadonlySet<Classification["state"]>>();

  constructor(index: ResourceIndex, settings: Settings, complete: boolean) {
    this.#index = index;
    this.#settings = settings;
    this.#complete = complete;
  }

  /** The resource's own tag decides, then what it is a part of, then the components around it, then what its provider adds to all. */
  of(resource: ResourceNode): Classification {
    const known = this.#known.get(resource.urn);
    if (known) return known;
    // Noted first, so that two parts of each other end.
    this.#known.set(resource.urn, unclassified);
    const read = this.#read(resource);
    this.#known.set(resource.urn, read);
    return read;
  }

  #read(resource: ResourceNode): Classification {
    const { classificationTag: key } = this.#settings;
    const own = this.#meaning(ownTag(resource, key), `the tag ${key}`);
    if (own) return own;
    const byOwner = this.#ofOwner(resource);
    if (byOwner) return byOwner;
    return this.#ofParents(resource) ?? this.#meaning(providerTag(resource, key), `the tag ${key}`) ?? unclassified;
  }

  #meaning(value: unknown, what: string): Classification | undefined {
    if (isUnknown(value)) return { state: "unknown", because: `${what} is not known before deployment` };
    if (typeof value !== "string") return undefined;
    const means = (values: readonly string[]) => values.some((known) => known.toLowerCase() === value.trim().toLowerCase());
    const holds = means(this.#settings.ephiValues) || !means(this.#settings.outOfScopeValues);
    return holds
      ? { state: "ephi", because: "it is classified as holding ePHI" }
      : { state: "none", because: "it is classified as holding no ePHI" };
  }

  /** What the resource belongs to says it: a bucket policy is classified by its bucket. */
  #ofOwner(resource: ResourceNode): Classification | undefined {
    const owner = belongsTo(resource);
    if (!owner) return undefined;
    const target = resolveTarget(this.#index, resource, owner.cell, owner.kinds);
    switch (target.state) {
      case "resource": {
        const classification = this.of(target.resource);
        return classification.state === "unclassified" ? undefined : classification;
      }
      case "absent":
        return undefined;
      case "outside":
        return this.#complete ? undefined : { state: "unknown", because: "what it belongs to is not read yet" };
      case "ambiguous":
        return this.#agreed(new Set(target.candidates.map((candidate) => this.of(candidate).state)));
      case "unknown": {
        const states = target.candidates ? target.candidates.map((candidate) => this.of(candidate).state) : this.#ofKind(owner.kinds);
        return this.#agreed(new Set([...states, "unclassified"]));
      }
    }
  }

  /** It belongs to one of several, and which is not known: they say the same, or it is not known what it is. */
  #agreed(states: ReadonlySet<Classification["state"]>): Classification | undefined {
    if (!this.#complete) return { state: "unknown", because: "what it belongs to is not read yet" };
    const [only] = states;
    if (states.size > 1 || only === "unknown") {
      const neverOut = !states.has("none") && !states.has("unknown");
      return { state: "unknown", because: "what it belongs to is not known before deployment", ...(neverOut && { neverOut }) };
    }
    if (only === undefined || only === "unclassified") return undefined;
    return { state: only, because: `what it belongs to is classified as holding ${only === "ephi" ? "" : "no "}ePHI` };
  }

  #ofKind(kinds: ReadonlySet<string>): Iterable<Classification["state"]> {
    const key = [...kinds].join(" ");
    const known = this.#ofKinds.get(key);
    if (known) return known;
    const states = new Set([...kinds].flatMap((kind) => this.#index.ofKind(kind)).map((resource) => this.of(resource).state));
    this.#ofKinds.set(key, states);
    return states;
  }

  /**
   * The nearest component that says it; for what has no tags of its own also the resource that it is a child of. A store is not classified by a
   * resource that it only stands under: programs put databases under their network.
   */
  #ofParents(resource: ResourceNode): Classification | undefined {
    const { classificationTag: key } = this.#settings;
    const seen = new Set([resource.urn]);
    let { parent: urn } = resource.description;
    while (urn !== undefined && !seen.has(urn)) {
      seen.add(urn);
      const parent = this.#index.byUrn(urn);
      if (!parent) return undefined;
      const said = isComponent(parent)
        ? this.#meaning(componentClassification(parent, key), "the classification of its component")
        : dataHoldingKinds.has(resource.kind)
          ? undefined
          : this.#meaning(ownTag(parent, key), `the tag ${key} of its parent`);
      if (said) return said;
      urn = parent.description.parent;
    }
    return undefined;
  }
}
