import type { RunFlow } from "./evidence/run";
import type { Scope } from "./graph/classification";
import { flowsOf } from "./graph/flow/flows";
import type { ResourceIndex } from "./graph/references";
import type { ResourceNode } from "./graph/resource";
import { Stack } from "./graph/stack";
import type { AccountRule, AnyResourceRule, ResourceRule, Rule } from "./rule";
import type { Settings } from "./settings";
import { eitherOf, fail, notApplicable, type Verdict } from "./verdict";

/** A verdict of one rule on one resource, with the reason why the rule looked. */
export interface Judgement {
  readonly rule: Rule;
  /** The resource judged; undefined for a rule on the account in a stack whose root is not known. */
  readonly urn: string | undefined;
  readonly verdict: Verdict;
  readonly scope?: Scope;
  /** The name of the resource inside a template or a desired state; `urn` is then the resource that carries it. */
  readonly within?: string;
}

/** A stack in view, complete or still growing, and the settings under which it is judged. */
export class Session {
  readonly stack: Stack;

  constructor(
    readonly index: ResourceIndex,
    readonly settings: Settings,
    readonly complete: boolean,
  ) {
    this.stack = new Stack(index, { complete });
  }

  scope(resource: ResourceNode): Scope {
    return this.stack.ephi(this.settings).of(resource);
  }

  /** The steps that ePHI takes through a complete stack, each once, in the order of their distance from its sources. */
  flows(): readonly RunFlow[] {
    return flowsOf(this.stack.ephi(this.settings).steps());
  }
}

export function isAccountRule(rule: Rule): rule is AccountRule {
  return rule.on === "account";
}

export function isResourceRule(rule: Rule): rule is ResourceRule {
  return rule.on !== "account" && rule.on !== "any";
}

export function isAnyResourceRule(rule: Rule): rule is AnyResourceRule {
  return rule.on === "any";
}

/** Whether a rule has something to say of a resource, whatever it says. */
export function speaksOf(rule: Rule, resource: ResourceNode): boolean {
  if (isAnyResourceRule(rule)) return rule.speaksOf(resource.type);
  return isResourceRule(rule) && rule.on.some((kind) => kind === resource.kind);
}

/** Who is judged, and where a finding on it is reported. */
function subjectOf(rule: Rule, resource: ResourceNode): Omit<Judgement, "verdict"> {
  const { carriedBy } = resource.description;
  if (carriedBy === undefined) return { rule, urn: resource.urn };
  return resource.name === "" ? { rule, urn: carriedBy } : { rule, urn: carriedBy, within: resource.name };
}

/** Judges one resource by one rule. A rule that throws has failed the resource: it could not be checked, and that is never silent. */
export function judge(
  rule: ResourceRule | AnyResourceRule,
  resource: ResourceNode,
  session: Session,
  config: Readonly<Record<string, unknown>> = {},
): Judgement {
  const subject = subjectOf(rule, resource);
  if (!speaksOf(rule, resource)) return { ...subject, verdict: notApplicable("the rule speaks of other resources") };
  const scope = isResourceRule(rule) && rule.applies === "ephi" ? session.scope(resource) : undefined;
  const scoped = scope === undefined ? {} : { scope };
  if (scope?.inScope === "no") return { ...subject, ...scoped, verdict: notApplicable(scope.because) };
  const verdict = guarded(rule, () => rule.check(resource, session.stack, config, session.settings));
  if (scope?.inScope !== "unknown") return { ...subject, ...scoped, verdict };
  return { ...subject, ...scoped, verdict: eitherOf([verdict, notApplicable()], scope.because) };
}

/** Judges the account's baseline, where the stack owns it. */
export function judgeAccount(rule: AccountRule, session: Session, config: Readonly<Record<string, unknown>> = {}): Judgement {
  const subject = { rule, urn: session.stack.urn };
  if (!session.settings.accountBaseline) return { ...subject, verdict: notApplicable("this stack does not own the account's baseline") };
  const verdict = guarded(rule, () => rule.check(session.stack, config, session.settings));
  return { ...subject, verdict };
}

/** The error's text may hold a property's value, so only its kind is told. */
function guarded(rule: Rule, check: () => Verdict): Verdict {
  try {
    return check();
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    return fail(`could not be checked: the rule ${rule.id} stopped with ${kind}, which is a fault of phiguard`);
  }
}
