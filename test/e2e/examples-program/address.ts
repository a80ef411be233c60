import type { Example, Examples } from "../../../policies/examples";
import type { Rule } from "../../../policies/rule";

/** Where an example is written. */
export interface ExampleAddress {
  readonly rule: string;
  readonly group: keyof Examples;
  readonly name: string;
}

/** The example as messages call it. */
export function titleOf({ rule, group, name }: ExampleAddress): string {
  return `${rule}, ${group}: ${name}`;
}

export function exampleAt(rules: readonly Rule[], address: ExampleAddress): Example {
  const example = rules.find(({ id }) => id === address.rule)?.examples[address.group][address.name];
  if (!example) throw new Error(`there is no example ${titleOf(address)}`);
  return example;
}
