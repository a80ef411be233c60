import type { Resource, ResourceDescription } from "../graph/resource";
import type { Stack } from "../graph/stack";
import type { Parameters } from "../parameters";
import { Reader } from "../reader";
import {
  type AccountRule,
  type AccountRuleDefinition,
  type Context,
  defineAccountRule,
  defineRule,
  type ResourceRule,
  type ResourceRuleDefinition,
} from "../rule";
import { UNKNOWN } from "../unknown";
import { undetermined, type Verdict } from "../verdict";
import { alwaysTold, type Observations, type Observed } from "./observations";

type ObservedKind = Exclude<Observed, "account">;

/** What the account told of one of a kind. What it did not tell is unknown, never absent. */
export type Facts<Kind extends Observed> = Reader<Observations[Kind]>;

/** What a check on what works may know. */
export interface Observing<Kind extends Observed, Declared extends Parameters> extends Context<Declared> {
  readonly facts: Facts<Kind>;
  /** When it was told. Ages are counted up to then, so that a record says the same in every year. */
  readonly at: Date;
  /** The other resources of the account. */
  readonly stack: Stack;
}

/** What a check on what works may know of a resource, its settings among it. */
export interface ObservingResource<Kind extends ObservedKind, Declared extends Parameters> extends Observing<Kind, Declared> {
  readonly resource: Resource<Kind>;
}

/** A rule on what only a live account tells, as its author writes it. */
export interface FunctioningRuleDefinition<Kind extends ObservedKind, Declared extends Parameters>
  extends Omit<ResourceRuleDefinition<Kind, Declared>, "on" | "check" | "fix"> {
  /** Of which kinds the facts are. */
  readonly observes: readonly [Kind, ...Kind[]];
  /** A pure function. It is not called where nothing was observed of the resource. */
  readonly check: (observing: ObservingResource<Kind, Declared>) => Verdict;
}

/** As `FunctioningRuleDefinition`, for what is observed of the account. */
export interface AccountFunctioningRuleDefinition<Declared extends Parameters> extends Omit<AccountRuleDefinition<Declared>, "check"> {
  readonly check: (observing: Observing<"account", Declared>) => Verdict;
}

const notObserved = "only a live account tells whether it works, and nothing was read of that";

/**
 * Gives a rule on what works its types, and makes it a rule like the others: evaluation, exceptions and reports do not know them apart.
 * Where nothing was observed the verdict is undetermined: what was not read never passes and never fails.
 */
export function defineFunctioningRule<const Kind extends ObservedKind, const Declared extends Parameters = Record<never, never>>(
  definition: FunctioningRuleDefinition<Kind, Declared>,
): ResourceRule {
  const { observes, check, ...rest } = definition;
  return defineRule<Kind, Declared>({
    ...rest,
    on: observes,
    check: (resource, stack, context) => {
      const { observed } = resource.node.description;
      const kind = observes.find((known) => known === resource.node.kind);
      if (observed === undefined || kind === undefined) return undetermined(notObserved, [resource.evidence("nothing", "what it does")]);
      return check({ ...context, facts: factsOf(kind, observed), at: new Date(observed.at), stack, resource });
    },
  });
}

/** As `defineFunctioningRule`, for a rule on the account. */
export function defineAccountFunctioningRule<const Declared extends Parameters = Record<never, never>>(
  definition: AccountFunctioningRuleDefinition<Declared>,
): AccountRule {
  const { check, ...rest } = definition;
  return defineAccountRule<Declared>({
    ...rest,
    check: (stack, context) => {
      const { observed } = stack;
      if (observed === undefined) return undetermined(notObserved);
      return check({ ...context, facts: factsOf("account", observed), at: new Date(observed.at), stack });
    },
  });
}

function factsOf<Kind extends Observed>(kind: Kind, { facts }: NonNullable<ResourceDescription["observed"]>): Facts<Kind> {
  const notTold = Object.keys(alwaysTold[kind]).filter((name) => !Object.hasOwn(facts, name));
  const whole = { ...facts, ...Object.fromEntries(notTold.map((name) => [name, UNKNOWN])) };
  return new Reader<Observations[Kind]>(whole, { path: "observed" });
}

export { all, any, decide, fail, integer, notApplicable, pass, undetermined, type Verdict, when } from "../rule";
