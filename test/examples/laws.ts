import type { Example, Examples } from "../../policies/examples";
import type { Rule } from "../../policies/rule";
import type { Outcome } from "../../policies/verdict";
import { isSecret, unknownString, type WireResource } from "./wire";

const outcomes: readonly [keyof Examples, Outcome][] = [
  ["good", "pass"],
  ["bad", "fail"],
  ["unknown", "undetermined"],
  ["notApplicable", "not-applicable"],
];

/** The examples of a rule: the name, the exact verdict, the example. */
export function examplesOf(rule: Rule): [string, Outcome, Example][] {
  return outcomes.flatMap(([group, outcome]) =>
    Object.entries(rule.examples[group]).map(([name, example]): [string, Outcome, Example] => [`${group}: ${name}`, outcome, example]),
  );
}

/** Every known scalar of a resource's properties, each replaced by an unknown in turn; the containers too. A secret is one value. */
function* masked(value: unknown): Generator<unknown> {
  if (value === unknownString) return;
  yield unknownString;
  if (isSecret(value)) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const mask of masked(item)) yield value.with(index, mask);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) for (const mask of masked(item)) yield { ...value, [key]: mask };
  }
}

/** A stack with an unknown in place of each known value in turn: the masking law holds for all of them. */
export function* maskedStacks(resources: readonly WireResource[]): Generator<readonly WireResource[]> {
  for (const [index, resource] of resources.entries()) {
    for (const [key, value] of Object.entries(resource.properties)) {
      for (const mask of masked(value)) {
        yield resources.with(index, { ...resource, properties: { ...resource.properties, [key]: mask } });
      }
    }
  }
}
