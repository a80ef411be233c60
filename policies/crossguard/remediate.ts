import type { ResourceRemediation } from "@pulumi/policy";
import { judge } from "../evaluate";
import type { ResourceRule } from "../rule";
import { configOf, describeResource } from "./describe";
import type { Memory } from "./memory";
import { unproxied } from "./properties";

type Properties = Readonly<Record<string, unknown>>;

function isBlock(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lays a patch over properties: blocks are merged, everything else is replaced. What the patch does not name stays as it is, secrets too. */
function merged(properties: Properties, patch: Properties): Record<string, unknown> {
  const result: Record<string, unknown> = { ...properties };
  for (const [key, value] of Object.entries(patch)) {
    const before = Object.hasOwn(result, key) ? result[key] : undefined;
    result[key] = isBlock(value) && isBlock(before) ? merged(before, value) : value;
  }
  return result;
}

/** Mends a resource that fails the rule, at the level `remediate`; what is undetermined or excepted is left alone. */
export function remediation(rule: ResourceRule, memory: Memory): ResourceRemediation {
  return (args) => {
    const [node] = memory.see(describeResource(args));
    if (!rule.on.some((kind) => kind === node.kind)) return args.notApplicable("the rule speaks of other resources");
    const judgement = judge(rule, node, memory.growing(), configOf(args));
    const { verdict } = judgement;
    if (verdict.outcome === "not-applicable") return args.notApplicable(verdict.because);
    if (memory.exceptions.apply(judgement).exception) return undefined;
    const patch = verdict.outcome === "fail" ? rule.fix?.(node) : undefined;
    return patch && merged({ ...unproxied(args.props) }, patch);
  };
}
