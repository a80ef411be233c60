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

/** A result for programs: JSON with a line break at the end. */
export function resultJson(value: unknown): void {
  result(JSON.stringify(value, null, 2));
}

/** News on the way, an explanation, an error: for people. */
export function note(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}
