/**
 * IAM's wildcard patterns: `*` stands for any run of characters, `?` for exactly one.
 * Source: IAM User Guide, "IAM JSON policy elements: Action", "... Resource" and "... Condition operators" (StringLike, ArnLike).
 *
 * The matchers walk both texts with two indexes and go back to the last `*` only, so their time is at most the product of the two
 * lengths; no regular expression is built from a policy's text.
 */

/** Whether a pattern matches a text, with attention to case (resources, StringLike) or none (actions). */
export function matchesPattern(pattern: string, text: string, caseSensitive = true): boolean {
  return caseSensitive ? walk(pattern, text, isOneCharacter) : walk(pattern.toLowerCase(), text.toLowerCase(), isOneCharacter);
}

/**
 * Whether every text that `inner` matches is matched by `outer` too. A `*` in `inner` can only be met by a `*` in `outer`.
 * Sound, not complete: true is certain, false may be wrong for patterns that only cover each other taken letter by letter.
 */
export function coversPattern(outer: string, inner: string, caseSensitive = true): boolean {
  return caseSensitive ? walk(outer, inner, isCoveredCharacter) : walk(outer.toLowerCase(), inner.toLowerCase(), isCoveredCharacter);
}

function isOneCharacter(expected: string, found: string): boolean {
  return expected === "?" || expected === found;
}

function isCoveredCharacter(expected: string, found: string): boolean {
  return found !== "*" && isOneCharacter(expected, found);
}

function walk(pattern: string, text: string, meets: (expected: string, found: string) => boolean): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    if (pattern[inPattern] === "*") {
      star = inPattern++;
      resume = inText;
    } else if (inPattern < pattern.length && meets(pattern.charAt(inPattern), text.charAt(inText))) {
      inPattern++;
      inText++;
    } else if (star >= 0) {
      inPattern = star + 1;
      inText = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}

/** Whether some text is matched by both patterns. Time: at most the product of the two lengths. */
export function patternsOverlap(left: string, right: string, caseSensitive = true): boolean {
  const rows = caseSensitive ? left : left.toLowerCase();
  const columns = caseSensitive ? right : right.toLowerCase();
  // The usual case without the table: one of the two is a plain text.
  if (!/[*?]/.test(rows)) return matchesPattern(columns, rows);
  if (!/[*?]/.test(columns)) return matchesPattern(rows, columns);
  // reachable[column]: the first `row` characters of one and `column` of the other can be matched by one text.
  const leadingStars = columns.length - columns.replace(/^\*+/, "").length;
  let reachable = Array.from({ length: columns.length + 1 }, (_, column) => column <= leadingStars);
  for (let row = 1; row <= rows.length; row++) {
    const character = rows.charAt(row - 1);
    const next: boolean[] = [character === "*" && reachable[0] === true];
    for (let column = 1; column <= columns.length; column++) {
      const other = columns.charAt(column - 1);
      const above = reachable[column] === true;
      const before = next[column - 1] === true;
      const diagonal = reachable[column - 1] === true;
      if (character === "*" || other === "*") next.push(above || before || diagonal);
      else next.push(diagonal && (isOneCharacter(character, other) || isOneCharacter(other, character)));
    }
    reachable = next;
  }
  return reachable[columns.length] === true;
}

function isOnlyStars(text: string): boolean {
  return /^\**$/.test(text);
}

/** Whether a pattern matches every text: it is made of `*` alone. */
export function matchesEverything(pattern: string): boolean {
  return pattern !== "" && isOnlyStars(pattern);
}

/** Whether a text holds a wildcard or a policy variable (`${aws:username}`), so that it names no fixed value. */
export function isOpenValue(value: string): boolean {
  return /[*?]|\$\{/.test(value);
}
