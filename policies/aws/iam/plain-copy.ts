import { isUnknown } from "../../unknown";

/** A policy document nests seven deep: document, statements, statement, condition, operator, key, values. */
const DEEPEST = 12;

/** The outcome of a copy; `why` never repeats a part of the value. */
export type PlainCopy = { readonly state: "copied"; readonly value: unknown } | { readonly state: "invalid"; readonly why: string };

class Refusal extends Error {}

/**
 * Copies a value into plain arrays and objects without a prototype, so that whatever reads it next meets no getter, proxy, cycle
 * or inherited key. Properties that are undefined are left out; {@link UNKNOWN} stays. A proxy or getter that throws, a value
 * that JSON cannot hold, and the key `__proto__` make the copy invalid.
 * @param budget how many characters of text and how many items, taken together, the copy may hold
 */
export function copyPlain(value: unknown, budget: number): PlainCopy {
  const left = { size: budget };
  try {
    return { state: "copied", value: copy(value, 0, left) };
  } catch (error) {
    return { state: "invalid", why: error instanceof Refusal ? error.message : "a part of it cannot be read" };
  }
}

function copy(value: unknown, depth: number, left: { size: number }): unknown {
  spend(left, typeof value === "string" ? value.length + 1 : 1);
  if (isUnknown(value) || value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return value;
  if (typeof value !== "object") throw new Refusal("it holds a value that JSON cannot hold");
  if (depth >= DEEPEST) throw new Refusal("it is nested deeper than any policy document");
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    spend(left, items.length);
    return Array.from(items, (item) => copy(item, depth + 1, left));
  }
  const copied: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    if (key === "__proto__") throw new Refusal("it has a key that no policy document has");
    spend(left, key.length);
    if (part !== undefined) copied[key] = copy(part, depth + 1, left);
  }
  return copied;
}

function spend(left: { size: number }, amount: number): void {
  left.size -= amount;
  if (left.size < 0) throw new Refusal("it is longer than any policy document that AWS accepts");
}
