/** Whether a text holds one of the two signs that stand for other characters. */
export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * A test of whole texts: `*` stands for any characters, none included, `?` for one; every other character stands for itself. Nothing in a
 * pattern can say "or", "not" or "as often as you like", since what somebody approved must be readable without knowing a language of patterns.
 * The time is at most the product of both lengths.
 */
export function patternTest(pattern: string): (text: string) => boolean {
  if (!isPattern(pattern)) return (text) => text === pattern;
  // By characters, not by halves of them.
  const signs = [...pattern];
  return (text) => fits(signs, [...text]);
}

/** Takes each star to stand for nothing, and for one character more whenever what follows it does not fit: only the last star is ever tried again. */
function fits(signs: readonly string[], characters: readonly string[]): boolean {
  let sign = 0;
  let at = 0;
  let star = -1;
  let taken = 0;
  while (at < characters.length) {
    if (signs[sign] === "*") {
      star = sign++;
      taken = at;
    } else if (signs[sign] === "?" || signs[sign] === characters[at]) {
      sign++;
      at++;
    } else if (star >= 0) {
      sign = star + 1;
      at = ++taken;
    } else return false;
  }
  while (signs[sign] === "*") sign++;
  return sign === signs.length;
}
