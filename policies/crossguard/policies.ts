import type { Rule } from "../rule";
import { ExceptionsInUse, type Surroundings } from "./exceptions-in-use";
import { Memory } from "./memory";
import { packPolicy } from "./pack-policy";
import { type RulePolicy, rulePolicy } from "./rule-policy";

/** The pack as CrossGuard takes it: the policy that reads for all, then one policy for each rule. The order matters. */
export function crossGuardPolicies(rules: readonly Rule[], surroundings?: Surroundings): RulePolicy[] {
  const memory = new Memory(new ExceptionsInUse(rules, surroundings));
  return [packPolicy(rules, memory), ...rules.map((rule) => rulePolicy(rule, memory))];
}
