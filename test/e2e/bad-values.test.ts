// What is wrong in programs, put in place of the examples' values: every rule is held to it, in this process.
import type { Examples } from "../../policies/examples";
import type { Rule } from "../../policies/rule";
import { rules as allRules } from "../../policies/rules/index.gen";
import { judgeExample } from "../examples/judge-example";
import { record } from "../examples/record";
import { unknownString, type WireResource, wireResources } from "../examples/wire";

/** RULES=rds,s3-versioning limits a run to the rules whose id starts with one of these. */
const wanted = process.env.RULES?.split(",");
const rules = allRules.filter((rule) => wanted === undefined || wanted.some((prefix) => rule.id.startsWith(prefix)));
const groups = ["good", "bad", "unknown", "notApplicable"] as const satisfies readonly (keyof Examples)[];

/** What programs in untyped languages write in place of a value: a number as text or text as a number, a single block or none where a list belongs. */
function misspelled(value: unknown): readonly unknown[] {
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (Array.isArray(value)) return value.length > 0 ? [[], value[0]] : [];
  if (typeof value === "object") return [{}, [value]];
  if (value === "true" || value === "false") return ["", value === "true"];
  return value !== "" && Number.isFinite(Number(value)) ? ["", Number(value)] : [""];
}

/** A value with one part of it, at any depth, replaced by what `replace` gives for it. */
function* withOneReplaced(value: unknown, replace: (part: unknown) => readonly unknown[]): Generator<unknown> {
  yield* replace(value);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const other of withOneReplaced(item, replace)) yield value.with(index, other);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const other of withOneReplaced(item, replace)) yield { ...value, [key]: other };
    }
  }
}

function* stacksWith(
  resources: readonly WireResource[],
  replace: (part: unknown) => readonly unknown[],
): Generator<readonly WireResource[]> {
  for (const [index, resource] of resources.entries()) {
    for (const [key, value] of Object.entries(resource.properties)) {
      for (const other of withOneReplaced(value, replace)) {
        yield resources.with(index, { ...resource, properties: { ...resource.properties, [key]: other } });
      }
    }
  }
}

/** An IAM policy or an event pattern. Other texts may look like JSON and need not be any: a format of log lines, a filter pattern. */
function isDocument(value: unknown): value is string {
  if (typeof value !== "string") return false;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && ("Statement" in parsed || "source" in parsed);
  } catch {
    return false;
  }
}

describe.each(rules.map((rule): [string, Rule] => [rule.id, rule]))("%s", (_, rule) => {
  const examples = groups
    .flatMap((group) => Object.entries(rule.examples[group]))
    .map(([name, example]) => ({ name, recorded: record(example) }));

  test("is not stopped by what untyped programs write", () => {
    for (const { name, recorded } of examples) {
      for (const resources of stacksWith(wireResources(recorded), misspelled)) {
        const { because } = judgeExample(rule, recorded, { resources });
        if (because.startsWith("could not be checked")) throw new Error(`${name}: ${because}, of ${JSON.stringify(resources)}`);
      }
    }
  });

  test("does not pass by a document that is not JSON", () => {
    for (const { name, recorded } of examples) {
      const whole = wireResources(recorded);
      const masked = [...stacksWith(whole, (part) => (isDocument(part) ? [unknownString] : []))];
      for (const broken of [() => "not json", (text: string) => text.slice(0, -1), (text: string) => `${text},`]) {
        const stacks = [...stacksWith(whole, (part) => (isDocument(part) ? [broken(part)] : []))];
        for (const [index, resources] of stacks.entries()) {
          // Where the rest of the stack decides, the document does not matter.
          const open = judgeExample(rule, recorded, { resources: masked[index] ?? whole }).outcome;
          const { outcome } = judgeExample(rule, recorded, { resources });
          if (open !== "pass" && outcome === "pass") throw new Error(`${name}: passed with ${JSON.stringify(resources)}`);
        }
      }
    }
  });
});
