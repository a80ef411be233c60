/** Everything that the author of a rule needs: see docs/writing-rules.md. */
import type { ClassName } from "./aws/kinds";
import type { Examples } from "./examples";
import type { Resource, ResourceNode } from "./graph/resource";
import type { Stack } from "./graph/stack";
import type { Citation } from "./hipaa/paragraphs";
import { type Parameters, type ParameterValues, parameterValues } from "./parameters";
import type { Settings } from "./settings";
import type { Verdict } from "./verdict";

export type Severity = "low" | "medium" | "high" | "critical";

/** What other tools call the same control. */
export interface Equivalents {
  readonly config?: readonly string[];
  readonly cdkNag?: readonly string[];
  readonly prowler?: readonly string[];
  readonly checkov?: readonly string[];
  readonly pulumi?: readonly string[];
}

interface Common<Declared extends Parameters> {
  /** Equals the file's name; a statement that is true where the resource complies; never used again for something else. */
  readonly id: string;
  /** One sentence without full stop: what holds where the resource complies. */
  readonly title: string;
  /** What may happen to ePHI otherwise: one sentence. */
  readonly threat: string;
  /** What to do: one or two sentences that name the properties. */
  readonly remedy: string;
  /** The paragraphs, the one that decides on exceptions first. */
  readonly cites: readonly [Citation, ...Citation[]];
  readonly severity: Severity;
  /** `mandatory` blocks; a rule is advisory only for a reason that its file states. */
  readonly level: "mandatory" | "advisory";
  readonly equivalents: Equivalents;
  readonly parameters?: Declared;
}

/** What a check may know beside the resource and the stack. */
export interface Context<Declared extends Parameters> {
  readonly parameters: ParameterValues<Declared>;
  readonly settings: Settings;
}

/** A rule on each resource of some kinds, as its author writes it. */
export interface ResourceRuleDefinition<Kind extends ClassName, Declared extends Parameters> extends Common<Declared> {
  readonly on: readonly [Kind, ...Kind[]];
  /** `ephi`: only where the resource is in scope; `always`: whatever its classification. */
  readonly applies: "ephi" | "always";
  /**
   * A pure function. While resources are read one by one it is called with a stack that is not complete, in which nothing is missing for sure;
   * what it cannot decide then is asked again when the whole stack is known.
   */
  readonly check: (resource: Resource<Kind>, stack: Stack, context: Context<Declared>) => Verdict;
  /** Inputs that make a failing resource pass, merged into its own: for the level `remediate`. Only what is always safe to set. */
  readonly fix?: (resource: Resource<Kind>) => Readonly<Record<string, unknown>> | undefined;
  readonly examples: Examples;
}

/** A rule on the account's baseline: it speaks only where the settings say that the stack owns the baseline, and absence is the finding. */
export interface AccountRuleDefinition<Declared extends Parameters> extends Common<Declared> {
  readonly check: (stack: Stack, context: Context<Declared>) => Verdict;
  readonly examples: Examples;
}

/** A rule on resources as the engine runs it: its kinds are compared before it is called. */
export interface ResourceRule extends Common<Parameters> {
  readonly on: readonly ClassName[];
  readonly applies: "ephi" | "always";
  check(resource: ResourceNode, stack: Stack, parameters: Readonly<Record<string, unknown>>, settings: Settings): Verdict;
  fix?(resource: ResourceNode): Readonly<Record<string, unknown>> | undefined;
  readonly examples: Examples;
}

/** A rule on resources that have no kind of @pulumi/aws, or whatever kind they have: providers, dynamic resources, what deploys others. */
export interface AnyResourceRule extends Common<Parameters> {
  readonly on: "any";
  /** Whether the rule speaks of resources of a type; asked of every resource, so it must be cheap. */
  speaksOf(type: string): boolean;
  check(resource: ResourceNode, stack: Stack, parameters: Readonly<Record<string, unknown>>, settings: Settings): Verdict;
  readonly examples: Examples;
}

/** A rule on the account as the engine runs it. */
export interface AccountRule extends Common<Parameters> {
  readonly on: "account";
  check(stack: Stack, parameters: Readonly<Record<string, unknown>>, settings: Settings): Verdict;
  readonly examples: Examples;
}

export type Rule = ResourceRule | AccountRule | AnyResourceRule;

/** Gives a rule its types: kinds, property paths, citations and parameters that do not exist do not compile. */
export function defineRule<const Kind extends ClassName, const Declared extends Parameters = Record<never, never>>(
  definition: ResourceRuleDefinition<Kind, Declared>,
): ResourceRule {
  const { check, fix, parameters, ...rest } = definition;
  return {
    ...rest,
    ...(parameters && { parameters }),
    check: (resource, stack, config, settings) =>
      check(resource.view<Kind>("judged"), stack, { parameters: parameterValues(parameters, config), settings }),
    ...(fix && { fix: (resource) => fix(resource.view<Kind>("judged")) }),
  };
}

/** As `defineRule`, for a rule on the account's baseline. */
export function defineAccountRule<const Declared extends Parameters = Record<never, never>>(
  definition: AccountRuleDefinition<Declared>,
): AccountRule {
  const { check, parameters, ...rest } = definition;
  return {
    ...rest,
    on: "account",
    ...(parameters && { parameters }),
    check: (stack, config, settings) => check(stack, { parameters: parameterValues(parameters, config), settings }),
  };
}

/** As `defineRule`, for a rule on types that are told by their token. Its check reads through `resource.read()`, untyped. */
export function defineAnyResourceRule(rule: Omit<AnyResourceRule, "on">): AnyResourceRule {
  return { ...rule, on: "any" };
}

export { missing } from "./graph/stack";
export { integer, list } from "./parameters";
export { all, any, decide, eitherOf, fail, not, notApplicable, pass, undetermined, type Verdict, when } from "./verdict";
