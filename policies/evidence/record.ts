import { dataHoldingKinds } from "../aws/data-holding";
import type { Session } from "../evaluate";
import { recordedRegister } from "../exceptions/record";
import type { Register, RegisteredJudgement } from "../exceptions/register";
import { classificationTag } from "../graph/classification";
import type { ResourceNode } from "../graph/resource";
import { rootStackType } from "../graph/stack";
import type { Rule } from "../rule";
import type { Settings } from "../settings";
import type { Run, RunLevel, RunProblem, RunResource, RunRule, RunSource, RunVerdict } from "./run";

/** What a record is made of. */
export interface RunParts extends Pick<Run, "id" | "organization" | "commit" | "ci" | "pack" | "configuration" | "levels"> {
  readonly source: RunSource;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly session: Session;
  readonly rules: readonly Rule[];
  levelOf(rule: Rule): RunLevel;
  /** Every judgement of the run, also those that do not apply. Those of disabled rules are left out. */
  readonly judgements: Iterable<RegisteredJudgement>;
  /** The exceptions register, where one was asked for. */
  readonly register: Register | undefined;
  readonly problems: readonly RunProblem[];
  /** Where the program makes a resource, by its URN. */
  locationOf?(urn: string): RunResource["location"];
}

export function blocks(outcome: RunVerdict["outcome"], level: RunLevel, settings: Pick<Settings, "undetermined">): boolean {
  if (level !== "mandatory" && level !== "remediate") return false;
  return outcome === "fail" || (outcome === "undetermined" && settings.undetermined === "mandatory");
}

export function runRule({ title, cites, severity, threat, remedy }: Rule, level: RunLevel): RunRule {
  return { title, cites: [...cites], severity, level, threat, remedy };
}

function verdictOf(judgement: RegisteredJudgement, level: RunLevel, settings: Settings): RunVerdict | undefined {
  const { rule, urn, within, verdict, exception } = judgement;
  if (verdict.outcome === "not-applicable") return undefined;
  const outcome = exception ? "excepted" : verdict.outcome;
  return {
    rule: rule.id,
    ...(urn !== undefined && { urn }),
    ...(within !== undefined && { within }),
    outcome,
    because: verdict.because,
    evidence: verdict.evidence,
    blocks: blocks(outcome, level, settings),
    ...(exception && { exception: exception.id }),
  };
}

/** The engine's own resources, the stack's root and its providers, hold nothing. */
function isDeployed({ description: { type, carriedBy } }: ResourceNode): boolean {
  return !type.startsWith("pulumi:") && carriedBy === undefined;
}

function resourceOf(node: ResourceNode, { session, locationOf }: RunParts): RunResource {
  const { settings } = session;
  const scope = session.scope(node);
  const tag = classificationTag(node, settings.classificationTag);
  const location = locationOf?.(node.urn);
  return {
    urn: node.urn,
    type: node.type,
    name: node.name,
    holdsData: dataHoldingKinds.has(node.kind),
    ...(typeof tag === "string" && { classification: tag }),
    inScope: scope.inScope,
    because: scope.because,
    ...(scope.path && { path: scope.path }),
    ...(location && { location }),
  };
}

/** `urn:pulumi:<stack>::<project>::...` */
function placeOf(nodes: readonly ResourceNode[]): Pick<Run, "project" | "stack"> {
  const urn = (nodes.find(({ type }) => type === rootStackType) ?? nodes[0])?.urn ?? "";
  const [head, project] = urn.split("::");
  const stack = head?.startsWith("urn:pulumi:") ? head.slice("urn:pulumi:".length) : undefined;
  return stack === undefined || project === undefined ? {} : { project, stack };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Puts together what a run found. Verdicts keep the order in which they came: by rule, then by resource. */
export function recordRun(parts: RunParts): Run {
  const { session, rules, levelOf } = parts;
  const nodes = session.index.ofTypes(() => true);
  const levels = new Map(rules.map((rule) => [rule.id, levelOf(rule)]));
  const verdicts: RunVerdict[] = [];
  const covers = new Map<string, number>();
  let notApplicable = 0;
  for (const judgement of parts.judgements) {
    const level = levels.get(judgement.rule.id) ?? judgement.rule.level;
    if (level === "disabled") continue;
    const verdict = verdictOf(judgement, level, session.settings);
    if (!verdict) notApplicable += 1;
    else verdicts.push(verdict);
    if (judgement.exception) add(covers, judgement.exception.id);
  }
  const register = parts.register && recordedRegister(parts.register, covers);
  const resources = nodes.filter(isDeployed).map((node) => resourceOf(node, parts));
  return completed(
    {
      format: "phiguard-run/1",
      id: parts.id,
      source: parts.source,
      startedAt: parts.startedAt.toISOString(),
      finishedAt: parts.finishedAt.toISOString(),
      ...(parts.organization !== undefined && { organization: parts.organization }),
      ...placeOf(nodes),
      ...(parts.commit !== undefined && { commit: parts.commit }),
      ...(parts.ci && { ci: parts.ci }),
      pack: parts.pack,
      settings: session.settings,
      configuration: parts.configuration,
      ...(parts.levels !== undefined && { levels: parts.levels }),
      ...(register && { register }),
      problems: parts.problems,
      complete: session.complete,
      rules: Object.fromEntries(rules.map((rule) => [rule.id, runRule(rule, levels.get(rule.id) ?? rule.level)])),
      resources,
      flows: session.complete ? session.flows() : [],
      verdicts,
    },
    notApplicable,
  );
}

/** Adds what follows from the verdicts: the counts, and whether anything blocks. */
export function completed(run: Omit<Run, "outcome" | "counts">, notApplicable: number): Run {
  const counts = { pass: 0, fail: 0, undetermined: 0, excepted: 0, notApplicable, blocking: 0, resources: run.resources.length };
  for (const { outcome, blocks: blocking } of run.verdicts) {
    counts[outcome] += 1;
    if (blocking) counts.blocking += 1;
  }
  const blocked = counts.blocking > 0 || run.problems.some((problem) => problem.blocks);
  return { ...run, outcome: blocked ? "blocked" : "compliant", counts };
}
