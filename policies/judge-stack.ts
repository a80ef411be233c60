import { isAccountRule, isResourceRule, type Judgement, judge, judgeAccount, type Session } from "./evaluate";
import type { ResourceIndex } from "./graph/references";
import type { ResourceNode } from "./graph/resource";
import type { Rule } from "./rule";

/** What `judgeStack` is told of the configuration, and what it may leave out. */
export interface JudgeOptions {
  /** The configuration of a rule by its id; empty where there is none. */
  readonly configOf?: (ruleId: string) => Readonly<Record<string, unknown>>;
  /** Whether a rule is not to be asked about a resource, because it has decided already. */
  readonly skip?: (resource: ResourceNode, rule: Rule) => boolean;
}

/** Every rule on every resource that it speaks of, over a stack that is whole; the cost grows with these pairs, not with rules times resources. */
export function* judgeStack(
  session: Session,
  rules: readonly Rule[],
  { configOf = () => ({}), skip = () => false }: JudgeOptions = {},
): Generator<Judgement> {
  for (const rule of rules) {
    const config = configOf(rule.id);
    if (isAccountRule(rule)) {
      yield judgeAccount(rule, session, config);
      continue;
    }
    for (const resource of subjects(rule, session.index)) {
      if (!skip(resource, rule)) yield judge(rule, resource, session, config);
    }
  }
}

function subjects(rule: Exclude<Rule, { readonly on: "account" }>, index: ResourceIndex): readonly ResourceNode[] {
  return isResourceRule(rule) ? rule.on.flatMap((kind) => index.ofKind(kind)) : index.ofTypes((type) => rule.speaksOf(type));
}
