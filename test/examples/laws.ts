import type { Example, Examples } from "../../policies/examples";
import type { Rule } from "../../policies/rule";
import type { Outcome } from "../../policies/verdict";
import { isSecret, unknownString, type WireProperties, type WireResource } from "./wire";

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
    for (const properties of maskedEach(resource.properties)) yield resources.with(index, { ...resource, properties });
    for (const observed of maskedEach(resource.observed ?? {})) yield resources.with(index, { ...resource, observed });
  }
}

function* maskedEach(properties: WireProperties): Generator<WireProperties> {
  for (const [key, value] of Object.entries(properties)) {
    for (const mask of masked(value)) yield { ...properties, [key]: mask };
  }
}

/** A stack with an unknown in place of each fact that is left out of what is observed, though other examples of the rule know it. */
export function* stacksWithUntoldFacts(resources: readonly WireResource[], known: ReadonlyMap<string, ReadonlySet<string>>) {
  for (const [index, resource] of resources.entries()) {
    const { observed, type } = resource;
    if (observed === undefined) continue;
    for (const fact of known.get(type) ?? []) {
      if (!Object.hasOwn(observed, fact)) yield resources.with(index, { ...resource, observed: { ...observed, [fact]: unknownString } });
    }
  }
}

/** The facts that examples tell, by the types of their resources. */
export function factsTold(stacks: Iterable<readonly WireResource[]>): ReadonlyMap<string, ReadonlySet<string>> {
  const told = new Map<string, Set<string>>();
  for (const { type, observed } of [...stacks].flat()) {
    const facts = told.get(type) ?? new Set();
    for (const fact of Object.keys(observed ?? {})) facts.add(fact);
    told.set(type, facts);
  }
  return told;
}
