// Diff: what changed between two updates, by the inputs alone.
import { namingProperty } from "./autonaming";
import { defaultsKey } from "./complete-inputs";
import { isMap, isSet, isUnknown, type PropertyMap, type PropertyValue, plain } from "./property-values";
import type { ResourceType } from "./schema";

export interface ResourceDiff {
  /** Top-level inputs that changed, sorted. */
  readonly changed: string[];
  /** Those of them that make AWS replace the resource. Only names and the region are known to: see the folder's README. */
  readonly replacing: string[];
}

/** Compares the inputs of the last update with the new, checked ones. An unknown new value counts as a change. */
export function diffInputs(
  type: ResourceType,
  oldInputs: PropertyMap,
  newInputs: PropertyMap,
  ignored: readonly string[] = [],
): ResourceDiff {
  const names = new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)].filter((name) => !name.startsWith("__")));
  const skipped = new Set(ignored.map((path) => path.split(/[.[]/)[0]));
  const defaults = defaultsOf(oldInputs);
  const changed = [...names]
    .filter((name) => !skipped.has(name) && !(defaults.has(name) && !isSet(newInputs[name])))
    .filter((name) => !sameValue(oldInputs[name], newInputs[name]))
    .sort();
  const naming = new Set([namingProperty(type), "name", "namePrefix", "bucket", "bucketPrefix", "region"]);
  return { changed, replacing: changed.filter((name) => naming.has(name)) };
}

/** Deep equality. Secrets equal what they hold; what the real provider filled in by default may be missing from the new value. */
export function sameValue(before: PropertyValue | undefined, after: PropertyValue | undefined): boolean {
  const old = plain(before);
  const fresh = plain(after);
  if (!isSet(old) || !isSet(fresh)) return !isSet(old) && !isSet(fresh);
  if (isUnknown(fresh)) return isUnknown(old);
  if (Array.isArray(old)) {
    return Array.isArray(fresh) && old.length === fresh.length && old.every((element, index) => sameValue(element, fresh[index]));
  }
  if (isMap(old)) return isMap(fresh) && sameMap(old, fresh);
  return old === fresh;
}

function sameMap(old: PropertyMap, fresh: PropertyMap): boolean {
  const defaults = defaultsOf(old);
  const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...names].every(
    (name) => name.startsWith("__") || (defaults.has(name) && !isSet(fresh[name])) || sameValue(old[name], fresh[name]),
  );
}

function defaultsOf(inputs: PropertyMap): Set<PropertyValue> {
  const defaults = inputs[defaultsKey];
  return new Set(Array.isArray(defaults) ? defaults : []);
}
