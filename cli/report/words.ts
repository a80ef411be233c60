import type { Activity, EmergencyAccessDrill } from "../../policies/evidence/activity";
import type { Run, RunException, RunResource, RunRule, RunSource, RunVerdict } from "../../policies/evidence/run";
import { nameOfUrn } from "../run-summary";

/** How reports call what a verdict says. */
export const outcomeWords: Readonly<Record<RunVerdict["outcome"], string>> = {
  fail: "Finding",
  undetermined: "Undetermined",
  excepted: "Excepted",
  pass: "Passed",
};

export const kindWords: Readonly<Record<RunException["kind"], string>> = {
  "equivalent-alternative": "Equivalent alternative measure",
  "accepted-risk": "Accepted risk",
  "not-applicable": "Not applicable",
  "remediation-plan": "Remediation plan",
};

export const sourceWords: Readonly<Record<RunSource, string>> = {
  preview: "Preview (what the program asks for)",
  update: "Update (while it was deployed)",
  state: "Exported state (what was deployed)",
  live: "Live account (what is there)",
};

export const activityWords: Readonly<Record<Activity["kind"], string>> = {
  "log-review": "Review of logs",
  "emergency-access-drill": "Drill of emergency access",
};

export const activityOutcomeWords: Readonly<Record<Activity["outcome"], string>> = {
  "nothing-unusual": "Nothing unusual",
  "follow-up": "To be followed up",
  worked: "Worked",
  "worked-with-faults": "Worked with faults",
  failed: "Failed",
};

export const proofWords: Readonly<Record<EmergencyAccessDrill["proof"]["state"], string>> = {
  found: "has the role being taken",
  "none-found": "has no event of the role being taken",
  "not-looked-up": "was not looked up",
};

const numbers = new Intl.NumberFormat("en-US");

/** `1,234`. */
export function number(count: number): string {
  return numbers.format(count);
}

/** `1 finding`, `1,234 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `2026-11-22 20:15 UTC` from the record's `2026-11-22T20:15:00.000Z`; another text is left as it is. */
export function moment(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/, "$1 $2 UTC");
}

/** Whole days from a run's end to a date of the register, negative where it is past; undefined where either is no date. */
export function daysUntil(date: string, run: Pick<Run, "finishedAt">): number | undefined {
  const days = Date.parse(`${date}T00:00:00Z`) - Date.parse(`${run.finishedAt.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(days) ? undefined : Math.round(days / 86_400_000);
}

/** Why a verdict is what it is; where its rule gives no reason, what the rule says of a resource that complies. */
export function reasonOf({ because, outcome }: Pick<RunVerdict, "because" | "outcome">, { title }: Pick<RunRule, "title">): string {
  if (because !== "") return because;
  return outcome === "pass" ? title : `not so: ${title}`;
}

/** A clause as a sentence: with a stop where it has none. */
export function sentence(clause: string): string {
  return /[.!?…]$/.test(clause) ? clause : `${clause}.`;
}

/** What a run is about: project and stack, where they are known. */
export function subjectOf(run: Pick<Run, "project" | "stack">): string {
  const named = [run.project, run.stack].filter((part) => part !== undefined && part !== "");
  return named.length > 0 ? named.join(" / ") : "a stack without a name";
}

/** The name of what a verdict is on: a resource, something inside it, or the stack as a whole. */
export function nameOf(verdict: Pick<RunVerdict, "urn" | "within">, resource: RunResource | undefined): string {
  const name = verdict.urn === undefined ? "the stack as a whole" : (resource?.name ?? nameOfUrn(verdict.urn));
  return verdict.within === undefined ? name : `${name} › ${verdict.within}`;
}
