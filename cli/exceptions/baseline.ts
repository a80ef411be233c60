import { resolve } from "node:path";
import { runSchema } from "../../policies/evidence/run";
import { daysAfter } from "../../policies/exceptions/dates";
import { examine } from "../../policies/exceptions/examine";
import { bindingOf, importedDays } from "../../policies/exceptions/law";
import { openFile } from "../../policies/exceptions/open";
import { readRegisterValue } from "../../policies/exceptions/read";
import { type Exception, type ExceptionTarget, mostTargets } from "../../policies/exceptions/schema";
import { TargetIndex } from "../../policies/exceptions/targets";
import type { Rule } from "../../policies/rule";
import { allRules } from "../../policies/rules/all";
import type { Settings } from "../../policies/settings";
import { note, printed, result } from "../console";
import { type ExitCode, exitCode, Failure } from "../exit-code";
import { readJsonFile } from "../pack-configuration";
import { RegisterDocument } from "./document";
import { judgedNow, problemLine } from "./register-file";
import { textOf } from "./replace-file";

/** One finding of an existing stack. */
export interface Finding {
  readonly rule: string;
  readonly urn?: string | undefined;
  readonly within?: string | undefined;
}

/** A run, as far as a baseline reads it. */
export interface BaselineRun {
  readonly stack?: string | undefined;
  readonly settings: Pick<Settings, "acceptedRisk" | "neverExceptable">;
  readonly verdicts: readonly (Finding & { readonly outcome: string; readonly blocks: boolean })[];
}

/** What people have to say: a program cannot take a risk over. */
export interface BaselineOptions {
  readonly owner: string;
  readonly approver: string;
  /** Where the risk analysis treats what is taken over. */
  readonly riskAnalysis: string;
  /** What will be done about it. */
  readonly plan: string;
  /** A date without time, UTC. */
  readonly today: string;
}

/** What a baseline makes of findings. */
export interface Baseline {
  readonly entries: readonly Exception[];
  /** Findings that it leaves as they are, and why. */
  readonly left: readonly { readonly finding: Finding; readonly why: string }[];
}

/**
 * Makes entries of findings, one for each rule, that expire after 90 days. Where the paragraph is addressable the risk is accepted for that
 * time. Where it is required the law knows no accepted risk: the entry says what is so, not met, with a plan to mend it.
 * @param before the entries of the register: what was taken over once is not taken over again.
 */
export function baselineOf(run: BaselineRun, before: readonly Exception[], options: BaselineOptions): Baseline {
  const earlier = new TargetIndex(before);
  const known = new Map(allRules.map((rule) => [rule.id, rule]));
  const taken = new Map<Rule, Finding[]>();
  const left: { finding: Finding; why: string }[] = [];
  for (const finding of run.verdicts) {
    if (finding.outcome !== "fail" && !(finding.outcome === "undetermined" && finding.blocks)) continue;
    const rule = known.get(finding.rule);
    const why = rule ? whyLeft(finding, run, earlier) : "the rule is not known to this version";
    if (!rule || why !== undefined) left.push({ finding, why: why ?? "" });
    else taken.set(rule, [...(taken.get(rule) ?? []), finding]);
  }
  const ids = new Set(before.map(({ id }) => id.toLowerCase()));
  return { entries: [...taken].flatMap(([rule, findings]) => entriesOf(rule, findings, run, ids, options)), left };
}

function whyLeft({ rule, urn, within }: Finding, { settings }: BaselineRun, earlier: TargetIndex): string | undefined {
  if (urn === undefined) return "it is on no resource";
  if (settings.neverExceptable.includes(rule)) return "the rule takes no exception: mend it first";
  const [entry] = earlier.find(rule, urn, { name: within });
  if (!entry) return undefined;
  return entry.imported === true ? `${entry.id} took it over before, and that is done once` : `${entry.id} is for it already`;
}

function targetOf({ urn = "", within }: Finding): ExceptionTarget {
  return within === undefined ? urn : { urn, within };
}

function entriesOf(rule: Rule, findings: readonly Finding[], run: BaselineRun, ids: Set<string>, options: BaselineOptions): Exception[] {
  const accepted = bindingOf(rule) === "addressable" && run.settings.acceptedRisk === "addressable";
  const { owner, approver, riskAnalysis, plan, today } = options;
  const where = run.stack === undefined ? "" : ` of the stack ${run.stack}`;
  const parts = Math.ceil(findings.length / mostTargets);
  return Array.from({ length: parts }, (_, part): Exception => {
    const what = {
      id: freeId(`imported-${rule.id}`, ids),
      rules: [rule.id],
      resources: findings.slice(part * mostTargets, (part + 1) * mostTargets).map(targetOf),
    };
    const why = {
      reason: `Found when phiguard was taken up on ${today}: these resources${where} did not comply before.`,
      riskAnalysis,
      owner,
      approver,
      approvedOn: today,
      expiresOn: daysAfter(today, importedDays),
      imported: true as const,
    };
    return accepted ? { ...what, kind: "accepted-risk", ...why } : { ...what, kind: "remediation-plan", plan, ...why };
  });
}

function freeId(wanted: string, ids: Set<string>): string {
  let id = wanted.slice(0, 95);
  for (let number = 2; ids.has(id); number++) id = `${wanted.slice(0, 95)}-${number}`;
  ids.add(id);
  return id;
}

/** Reads the record of a run. @throws Failure where it is none. */
export function readRun(file: string): BaselineRun {
  const read = runSchema.safeParse(readJsonFile(file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Failure(
    `${file} is not the record of a run: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    "Name a file in the runs folder of the evidence.",
  );
}

const mostTold = 20;

/** `phiguard baseline`: writes what was found into the register. */
export function baseline(run: BaselineRun, file: string, said: Omit<BaselineOptions, "today">): ExitCode {
  const options = judgedNow(undefined);
  const { today } = options;
  const settings = { ...options.settings, ...run.settings, exceptionKeys: [] };
  const before = textOf(file) === undefined ? [] : openFile(resolve(file), "command line", { ...options, settings }).entries;
  const document = new RegisterDocument(file);
  const { entries, left } = baselineOf(run, before, { ...said, today });
  const { problems } = examine(readRegisterValue({ version: 1, exceptions: entries }), undefined, { ...options, settings });
  const wrong = problems.filter(({ blocks }) => blocks);
  if (wrong.length > 0) {
    throw new Failure(
      wrong
        .slice(0, mostTold)
        .map((problem) => problemLine("the baseline", problem))
        .join("\n"),
      "Nothing was written.",
    );
  }
  for (const { finding, why } of left.slice(0, mostTold)) note(printed(`left: ${finding.rule} on ${finding.urn ?? "the stack"}: ${why}`));
  if (left.length > mostTold) note(`left: ${left.length - mostTold} more`);
  if (entries.length > 0) {
    document.add(entries);
    document.write();
  }
  const findings = entries.reduce((sum, { resources }) => sum + resources.length, 0);
  const plans = entries.filter(({ kind }) => kind === "remediation-plan").length;
  result(
    printed(
      entries.length === 0
        ? `${file}: there was nothing to take over.`
        : `${file}: ${findings} findings in ${entries.length} entries, until ${daysAfter(today, importedDays)}; ${plans} of them are plans for what is required, and say so.`,
    ),
  );
  return left.length > 0 ? exitCode.blocked : exitCode.compliant;
}
