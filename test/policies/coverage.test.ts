import { join } from "node:path";
import { allRules as rules } from "../../policies/rules/all";
import controls from "../../scripts/generate/controls.json";
import { reasonsAgainst, uncovered } from "../../scripts/generate/coverage";

const root = join(__dirname, "../..");
const ids = new Set(rules.map((rule) => rule.id));
const reasons = reasonsAgainst(root);

test("every specification of 164.312 has a rule, or a reason why none can decide it", () => {
  expect(uncovered(rules)).toEqual([]);
});

test("every control of tiers 1 and 2 is a rule or stands with its reason", () => {
  const open = controls.filter(({ id, tier }) => tier < 3 && !ids.has(id) && reasons[id] === undefined);
  expect(open.map(({ id }) => id)).toEqual([]);
});

test("nothing is both a rule and no rule, and every reason belongs to a control", () => {
  const known = new Set(controls.map(({ id }) => id));
  expect(Object.keys(reasons).filter((id) => ids.has(id) || !known.has(id))).toEqual([]);
});

test("no two rules share an id", () => {
  expect(ids.size).toBe(rules.length);
});
