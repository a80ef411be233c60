/**
 * JSON in one form only, so that equal values have equal bytes: no white space, keys in the order of their UTF-16 code units, numbers and
 * strings as ECMAScript writes them. This is RFC 8785 (JSON Canonicalization Scheme), but for one thing: it refuses lone surrogates, and
 * here they are written as escapes, since a resource's name may hold one.
 *
 * @throws TypeError for what JSON does not have: functions, symbols, NaN, infinities
 */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  write(value, parts);
  return parts.join("");
}

function write(value: unknown, parts: string[]): void {
  if (value === null || typeof value === "boolean" || typeof value === "string") parts.push(JSON.stringify(value));
  else if (typeof value === "number" && Number.isFinite(value)) parts.push(JSON.stringify(value));
  else if (Array.isArray(value)) writeArray(value, parts);
  else if (typeof value === "object") writeObject(value, parts);
  else throw new TypeError(`JSON has no ${typeof value === "number" ? String(value) : typeof value}`);
}

function writeArray(values: readonly unknown[], parts: string[]): void {
  parts.push("[");
  values.forEach((value, index) => {
    if (index > 0) parts.push(",");
    write(value, parts);
  });
  parts.push("]");
}

function writeObject(value: object, parts: string[]): void {
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    // Not localeCompare: the order must not depend on the machine's language.
    .sort(([one], [other]) => (one < other ? -1 : 1));
  parts.push("{");
  entries.forEach(([key, item], index) => {
    parts.push(index > 0 ? "," : "", JSON.stringify(key), ":");
    write(item, parts);
  });
  parts.push("}");
}
