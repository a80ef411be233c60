import { and, every, not, or, some, type Ternary, ternary } from "../../policies/aws/ternary";
import { isUnknown, UNKNOWN } from "../../policies/unknown";

const ALL: readonly Ternary[] = ["yes", "no", "unknown"];

test.each<[Ternary, Ternary, Ternary, Ternary]>([
  ["yes", "yes", "yes", "yes"],
  ["yes", "no", "no", "yes"],
  ["yes", "unknown", "unknown", "yes"],
  ["no", "no", "no", "no"],
  ["no", "unknown", "no", "unknown"],
  ["unknown", "unknown", "unknown", "unknown"],
])("%s with %s: and %s, or %s, in either order", (left, right, both, either) => {
  expect([and(left, right), and(right, left)]).toEqual([both, both]);
  expect([or(left, right), or(right, left)]).toEqual([either, either]);
});

test("De Morgan's laws and double negation hold", () => {
  for (const left of ALL) {
    expect(not(not(left))).toBe(left);
    for (const right of ALL) expect(not(and(left, right))).toBe(or(not(left), not(right)));
  }
});

test("every and some agree with and and or, and know their neutral answers", () => {
  for (const left of ALL) {
    for (const right of ALL) {
      expect(every([left, right], (answer) => answer)).toBe(and(left, right));
      expect(some([left, right], (answer) => answer)).toBe(or(left, right));
    }
  }
  expect([every([], () => "no"), some([], () => "yes"), and(), or()]).toEqual(["yes", "no", "yes", "no"]);
  expect([ternary(true), ternary(false)]).toEqual(["yes", "no"]);
});

test("every stops at the first no, some at the first yes", () => {
  const seen: number[] = [];
  every([1, 2, 3], (item) => {
    seen.push(item);
    return ternary(item < 2);
  });
  expect(seen).toEqual([1, 2]);
  some([3, 4, 5], (item) => {
    seen.push(item);
    return ternary(item > 3);
  });
  expect(seen).toEqual([1, 2, 3, 4]);
});

test("only the mark itself is unknown", () => {
  expect([isUnknown(UNKNOWN), isUnknown(Symbol.for("phiguard.unknown")), isUnknown(undefined), isUnknown("phiguard.unknown")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
