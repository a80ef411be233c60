import type { Settings } from "../settings";
import { isUnknown } from "../unknown";
import { belongsTo } from "./belongs-to";
import type { ResourceIndex } from "./references";
import { resolveTarget } from "./references";
import type { ResourceNode } from "./resource";

/** Whether a resource holds or guards ePHI, and what said so. */
export interface Scope {
  readonly inScope: "yes" | "no" | "unknown";
  readonly because: string;
}

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

/** The classification tag: the resource's own first, then what the provider adds to all of its resources. Keys compare as AWS does, by case. */
export function classificationTag(resource: ResourceNode, key: string): unknown {
  const { inputs, outputs, provider } = resource.description;
  const asked = [
    property(inputs, "tags"),
    property(inputs, "tagsAll"),
    property(structured(property(provider?.inputs, "defaultTags")), "tags"),
  ];
  for (const source of asked) {
    const value = property(source, key);
    if (value !== undefined) return value;
  }
  // What the provider answers adds nothing to what was asked of it, but where only the answer is at hand it tells.
  const answered = property(property(outputs, "tagsAll"), key);
  return isUnknown(answered) ? undefined : answered;
}

/** Reads the scope from the resource's own tags, or from those of what it belongs to: a bucket policy is classified by its bucket. */
export function scopeOf(
  resource: ResourceNode,
  index: ResourceIndex,
  settings: Settings,
  complete: boolean,
  seen = new Set<string>(),
): Scope {
  const tag = classificationTag(resource, settings.classificationTag);
  if (isUnknown(tag)) return { inScope: "unknown", because: `the tag ${settings.classificationTag} is not known before deployment` };
  if (typeof tag === "string") {
    const means = (values: readonly string[]) => values.some((value) => value.toLowerCase() === tag.trim().toLowerCase());
    const inScope = means(settings.ephiValues) || !means(settings.outOfScopeValues);
    return {
      inScope: inScope ? "yes" : "no",
      because: inScope ? "it is classified as holding ePHI" : "it is classified as holding no ePHI",
    };
  }
  seen.add(resource.urn);
  const owner = belongsTo(resource);
  if (owner) {
    const target = resolveTarget(index, resource, owner.cell, owner.kinds);
    if (target.state === "resource" && !seen.has(target.resource.urn)) return scopeOf(target.resource, index, settings, complete, seen);
    if (!complete && (target.state === "unknown" || target.state === "outside")) {
      return { inScope: "unknown", because: "what it belongs to is not read yet" };
    }
  }
  return settings.unclassified === "ephi"
    ? { inScope: "yes", because: "nothing classifies it, and unclassified resources count as holding ePHI" }
    : { inScope: "no", because: "nothing classifies it, and only classified resources are in scope" };
}
