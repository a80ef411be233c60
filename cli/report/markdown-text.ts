import { oneLine } from "./visible";

const entity = (character: string): string => `&#${character.codePointAt(0) ?? 0};`;

/**
 * A text as it can stand anywhere within a line of Markdown, table cells included: nothing in it is markup, HTML, a formula, a link, a
 * mention or a reference. CommonMark takes an entity for a character and never for structure; the space of no width behind `@` and `#` keeps
 * GitHub, which looks for mentions after rendering, from finding one.
 */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[&<>"'`*_~[\]|\\!$:@#]|^[-+=]|(?<=^\d+)[.)]|(?<=\bwww)\./gi, (character) =>
    character === "@" || character === "#" ? `${entity(character)}&#8203;` : entity(character),
  );
}

/** A name as it can stand anywhere within a line of Markdown, in the letters of code: there, GitHub looks for no mentions at all. */
export function markdownCode(text: string): string {
  return `<code>${oneLine(text).replace(/[^\p{L}\p{N} ]/gu, entity)}</code>`;
}
