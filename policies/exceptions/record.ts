import type { Run, RunException, RunProblem } from "../evidence/run";
import { problemText } from "./problem-text";
import type { Register, RegisterProblem } from "./register";
import type { Exception, ExceptionTarget } from "./schema";

/**
 * The register as the record of a run keeps it: undefined where none was read.
 * @param covered how many findings of the run each entry covers, by id.
 */
export function recordedRegister(register: Register, covered: ReadonlyMap<string, number>): Run["register"] | undefined {
  const { origin, entries } = register;
  if (!origin) return undefined;
  return {
    from: origin.from,
    sha256: origin.sha256,
    entries: entries.map((entry) => recordedException(entry, covered.get(entry.id) ?? 0)),
  };
}

function recordedException(entry: Exception, covers: number): RunException {
  const { id, rules, kind, reason, riskAnalysis, owner, approver, approvedOn, expiresOn, reviewedOn, imported } = entry;
  const measure = measureOf(entry);
  return {
    id,
    rules,
    resources: entry.resources.map(targetText),
    kind,
    reason,
    ...(measure !== undefined && { measure }),
    ...(entry.kind === "remediation-plan" && { plan: entry.plan }),
    ...(riskAnalysis !== undefined && { riskAnalysis }),
    owner,
    approver,
    approvedOn,
    expiresOn,
    ...(reviewedOn !== undefined && { reviewedOn }),
    imported: imported === true,
    covers,
  };
}

function measureOf(entry: Exception): string | undefined {
  const parts = [
    ...(entry.measure === undefined ? [] : [entry.measure]),
    ...(entry.seenAt === undefined ? [] : [`Seen at: ${entry.seenAt}`]),
  ];
  return parts.length === 0 ? undefined : parts.join("\n");
}

/** A target on one line: the URN, or `type name` with what narrows it. */
export function targetText(target: ExceptionTarget): string {
  if (typeof target === "string") return target;
  const { within } = target;
  const inside = within === undefined ? "" : ` within ${within}`;
  if ("urn" in target) return `${target.urn}${inside}`;
  const { type, name, stack, project } = target;
  return `${type} ${name}${stack === undefined ? "" : ` in stack ${stack}`}${project === undefined ? "" : ` of project ${project}`}${inside}`;
}

/** What is wrong with the register, as the record of a run keeps it. */
export function recordedProblems(problems: readonly RegisterProblem[]): readonly RunProblem[] {
  return problems.map((problem) => ({ where: "register", message: problemText(problem), blocks: problem.blocks }));
}
