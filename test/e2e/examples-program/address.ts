import type { Example, Examples } from "../../../policies/examples";
import type { Rule } from "../../../policies/rule";

/** Where an example is written. */
export interface ExampleAddress {
  readonly rule: string;
  readonly group: keyof Examples;
  readonly name: string;
}

/** The name of an example within a stack: `s3-versioning--good--separate-resource`. */
export function nameOf({ rule, group, name }: ExampleAddress): string {
  return `${rule}--${group}--${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;
}

export function exampleAt(rules: readonly Rule[], { rule, group, name }: ExampleAddress): Example {
  const example = rules.find(({ id }) => id === rule)?.examples[group][name];
  if (!example) throw new Error(`${rule} has no example "${name}" among ${group}`);
  return example;
}
