import type { Activity } from "../../policies/evidence/activity";
import type { Run, RunException, RunFlow, RunResource, RunRule, RunVerdict } from "../../policies/evidence/run";
import { type Citation, type Paragraph, paragraphs } from "../../policies/hipaa/paragraphs";
import { Failure } from "../exit-code";
import { visibleParts } from "./visible";

/** What a rule found in a run. */
export interface RuleOverview {
  readonly id: string;
  readonly rule: RunRule;
  readonly verdicts: Readonly<Record<RunVerdict["outcome"], readonly RunVerdict[]>>;
  readonly blocking: number;
  readonly status: RuleStatus;
}

/**
 * Where a safeguard stands: the worst that was said of it. `not-exercised`: no resource of the stack is of the kind that it speaks of,
 * or what is there is not in scope; `disabled`: the configuration switches it off.
 */
export type RuleStatus = "gap" | "open" | "excepted" | "in-place" | "not-exercised" | "disabled";

/** A paragraph of the Security Rule and the rules that cite it. */
export interface ParagraphOverview {
  readonly citation: Citation;
  readonly paragraph: Paragraph;
  /** By status, how many rules; a rule counts in each paragraph that it cites. */
  readonly rules: Readonly<Record<RuleStatus, number>>;
  readonly findings: number;
  readonly blocking: number;
  readonly status: RuleStatus;
}

/** A run, put into the order in which reports tell it. All texts are safe to show: see `visible`. */
export interface Overview {
  readonly run: Run;
  /** The reviews and drills of the ledger that were recorded by then and are of this account, where the run is of one; latest first. */
  readonly activities: readonly Activity[];
  /** What needs attention first: status, what blocks, severity, number of findings. */
  readonly rules: readonly RuleOverview[];
  readonly paragraphs: readonly ParagraphOverview[];
  resource(urn: string | undefined): RunResource | undefined;
  /** The connection that takes ePHI from one resource of a path to the next, where it is recorded. */
  flow(from: string, to: string): RunFlow | undefined;
  exception(id: string | undefined): RunException | undefined;
}

const statusOrder: readonly RuleStatus[] = ["gap", "open", "excepted", "in-place", "not-exercised", "disabled"];
const severityOrder: ReadonlyArray<RunRule["severity"]> = ["critical", "high", "medium", "low"];

/** Of a live run the project is the number of the account. */
function activitiesOf({ source, project, finishedAt }: Run, activities: readonly Activity[]): readonly Activity[] {
  return activities
    .filter(({ recordedAt, accounts }) => recordedAt <= finishedAt && (source !== "live" || accounts.includes(project ?? "")))
    .sort((one, other) => (one.heldAt > other.heldAt ? -1 : 1));
}

/** Reads a run once for all reports. @param activities what the ledger has of reviews and drills, in any order @throws Failure where the record contradicts itself. */
export function overviewOf(recorded: Run, activities: readonly Activity[] = []): Overview {
  const run = visibleParts(recorded);
  const resources = new Map(run.resources.map((resource) => [resource.urn, resource]));
  const flows = new Map(run.flows.map((flow) => [JSON.stringify([flow.from, flow.to]), flow]));
  const exceptions = new Map(run.register?.entries.map((entry) => [entry.id, entry]));
  const rules = rulesOf(run);
  return {
    run,
    activities: visibleParts(activitiesOf(recorded, activities)),
    rules,
    paragraphs: paragraphsOf(rules),
    resource: (urn) => (urn === undefined ? undefined : resources.get(urn)),
    flow: (from, to) => flows.get(JSON.stringify([from, to])),
    exception: (id) => (id === undefined ? undefined : exceptions.get(id)),
  };
}

function rulesOf(run: Run): readonly RuleOverview[] {
  const verdicts = new Map<string, RunVerdict[]>(Object.keys(run.rules).map((id) => [id, []]));
  for (const verdict of run.verdicts) {
    const said = verdicts.get(verdict.rule);
    if (said === undefined) {
      throw new Failure(`the record has a verdict of the rule ${verdict.rule} and does not describe that rule`, "Write the record again.");
    }
    said.push(verdict);
  }
  const described = Object.entries(run.rules).map(([id, rule]): RuleOverview => {
    const said = verdicts.get(id) ?? [];
    const of = (outcome: RunVerdict["outcome"]) => said.filter((verdict) => verdict.outcome === outcome);
    const byOutcome = { fail: of("fail"), undetermined: of("undetermined"), excepted: of("excepted"), pass: of("pass") };
    const blocking = [...byOutcome.fail, ...byOutcome.undetermined].filter(({ blocks }) => blocks).length;
    return { id, rule, verdicts: byOutcome, blocking, status: statusOf(rule, byOutcome) };
  });
  return described.sort(
    (one, other) =>
      statusOrder.indexOf(one.status) - statusOrder.indexOf(other.status) ||
      Number(other.blocking > 0) - Number(one.blocking > 0) ||
      severityOrder.indexOf(one.rule.severity) - severityOrder.indexOf(other.rule.severity) ||
      findingsOf(other) - findingsOf(one) ||
      (one.id < other.id ? -1 : 1),
  );
}

function findingsOf(rule: RuleOverview): number {
  return rule.verdicts.fail.length;
}

function statusOf(rule: RunRule, verdicts: RuleOverview["verdicts"]): RuleStatus {
  if (verdicts.fail.length > 0) return "gap";
  if (verdicts.undetermined.length > 0) return "open";
  if (verdicts.excepted.length > 0) return "excepted";
  if (verdicts.pass.length > 0) return "in-place";
  return rule.level === "disabled" ? "disabled" : "not-exercised";
}

function paragraphsOf(rules: readonly RuleOverview[]): readonly ParagraphOverview[] {
  return citations().map((citation) => {
    const citing = rules.filter(({ rule }) => rule.cites.includes(citation));
    const count = (status: RuleStatus) => citing.filter((rule) => rule.status === status).length;
    return {
      citation,
      paragraph: paragraphs[citation],
      rules: {
        gap: count("gap"),
        open: count("open"),
        excepted: count("excepted"),
        "in-place": count("in-place"),
        "not-exercised": count("not-exercised"),
        disabled: count("disabled"),
      },
      findings: citing.reduce((sum, rule) => sum + findingsOf(rule), 0),
      blocking: citing.reduce((sum, rule) => sum + rule.blocking, 0),
      status: statusOrder.find((status) => count(status) > 0) ?? "not-exercised",
    };
  });
}

function citations(): readonly Citation[] {
  return Object.keys(paragraphs).filter((key): key is Citation => Object.hasOwn(paragraphs, key));
}

/** The verdicts that a reader should see first: what blocks, then by severity, failures before what is undetermined. */
export function worstOf({ rules }: Pick<Overview, "rules">): ReadonlyArray<{ readonly rule: RuleOverview; readonly verdict: RunVerdict }> {
  const rank = { fail: 0, undetermined: 1, excepted: 2, pass: 3 } as const;
  return rules
    .flatMap((rule) => [...rule.verdicts.fail, ...rule.verdicts.undetermined].map((verdict) => ({ rule, verdict })))
    .sort(
      (one, other) =>
        Number(other.verdict.blocks) - Number(one.verdict.blocks) ||
        rank[one.verdict.outcome] - rank[other.verdict.outcome] ||
        severityOrder.indexOf(one.rule.rule.severity) - severityOrder.indexOf(other.rule.rule.severity),
    );
}
