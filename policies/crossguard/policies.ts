import type { Rule } from "../rule";
import { Memory } from "./memory";
import { packPolicy } from "./pack-policy";
import { type RulePolicy, rulePolicy } from "./rule-policy";

/** The pack as CrossGuard takes it: the policy that reads for all, then one policy for each rule. The order matters. */
export function crossGuardPolicies(rules: readonly Rule[]): RulePolicy[] {
  const memory = new Memory();
  return [packPolicy(rules, memory), ...rules.map((rule) => rulePolicy(rule, memory))];
}
