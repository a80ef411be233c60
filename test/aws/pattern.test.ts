import { coversPattern, isOpenValue, matchesEverything, matchesPattern, patternsOverlap } from "../../policies/aws/iam/pattern";
import { randomNumbers } from "./random";

const POLICY_VARIABLE = ["$", "{aws:username}"].join("");

test.each<[string, string, boolean]>([
  ["*", "", true],
  ["*", "anything", true],
  ["s3:*", "s3:GetObject", true],
  ["s3:*", "s3", false],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get?bject", "s3:GetObject", true],
  ["s3:Get?bject", "s3:GetObjects", false],
  ["arn:aws:s3:::a*b*c", "arn:aws:s3:::axxbxxbc", true],
  ["arn:aws:s3:::a*b*c", "arn:aws:s3:::axxbxxbd", false],
  ["", "", true],
  ["", "a", false],
  ["a.c", "abc", false],
])("pattern %p on %p: %p", (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches);
});

test("case matters for resources and not for actions", () => {
  expect(matchesPattern("S3:getobject", "s3:GetObject")).toBe(false);
  expect(matchesPattern("S3:getobject", "s3:GetObject", false)).toBe(true);
});

test.each<[string, string, boolean]>([
  ["*", "s3:*", true],
  ["s3:*", "s3:Get*", true],
  ["s3:*", "s3:*", true],
  ["s3:*", "*", false],
  ["s3:Get*", "s3:*", false],
  ["s3:?", "s3:*", false],
  ["s3:?", "s3:?", true],
  ["s3:a", "s3:?", false],
  ["**", "*", true],
  ["arn:aws:s3:::name*", "arn:aws:s3:::name/*", true],
  ["arn:aws:s3:::name/*", "arn:aws:s3:::name*", false],
])("pattern %p covers %p: %p", (outer, inner, covers) => {
  expect(coversPattern(outer, inner)).toBe(covers);
});

test.each<[string, string, boolean]>([
  ["s3:*", "s3:Get*", true],
  ["s3:*Object", "s3:Get*", true],
  ["s3:Put*", "s3:Get*", false],
  ["*", "*", true],
  ["a?c", "*b*", true],
  ["a?", "ab*c", false],
  ["", "*", true],
  ["abc", "a*", true],
])("patterns %p and %p overlap: %p", (left, right, overlap) => {
  expect([patternsOverlap(left, right), patternsOverlap(right, left)]).toEqual([overlap, overlap]);
});

/** The plain definition, by trying every split: too slow for real use, obviously right. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern.startsWith("*"))
    return Array.from({ length: text.length + 1 }, (_, at) => at).some((at) => matchesByDefinition(rest, text.slice(at)));
  return text !== "" && (pattern.startsWith("?") || pattern[0] === text[0]) && matchesByDefinition(rest, text.slice(1));
}

test("agrees with the plain definition, and covering and overlapping are sound, on random patterns", () => {
  const random = randomNumbers(7);
  const word = (alphabet: string, longest: number) =>
    Array.from({ length: random(longest + 1) }, () => alphabet.charAt(random(alphabet.length))).join("");
  for (let round = 0; round < 4000; round++) {
    const left = word("ab*?", 6);
    const right = word("ab*?", 6);
    const text = word("ab", 6);
    expect([left, text, matchesPattern(left, text)]).toEqual([left, text, matchesByDefinition(left, text)]);
    if (matchesPattern(left, text) && matchesPattern(right, text))
      expect([left, right, patternsOverlap(left, right)]).toEqual([left, right, true]);
    if (coversPattern(left, right) && matchesPattern(right, text))
      expect([left, text, matchesPattern(left, text)]).toEqual([left, text, true]);
  }
});

test("a pattern made to blow up a backtracking matcher is answered at once", () => {
  const started = performance.now();
  expect(matchesPattern(`${"*a".repeat(2000)}b`, "a".repeat(4000))).toBe(false);
  expect(patternsOverlap(`${"*a".repeat(500)}b`, `${"a*".repeat(500)}c`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("everything, and values that are not fixed", () => {
  expect(["*", "**", "", "*a", "?"].map(matchesEverything)).toEqual([true, true, false, false, false]);
  expect(["123", "a*", "a?", POLICY_VARIABLE, ""].map(isOpenValue)).toEqual([false, true, true, true, false]);
});
