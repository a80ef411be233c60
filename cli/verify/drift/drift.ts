import type { Run, RunDrift, RunResource, RunVerdict } from "../../../policies/evidence/run";
import type { ResourceDescription } from "../../../policies/graph/resource";
import { OtherForms } from "./other-forms";
import { placesIn } from "./place";
import { type Searched, sameResources } from "./same-resource";
import { type ByRule, failed, verdictsByUrn } from "./verdicts";

/** A state, and what the rules say of it. */
export interface JudgedState {
  readonly file: string;
  readonly resources: readonly ResourceDescription[];
  readonly run: Run;
}

/** An account, and what the rules say of it. */
export interface JudgedAccount extends Searched {
  readonly run: Run;
}

/**
 * What was changed outside Pulumi, in what rules read: a rule is asked of the state and of the account, and where it reads something else in the
 * account, that is drift. What is undetermined on one side is no drift: nobody knows. Neither is what a program writes as a resource of its own and the
 * account shows as a part of another one, or the other way round.
 */
export function driftBetween(states: readonly JudgedState[], account: JudgedAccount): readonly RunDrift[] {
  const live = verdictsByUrn(account.run);
  const compared = states.map(({ resources, run }) => ({
    resources,
    run,
    before: verdictsByUrn(run),
    same: sameResources(resources, account),
  }));
  const managed = new Set(compared.flatMap(({ same }) => [...[...same.live.values()].map(({ urn }) => urn), ...same.otherKinds]));
  const forms = new OtherForms(compared, { resources: account.resources, verdicts: live, managed });
  const scopeNow = scopesOf(account.run);
  const found = compared.flatMap(({ run, before, same: { live: pairs, missing } }) => {
    const asked = new Set(Object.keys(run.rules));
    const scopeBefore = scopesOf(run);
    const changed = [...pairs].flatMap(([urn, { urn: now }]) =>
      changesOf({
        urn,
        live: now,
        before: before.get(urn),
        now: live.get(now),
        asked,
        wasInScope: scopeBefore(urn)?.inScope === "yes" || scopeNow(now)?.inScope !== "yes",
      }).filter((change) => !forms.explains(change)),
    );
    const outOfScope = [...pairs].flatMap(([urn, { urn: now }]) => leavesScope(scopeBefore(urn), scopeNow(now)));
    return [...missing.map(({ urn }): RunDrift => ({ change: "deleted", urn, readings: [] })), ...outOfScope, ...changed];
  });
  return [...found, ...unmanaged(account, managed, forms)];
}

/** The accounts that a state's resources are in, as far as it tells. */
export function accountsOf(resources: readonly ResourceDescription[]): ReadonlySet<string> {
  const placeOf = placesIn(resources);
  return new Set(resources.flatMap((resource) => placeOf(resource).account ?? []));
}

function scopesOf({ resources }: Run): (urn: string) => RunResource | undefined {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return (urn) => byUrn.get(urn);
}

/** Who takes the tag away that puts a resource in scope takes its rules away with it: none of them fails then. */
function leavesScope(was: RunResource | undefined, is: RunResource | undefined): readonly RunDrift[] {
  if (was?.inScope !== "yes" || is?.inScope !== "no" || was.classification === is.classification) return [];
  const { classification: before } = was;
  const { classification: now } = is;
  const reading = { path: "classification", ...(before !== undefined && { was: before }), ...(now !== undefined && { is: now }) };
  const because = `its state has it in scope, and here it is not: ${is.because}`;
  return [{ change: "weakened", urn: was.urn, live: is.urn, because, readings: [reading] }];
}

interface Compared {
  readonly urn: string;
  readonly live: string;
  readonly before: ByRule | undefined;
  readonly now: ByRule | undefined;
  /** The rules that the state was asked: of others, such as those on whether a safeguard works, it cannot tell. */
  readonly asked: ReadonlySet<string>;
  /** Whether the state has it in scope, too, where the account has: a store that only another stack's data makes one of ePHI never had a safeguard to lose. */
  readonly wasInScope: boolean;
}

function changesOf({ urn, live, before, now, asked, wasInScope }: Compared): readonly RunDrift[] {
  return [...(now ?? [])].flatMap(([rule, is]): readonly RunDrift[] => {
    // A rule that did not apply to what the state says may apply to what is there now: a password where there was none.
    const was = before?.get(rule);
    if (!asked.has(rule) || (was === undefined && !wasInScope) || was?.outcome === "undetermined" || is.outcome === "undetermined")
      return [];
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
function unmanaged({ resources, run }: JudgedAccount, managed: ReadonlySet<string>, forms: OtherForms): readonly RunDrift[] {
  const others = new Set(resources.filter(({ urn, type }) => !managed.has(urn) && !type.startsWith("pulumi:")).map(({ urn }) => urn));
  const failing = new Map<string, RunDrift>();
  for (const verdict of run.verdicts) {
    const { urn, rule, because } = verdict;
    if (urn === undefined || !others.has(urn) || !failed(verdict) || failing.has(urn)) continue;
    const change: RunDrift = { change: "unmanaged", urn, live: urn, rule, because, readings: [] };
    if (!forms.explains(change)) failing.set(urn, change);
  }
  return [...failing.values()];
}
