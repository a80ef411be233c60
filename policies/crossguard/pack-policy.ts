import type { PolicyConfigSchema, ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { speaksOf } from "../evaluate";
import { problemText } from "../exceptions/problem-text";
import type { RegisterProblem } from "../exceptions/register";
import type { ResourceNode } from "../graph/resource";
import { rootStackType } from "../graph/stack";
import type { Rule } from "../rule";
import { readSettings, type SettingsProblem, settingDescriptions } from "../settings";
import { describeResource, findingsOfStack, sessionOfStack } from "./describe";
import type { Memory } from "./memory";
import { printable } from "./message";
import { evidenceMissing, packPolicyName } from "./pack-policy-name";
import { Recorder } from "./recorder";
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

const mostTold = 20;

function reportRegister(problems: readonly RegisterProblem[], report: ReportViolation): void {
  for (const blocks of [true, false]) {
    const level = blocks ? "mandatory" : "advisory";
    const some = problems.filter((problem) => problem.blocks === blocks);
    for (const problem of some.slice(0, mostTold)) {
      reportTo(report, { message: `The exceptions register: ${printable(problemText(problem))}`, level });
    }
    if (some.length > mostTold) {
      const message = `The exceptions register: ${some.length - mostTold} more of the kind; phiguard exceptions check tells them all.`;
      reportTo(report, { message, level });
    }
  }
}

/**
 * The first policy of the pack: it reads the settings and each resource once, and judges the whole stack once, for all the others.
 * It has no rule of its own; what it reports is what is wrong with its settings and with the exceptions register.
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
  const recorder = new Recorder(rules, memory);
  let last = "";
  let problems: readonly SettingsProblem[] = [];
  /** @param begins whether a run begins: the register may have changed on the disk although the settings did not. */
  const configure = (config: unknown, begins: boolean): void => {
    const text = JSON.stringify(config);
    if (text === last) {
      if (begins) memory.exceptions.open(memory.settings);
      return;
    }
    last = text;
    const read = readSettings(config);
    memory.settings = read.settings;
    problems = read.problems;
    memory.exceptions.open(memory.settings);
  };
  return {
    name: packPolicyName,
    displayName: "phiguard's settings",
    description: "The settings of phiguard are right.",
    enforcementLevel: "mandatory",
    severity: "high",
    configSchema: configSchema(),
    validateResource(args: ResourceValidationArgs, report: ReportViolation) {
      configure(args.getConfig(), args.type === rootStackType);
      recorder.recordWhenCutShort(() => problems);
      const nodes = memory.see(describeResource(args));
      memory.enter({ stage: "resource", nodes, session: memory.growing(), speaking: speakingOf(nodes) });
      if (args.type !== rootStackType) return args.notApplicable("settings are judged once, with the stack");
      reportProblems(problems, report);
      reportRegister(memory.exceptions.problems, report);
    },
    validateStack(args: StackValidationArgs, report: ReportViolation) {
      configure(args.getConfig(), false);
      const seen = args.resources.some(({ type, urn }) => type === rootStackType && memory.inputsOf(urn) !== undefined);
      if (!seen) {
        reportProblems(problems, report);
        reportRegister(memory.exceptions.problems, report);
      }
      const session = sessionOfStack(args, memory);
      const findings = findingsOfStack(session, rules, memory);
      for (const judgement of [...findings.values()].flat()) memory.exceptions.apply(judgement);
      reportRegister(memory.exceptions.findUnused(args.resources), report);
      memory.enter({ stage: "stack", findings });
      const unwritten = recorder.record(session, problems);
      if (unwritten !== undefined) reportTo(report, { message: `${evidenceMissing} ${printable(unwritten)}`, level: "mandatory" });
    },
  };
}
