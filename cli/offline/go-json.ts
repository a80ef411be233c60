import { isMap, type PropertyMap, type PropertyValue } from "./property-values";

/**
 * JSON as Go's encoding/json writes it, which is how the AWS provider renders documents: `<`, `>`, `&` and the two line separators
 * escaped. Keys stay in the order in which they come; sort what Go keeps in maps with {@link sortedKeys}.
 */
export function goJson(value: PropertyValue, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The value with the keys of all objects in it sorted. */
export function sortedKeys(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  const sorted: PropertyMap = {};
  for (const key of Object.keys(value).sort()) sorted[key] = sortedKeys(value[key] ?? null);
  return sorted;
}
