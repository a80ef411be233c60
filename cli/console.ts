/** The one way in which commands speak: results to standard output, everything else to standard error. */
import { stripVTControlCharacters } from "node:util";

/** A text from a file or an engine, safe to print: without escapes and control characters; line breaks and tabs stay. */
export function printed(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}

/** A result: what a script may read. */
export function result(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** What a terminal would act on, as JSON's own escapes: programs read the same text. JSON has no such character outside of its texts but line breaks. */
function inEscapes(characters: string): string {
  return Array.from({ length: characters.length }, (_, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

/** A result for programs: JSON with a line break at the end. */
export function resultJson(value: unknown): void {
  result(JSON.stringify(value, null, 2).replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, inEscapes));
}

/** News on the way, an explanation, an error: for people. */
export function note(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}
