import { isAccountRule, isResourceRule } from "../../policies/evaluate";
import type { Rule } from "../../policies/rule";
import type { Outcome } from "../../policies/verdict";
import { ServedPack } from "../examples/analyzer";
import { judgeExample, settingsOf } from "../examples/judge-example";
import { examplesOf, maskedStacks } from "../examples/laws";
import { type RecordedExample, record } from "../examples/record";
import { urnOf, type WireResource, wireResources } from "../examples/wire";

/** One test of the run: it throws where the mutated code does not do what it should. */
export interface MutationTest {
  readonly id: string;
  readonly run: () => void | Promise<void>;
}

/** An example as it was recorded from the code without mutants. */
export interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  readonly recorded: RecordedExample;
  readonly resources: readonly WireResource[];
}

export function casesOf(rule: Rule): readonly Case[] {
  return examplesOf(rule).map(([name, outcome, example]) => {
    const recorded = record(example);
    return { name, outcome, recorded, resources: wireResources(recorded) };
  });
}

function expectOutcome(
  rule: Rule,
  { recorded }: Case,
  resources: readonly WireResource[],
  complete: boolean,
  allowed: readonly Outcome[],
): void {
  const { outcome, because } = judgeExample(rule, recorded, { resources, complete });
  if (!allowed.includes(outcome)) throw new Error(`${outcome} (${because}), not ${allowed.join(" or ")}`);
}

function verdict(rule: Rule, example: Case): void {
  expectOutcome(rule, example, example.resources, true, [example.outcome]);
  if (!isAccountRule(rule)) expectOutcome(rule, example, example.resources, false, [example.outcome, "undetermined"]);
}

function masking(rule: Rule, example: Case): void {
  for (const resources of maskedStacks(example.resources)) expectOutcome(rule, example, resources, true, [example.outcome, "undetermined"]);
}

async function remediation(rule: Rule, cases: readonly Case[]): Promise<void> {
  // Loaded only here: the adapter needs much of policies/aws that verdicts do not.
  const { crossGuardPolicies } = await import("../../policies/crossguard/policies.js");
  let mended = 0;
  for (const example of cases.filter(({ outcome }) => outcome === "fail")) {
    const { recorded, resources } = example;
    const served = await ServedPack.serve(crossGuardPolicies([rule]), {
      phiguard: { properties: { ...settingsOf(rule, recorded) } },
      [rule.id]: { level: "remediate", properties: recorded.parameters },
    });
    const index = resources.findIndex(({ urn }) => recorded.subject && urn === urnOf(recorded.subject));
    const before = resources[index];
    const properties = before && (await served.remediate(before));
    if (!before || !properties) continue;
    mended++;
    expectOutcome(rule, example, resources.with(index, { ...before, properties }), true, ["pass"]);
  }
  if (mended === 0) throw new Error("nothing was mended");
}

/** What test/rules/rules.test.ts asks of a rule's verdicts: the examples, early and late, the masking law, the remediation. */
export function testsOf(rule: Rule, id: string, cases: readonly Case[]): readonly MutationTest[] {
  return [
    ...cases.map((example) => ({ id: `${id} ${example.name}`, run: () => verdict(rule, example) })),
    ...(isResourceRule(rule) && rule.fix ? [{ id: `${id} remediation`, run: () => remediation(rule, cases) }] : []),
    ...cases.map((example) => ({ id: `${id} ${example.name}, masked`, run: () => masking(rule, example) })),
  ];
}
