import { canonicalJson } from "../../policies/evidence/canonical-json";

test("keys are sorted by their UTF-16 code units at every level, and there is no white space", () => {
  const value = { peach: 1, péché: 2, 1: { b: true, a: null }, "\u20ac": ["z", { y: 1, x: 2 }], "\u{1f600}": "", "\ufb33": 3 };
  expect(canonicalJson(value)).toBe('{"1":{"a":null,"b":true},"peach":1,"péché":2,"€":["z",{"x":2,"y":1}],"😀":"","\ufb33":3}');
});

test("numbers are written as ECMAScript does, which RFC 8785 asks for", () => {
  expect(canonicalJson([Number("333333333.33333329"), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe("[333333333.3333333,1e+30,4.5,0.002,1e-27,0]");
});

test("strings are escaped in one way only, lone surrogates too", () => {
  expect(canonicalJson("\u20ac$\u000f\nA'B\"\\\u2028\ud800")).toBe('"€$\\u000f\\nA\'B\\"\\\\\u2028\\ud800"');
});

test("the order in which properties were set makes no difference, and what is undefined is absent", () => {
  expect(canonicalJson({ a: 1, b: undefined, c: 2 })).toBe(canonicalJson({ c: 2, a: 1 }));
});

test.each([
  ["a function", () => 1],
  ["not a number", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["undefined in an array", undefined],
])("%s is refused", (_, value) => {
  expect(() => canonicalJson([value])).toThrow(TypeError);
});
