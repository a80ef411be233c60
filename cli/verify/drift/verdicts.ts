import type { Run, RunVerdict } from "../../../policies/evidence/run";

/** What the rules say of one resource. */
export type ByRule = ReadonlyMap<string, RunVerdict>;

/** What the rules say of each resource; what speaks of a part of one only is left out. */
export function verdictsByUrn({ verdicts }: Run): ReadonlyMap<string, ByRule> {
  const byUrn = new Map<string, Map<string, RunVerdict>>();
  for (const verdict of verdicts) {
    if (verdict.urn === undefined || verdict.within !== undefined) continue;
    const ofUrn = byUrn.get(verdict.urn) ?? new Map<string, RunVerdict>();
    ofUrn.set(verdict.rule, verdict);
    byUrn.set(verdict.urn, ofUrn);
  }
  return byUrn;
}

/** Whether a rule is not kept, with an exception or without. */
export function failed({ outcome }: RunVerdict): boolean {
  return outcome === "fail" || outcome === "excepted";
}
