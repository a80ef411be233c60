/** What no text of a report may hold as it is, because a terminal, a browser or an XML reader would act on it or refuse it. */
const unseen = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFE\uFFFF]/gu;

/**
 * A text in which every control character, text-direction mark, invisible character and lone surrogate is written out as `\u{1b}`:
 * it does nothing, and a reader sees that it is there. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value of JSON with `visible` done to each text and each key. */
export function visibleParts<Value>(value: Value): Value;
export function visibleParts(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map((part: unknown) => visibleParts(part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [visible(key), visibleParts(part)]));
}

/** The same text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
