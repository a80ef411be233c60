import type { PolicyProviderResource, PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { type Judgement, Session } from "../evaluate";
import { withCarried } from "../graph/embedded";
import { outputsRead, ResourceIndex } from "../graph/references";
import type { ResourceDescription } from "../graph/resource";
import { judgeStack } from "../judge-stack";
import type { Rule } from "../rule";
import type { Memory } from "./memory";
import { plainProperties, somePlainProperties } from "./properties";

function describeProvider(provider: Readonly<PolicyProviderResource> | undefined): Pick<ResourceDescription, "provider"> {
  return provider ? { provider: { urn: provider.urn, type: provider.type, inputs: plainProperties(provider.props) } } : {};
}

/** A policy's own configuration; empty where none is given. */
export function configOf(args: { getConfig<T extends object>(): T }): Readonly<Record<string, unknown>> {
  return args.getConfig<Record<string, unknown>>();
}

/** A resource as the engine is about to create or update it: its inputs, after the provider's check. */
export function describeResource(args: ResourceValidationArgs): ResourceDescription {
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    inputs: plainProperties(args.props),
    ...(args.opts.parent !== undefined && { parent: args.opts.parent }),
    ignoreChanges: args.opts.ignoreChanges,
    ...describeProvider(args.provider),
  };
}

/**
 * A resource at the end: its outputs, and what it was computed from. Its inputs are those that were read when it was judged alone,
 * since an output that the provider will compute is unknown in a preview although the program does not set it.
 */
function describeDeployed(resource: PolicyResource, memory: Memory): ResourceDescription {
  const seen = memory.inputsOf(resource.urn);
  const outputs = seen ? somePlainProperties(resource.props, outputsRead) : plainProperties(resource.props);
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    inputs: seen?.inputs ?? outputs,
    outputs,
    ...(resource.parent !== undefined && { parent: resource.parent.urn }),
    propertyDependencies: Object.fromEntries(
      Object.entries(resource.propertyDependencies).map(([property, on]) => [property, on.map(({ urn }) => urn)]),
    ),
    ignoreChanges: resource.opts.ignoreChanges,
    ...describeProvider(resource.provider),
  };
}

/** The whole stack. */
export function sessionOfStack(args: StackValidationArgs, memory: Memory): Session {
  const index = new ResourceIndex(args.resources.flatMap((resource) => withCarried(describeDeployed(resource, memory))));
  return new Session(index, memory.settings, true);
}

/** Judges the whole stack by every rule that has not decided yet, once, and sorts what there is to report by rule. */
export function findingsOfStack(session: Session, rules: readonly Rule[], memory: Memory): ReadonlyMap<string, readonly Judgement[]> {
  const findings = new Map<string, Judgement[]>();
  const note = (judgement: Judgement) => {
    const { outcome } = judgement.verdict;
    if (outcome !== "fail" && outcome !== "undetermined") return;
    const list = findings.get(judgement.rule.id);
    if (list) list.push(judgement);
    else findings.set(judgement.rule.id, [judgement]);
  };
  const judgements = judgeStack(session, rules, {
    configOf: (ruleId) => memory.configOf(ruleId),
    skip: ({ urn }, rule) => memory.isDecided(urn, rule.id),
  });
  for (const judgement of judgements) note(judgement);
  return findings;
}
