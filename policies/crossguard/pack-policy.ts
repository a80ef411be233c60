import type { PolicyConfigSchema, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { speaksOf } from "../evaluate";
import type { ResourceNode } from "../graph/resource";
import { rootStackType } from "../graph/stack";
import type { Rule } from "../rule";
import { readSettings, type SettingsProblem, settingDescriptions } from "../settings";
import { describeResource, findingsOfStack } from "./describe";
import type { Memory } from "./memory";
import { printable } from "./message";
import { packPolicyName } from "./pack-policy-name";
import { reportTo } from "./report";
import type { RulePolicy } from "./rule-policy";

/** Types are left open on purpose: the engine would refuse a wrong one with a message of its own and stop, where the pack names the key and goes on. */
function configSchema(): PolicyConfigSchema {
  const properties: PolicyConfigSchema["properties"] = {};
  for (const { key, description } of settingDescriptions()) properties[key] = { description };
  return { properties };
}

function reportProblems(problems: readonly SettingsProblem[], report: ReportViolation): void {
  for (const { key, problem } of problems) {
    const message = `The setting ${printable(key)} of the policy ${packPolicyName} is wrong: ${printable(problem)}. The safe default is used instead.`;
    reportTo(report, { message, level: "mandatory" });
  }
}

/**
 * The first policy of the pack: it reads the settings and each resource once, and judges the whole stack once, for all the others.
 * It has no rule of its own; what it reports is what is wrong with its settings.
 */
export function packPolicy(rules: readonly Rule[], memory: Memory): RulePolicy {
  const byType = new Map<string, ReadonlySet<Rule>>();
  /** Asked once for each type of resource: what a rule speaks of is told by the type alone. */
  const speakingOf = (nodes: readonly ResourceNode[]): ReadonlySet<Rule> => {
    const types = nodes.map(({ type }) => type).join(" ");
    const known = byType.get(types) ?? new Set(rules.filter((rule) => nodes.some((node) => speaksOf(rule, node))));
    byType.set(types, known);
    return known;
  };
  let last = "";
  let problems: readonly SettingsProblem[] = [];
  const configure = (config: unknown): void => {
    const text = JSON.stringify(config);
    if (text === last) return;
    last = text;
    const read = readSettings(config);
    memory.settings = read.settings;
    problems = read.problems;
  };
  return {
    name: packPolicyName,
    displayName: "phiguard's settings",
    description: "The settings of phiguard are right.",
    enforcementLevel: "mandatory",
    severity: "high",
    configSchema: configSchema(),
    validateResource(args: ResourceValidationArgs, report: ReportViolation) {
      configure(args.getConfig());
      const nodes = memory.see(describeResource(args));
      memory.enter({ stage: "resource", nodes, session: memory.growing(), speaking: speakingOf(nodes) });
      if (args.type !== rootStackType) return args.notApplicable("settings are judged once, with the stack");
      reportProblems(problems, report);
    },
    validateStack(args: StackValidationArgs, report: ReportViolation) {
      configure(args.getConfig());
      const seen = args.resources.some(({ type, urn }) => type === rootStackType && memory.inputsOf(urn) !== undefined);
      if (!seen) reportProblems(problems, report);
      memory.enter({ stage: "stack", findings: findingsOfStack(args, rules, memory) });
    },
  };
}
