// Names and values between Pulumi, whose properties are camelCase, and AWS.
import { isMap, isReservedForm, isSecret, type PropertyMap, type PropertyValue, plain } from "../property-values";

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith("__"))
      .map(([name, item]) => [rename(name), renamed(item, rename)]),
  );
}

/** `{ blockPublicAcls: true }` as `{ BlockPublicAcls: true }`, at every depth. */
export function pascal(value: unknown): unknown {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1));
}

/** The fields of a request from the properties of a resource. */
export function pascalFields(properties: object): Readonly<Record<string, unknown>> {
  return fields(pascal(properties));
}

/** Properties from the fields of an answer. */
export function camelFields(answer: object): Readonly<Record<string, unknown>> {
  return fields(camel(answer));
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** `{ BlockPublicAcls: true }` as `{ blockPublicAcls: true }`, at every depth. */
export function camel(value: unknown): unknown {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1));
}

/** Tags in the form that most services take. */
export function tagList(tags: Readonly<Record<string, string>>): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** An answer of the SDK as property values. */
export function propertyValue(answer: unknown): PropertyValue {
  const value: PropertyValue = JSON.parse(JSON.stringify(answer ?? null));
  return value;
}

/**
 * Old properties with what was seen of them. Of objects and of lists of the same length, what was not seen stays; JSON texts that say the
 * same stay as they were written, and so do numbers that an API answers as texts.
 */
export function withSeen(old: PropertyMap, seen: PropertyMap): PropertyMap {
  const merged: PropertyMap = { ...old };
  for (const [name, value] of Object.entries(seen)) {
    if (value === null) delete merged[name];
    else merged[name] = mergedValue(old[name], value);
  }
  return merged;
}

function mergedValue(old: PropertyValue | undefined, seen: PropertyValue): PropertyValue {
  if (isMap(old) && isSecret(old)) return { ...old, value: mergedValue(plain(old), seen) };
  if (isMap(old) && isMap(seen) && !isReservedForm(old)) return withSeen(old, seen);
  if (Array.isArray(old) && Array.isArray(seen) && old.length === seen.length)
    return seen.map((item, index) => mergedValue(old[index], item));
  if (typeof old === "string" && typeof seen === "string" && sameJson(old, seen)) return old;
  return isScalar(old) && isScalar(seen) && String(old) === String(seen) ? old : seen;
}

function isScalar(value: PropertyValue | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function sameJson(one: string, other: string): boolean {
  if (!one.startsWith("{") || !other.startsWith("{")) return false;
  try {
    return sorted(JSON.parse(one)) === sorted(JSON.parse(other));
  } catch {
    return false;
  }
}

/** The text of a document with names and lists in a fixed order, which means nothing in policies. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${sorted(item)}`);
  return `{${entries.sort().join()}}`;
}
