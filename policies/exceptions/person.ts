/** Alphabets that have letters which look like those of another one. */
const alphabets = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** Without what a reader does not see, or does not tell apart: forms of letters, case, invisible characters, spaces, full stops. */
function folded(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s.\p{Cc}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** `Dana Ruiz, clinic platform` and `Dana Ruiz (platform)` begin with a name of two words or more; `Ruiz, Dana` does not. */
function nameOf(person: string): string {
  const [first = ""] = person.split(/[,;(<|/]| - | \u2013 | \u2014 /, 1);
  return folded(first).includes(" ") ? folded(first) : folded(person);
}

/**
 * Whether two texts name the same person: case, spaces, forms of letters and what is said of the role after the name do not make another one.
 */
export function isSamePerson(one: string, other: string): boolean {
  return folded(one) === folded(other) || nameOf(one) === nameOf(other);
}

/** Whether a word of a name has letters of several alphabets, as one that only looks like somebody else's. */
export function mixesAlphabets(name: string): boolean {
  return name.split(/[^\p{L}\p{M}]+/u).some((word) => alphabets.filter((alphabet) => alphabet.test(word)).length > 1);
}
