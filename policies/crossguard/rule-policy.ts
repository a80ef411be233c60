import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
} from "@pulumi/policy";
import { isAccountRule, isResourceRule, type Judgement, judge, speaksOf } from "../evaluate";
import { rootStackType } from "../graph/stack";
import { paragraph, paragraphUrl } from "../hipaa/paragraphs";
import { readParameters } from "../parameters";
import type { Rule } from "../rule";
import { configOf, describeResource, findingsOfStack, sessionOfStack } from "./describe";
import type { Memory } from "./memory";
import { exceptedFinding, printable, violation } from "./message";
import { remediation } from "./remediate";
import { reportTo } from "./report";

/** A policy that judges each resource when it is read, and once more, where that was too early, when the whole stack is known. */
export type RulePolicy = ResourceValidationPolicy & { validateStack(args: StackValidationArgs, report: ReportViolation): void };

/** Stands for "skip me" where the library compares a policy's type with the resource's: no resource has it. */
const noType = "phiguard:nothing:ToReport";

function configSchema(rule: Rule): PolicyConfigSchema | undefined {
  if (!rule.parameters || Object.keys(rule.parameters).length === 0) return undefined;
  const properties: PolicyConfigSchema["properties"] = {};
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    properties[name] =
      parameter.type === "integer"
        ? {
            type: "number",
            description: `${parameter.description} From ${parameter.minimum} to ${parameter.maximum}.`,
            default: parameter.default,
          }
        : { type: "array", items: { type: "string" }, description: parameter.description, default: [...parameter.default] };
  }
  return { properties };
}

/** Reports one judgement: what is excepted as advisory, whatever it is; `undetermined` at the level that the settings give it. */
function reportJudgement(judgement: Judgement, memory: Memory, report: ReportViolation): void {
  const { verdict, urn, rule } = judgement;
  const { exception } = memory.exceptions.apply(judgement);
  if (exception) {
    reportTo(report, { message: exceptedFinding(judgement, exception), urn, severity: rule.severity, level: "advisory" });
    return;
  }
  if (verdict.outcome === "fail") reportTo(report, { message: violation(judgement), urn, severity: rule.severity });
  if (verdict.outcome === "undetermined") {
    reportTo(report, {
      message: violation(judgement),
      urn,
      severity: rule.severity,
      ...(memory.settings.undetermined === "advisory" && { level: "advisory" }),
    });
  }
}

/** The root of a stack is read first, so what a site configured for a rule is judged there. A configuration that a rule cannot take is a finding of its own: the rule goes on with its defaults. */
function reportConfiguration(rule: Rule, config: Readonly<Record<string, unknown>>, report: ReportViolation): void {
  for (const { name, problem } of readParameters(rule.parameters ?? {}, config).problems) {
    const message = `The configuration of ${rule.id} is wrong: ${printable(name)} ${problem}. The default is used instead.`;
    reportTo(report, { message, level: "mandatory" });
  }
}

function validateResource(rule: Rule, memory: Memory) {
  return (args: ResourceValidationArgs, report: ReportViolation): void => {
    const config = configOf(args);
    memory.configure(rule.id, config);
    if (args.type === rootStackType) {
      reportConfiguration(rule, config, report);
      args.notApplicable("the rule speaks of other resources");
    }
    const call = memory.call;
    const seen = call?.stage === "resource" && call.nodes[0].urn === args.urn ? call : undefined;
    const nodes = seen?.nodes ?? memory.see(describeResource(args));
    const session = seen?.session ?? memory.growing();
    const judgements = isAccountRule(rule)
      ? []
      : nodes.filter((node) => speaksOf(rule, node)).map((node) => ({ node, ...judge(rule, node, session, config) }));
    for (const { node, verdict } of judgements) memory.decide(node.urn, rule.id, verdict.outcome !== "undetermined");
    const failed = judgements.filter(({ verdict }) => verdict.outcome === "fail");
    for (const judgement of failed) reportJudgement(judgement, memory, report);
    if (failed.length > 0) return;
    if (judgements.some(({ verdict }) => verdict.outcome === "undetermined"))
      args.notApplicable("judged again when the whole stack is known");
    if (!judgements.some(({ verdict }) => verdict.outcome === "pass")) {
      args.notApplicable(judgements[0]?.verdict.because ?? "the rule speaks of other resources");
    }
  };
}

function validateStack(rule: Rule, memory: Memory) {
  return (args: StackValidationArgs, report: ReportViolation): void => {
    const call = memory.call;
    const findings = call?.stage === "stack" ? call.findings : findingsOfStack(sessionOfStack(args, memory), [rule], memory);
    for (const judgement of findings.get(rule.id) ?? []) reportJudgement(judgement, memory, report);
  };
}

/**
 * The library skips a policy, before it copies all properties for it, if the function's `__pulumiType` differs from the resource's type.
 * A rule may speak of several types, so the answer depends on the call: the type of the resource at hand if the rule speaks of it.
 */
function onlyWhereItSpeaks<Check extends (...args: never[]) => void>(check: Check, answer: () => string | undefined): Check {
  return Object.defineProperty(check, "__pulumiType", { get: answer, enumerable: true });
}

/** One CrossGuard policy for one rule: its name, level and configuration are the rule's. */
export function rulePolicy(rule: Rule, memory: Memory): RulePolicy {
  const schema = configSchema(rule);
  const [primary, ...others] = rule.cites;
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}.`,
    enforcementLevel: rule.level,
    severity: rule.severity,
    framework: {
      name: "HIPAA Security Rule",
      version: "45 CFR Part 164 Subpart C",
      reference: primary,
      specification: paragraph(primary).title,
    },
    tags: ["hipaa", ...new Set([primary, ...others])],
    remediationSteps: rule.remedy,
    url: paragraphUrl(primary),
    ...(schema && { configSchema: schema }),
    ...(isResourceRule(rule) && rule.fix && { remediateResource: remediation(rule, memory) }),
    validateResource: onlyWhereItSpeaks(validateResource(rule, memory), () => {
      const call = memory.call;
      if (call?.stage !== "resource") return undefined;
      const [{ type }] = call.nodes;
      if (type === rootStackType) memory.enable(rule.id);
      return (schema && type === rootStackType) || call.speaking.has(rule) ? type : noType;
    }),
    validateStack: onlyWhereItSpeaks(validateStack(rule, memory), () => {
      const call = memory.call;
      if (call?.stage !== "stack" || call.findings.has(rule.id)) return undefined;
      return noType;
    }),
  };
}
