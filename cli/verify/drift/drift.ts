import { parseArn } from "../../../policies/aws/arn";
import type { Run, RunDrift, RunVerdict } from "../../../policies/evidence/run";
import type { ResourceDescription } from "../../../policies/graph/resource";
import { sameResources } from "./same-resource";

/** A state, and what the rules say of it. */
export interface JudgedState {
  readonly file: string;
  readonly resources: readonly ResourceDescription[];
  readonly run: Run;
}

/** An account, and what the rules say of it. */
export interface JudgedAccount {
  readonly resources: readonly ResourceDescription[];
  readonly run: Run;
  /** Whether all resources of a kind in a Region were listed. */
  listed(kind: string, region: string): boolean;
}

/**
 * What was changed outside Pulumi, in what rules read: a rule is asked of the state and of the account, and where it reads something else in the
 * account, that is drift. What is undetermined on one side is no drift: nobody knows.
 */
export function driftBetween(states: readonly JudgedState[], account: JudgedAccount): readonly RunDrift[] {
  const live = verdictsByUrn(account.run);
  const managed = new Set<string>();
  const found = states.flatMap(({ resources, run }) => {
    const { live: pairs, missing } = sameResources(resources, account.resources, (kind, region) => account.listed(kind, region));
    const before = verdictsByUrn(run);
    const asked = new Set(Object.keys(run.rules));
    for (const { urn } of pairs.values()) managed.add(urn);
    const changed = [...pairs].flatMap(([urn, { urn: now }]) =>
      changesOf({ urn, live: now, before: before.get(urn), now: live.get(now), asked }),
    );
    return [...missing.map(({ urn }): RunDrift => ({ change: "deleted", urn, readings: [] })), ...changed];
  });
  return [...found, ...unmanaged(account, managed)];
}

/** The accounts that a state's resources are in, as far as their ARNs tell. */
export function accountsOf(resources: readonly ResourceDescription[]): ReadonlySet<string> {
  return new Set(
    resources.flatMap(({ outputs }) => {
      const arn = typeof outputs?.arn === "string" ? parseArn(outputs.arn) : undefined;
      return arn && /^\d{12}$/.test(arn.account) ? [arn.account] : [];
    }),
  );
}

type ByRule = ReadonlyMap<string, RunVerdict>;

function verdictsByUrn({ verdicts }: Run): ReadonlyMap<string, ByRule> {
  const byUrn = new Map<string, Map<string, RunVerdict>>();
  for (const verdict of verdicts) {
    if (verdict.urn === undefined || verdict.within !== undefined) continue;
    const ofUrn = byUrn.get(verdict.urn) ?? new Map<string, RunVerdict>();
    ofUrn.set(verdict.rule, verdict);
    byUrn.set(verdict.urn, ofUrn);
  }
  return byUrn;
}

const failed = ({ outcome }: RunVerdict) => outcome === "fail" || outcome === "excepted";

interface Compared {
  readonly urn: string;
  readonly live: string;
  readonly before: ByRule | undefined;
  readonly now: ByRule | undefined;
  /** The rules that the state was asked: of others, such as those on whether a safeguard works, it cannot tell. */
  readonly asked: ReadonlySet<string>;
}

function changesOf({ urn, live, before, now, asked }: Compared): readonly RunDrift[] {
  return [...(now ?? [])].flatMap(([rule, is]): readonly RunDrift[] => {
    // A rule that did not apply to what the state says may apply to what is there now: a password where there was none.
    const was = before?.get(rule);
    if (!asked.has(rule) || was?.outcome === "undetermined" || is.outcome === "undetermined") return [];
    const told = { urn, live, rule, because: is.because, readings: readingsOf(was?.evidence ?? [], is.evidence) };
    const failedBefore = was !== undefined && failed(was);
    if (failed(is) && !failedBefore) return [{ change: "weakened", ...told }];
    return !failed(is) && failedBefore ? [{ change: "strengthened", ...told }] : [];
  });
}

/** What was read before and what is read now, at each path where they differ. */
function readingsOf(was: RunVerdict["evidence"], is: RunVerdict["evidence"]): RunDrift["readings"] {
  const before = new Map(was.map(({ path, found }) => [path, found]));
  const now = new Map(is.map(({ path, found }) => [path, found]));
  const paths = [...new Set([...before.keys(), ...now.keys()])];
  return paths.flatMap((path) => {
    const [old, present] = [before.get(path), now.get(path)];
    return old === present ? [] : [{ path, ...(old !== undefined && { was: old }), ...(present !== undefined && { is: present }) }];
  });
}

/** What fails a rule and is in none of the states: made by hand, or by a stack that was not named. */
function unmanaged({ resources, run }: JudgedAccount, managed: ReadonlySet<string>): readonly RunDrift[] {
  const others = new Set(resources.filter(({ urn, type }) => !managed.has(urn) && !type.startsWith("pulumi:")).map(({ urn }) => urn));
  const failing = new Map<string, RunVerdict>();
  for (const verdict of run.verdicts) {
    const { urn } = verdict;
    if (urn !== undefined && others.has(urn) && failed(verdict) && !failing.has(urn)) failing.set(urn, verdict);
  }
  return [...failing].map(([urn, { rule, because }]) => ({ change: "unmanaged", urn, live: urn, rule, because, readings: [] }));
}
