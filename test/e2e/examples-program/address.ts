import type { Example, Examples } from "../../../policies/examples";
import type { Rule } from "../../../policies/rule";

/** Where an example is written. */
export interface ExampleAddress {
  readonly rule: string;
  readonly group: keyof Examples;
  readonly name: string;
  /** What the names of its resources begin with in a stack of many: short, since AWS takes 32 characters for some. */
  readonly prefix: string;
}

/** The example as messages call it. */
export function titleOf({ rule, group, name }: ExampleAddress): string {
  return `${rule}, ${group}: ${name}`;
}

export function exampleAt(rules: readonly Rule[], { rule, group, name }: Omit<ExampleAddress, "prefix">): Example {
  const example = rules.find(({ id }) => id === rule)?.examples[group][name];
  if (!example) throw new Error(`${rule} has no example "${name}" among ${group}`);
  return example;
}
