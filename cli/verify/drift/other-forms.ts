import type { RunDrift } from "../../../policies/evidence/run";
import type { ResourceDescription } from "../../../policies/graph/resource";
import { Owners } from "./owners";
import type { Same } from "./same-resource";
import { type ByRule, failed } from "./verdicts";

type Verdicts = ReadonlyMap<string, ByRule>;

interface ComparedState {
  readonly resources: readonly ResourceDescription[];
  readonly before: Verdicts;
  readonly same: Same;
}

interface LiveSide {
  readonly resources: readonly ResourceDescription[];
  readonly verdicts: Verdicts;
  /** The URNs of live resources that a state has. */
  readonly managed: ReadonlySet<string>;
}

/**
 * What fails on both sides, in another form: a security group's rule is a resource of its own in a program and inline in the account, a role's policy
 * inline in a program and of its own in the account. By the live resource that both forms belong to, it is known which rules fail there.
 */
export class OtherForms {
  /** Rules that what has no counterpart in the account does not keep in the state, by the live owner. */
  readonly #apartInState = new Map<string, Set<string>>();
  /** Rules that an owner itself does not keep in the state. */
  readonly #withinInState = new Map<string, Set<string>>();
  /** Rules that what no state has does not keep in the account, by the live owner. */
  readonly #apartInAccount = new Map<string, Set<string>>();
  readonly #liveOwners = new Map<string, ReadonlySet<string>>();

  constructor(states: readonly ComparedState[], live: LiveSide) {
    for (const state of states) this.#takeState(state);
    const owners = new Owners(live.resources);
    for (const resource of live.resources) {
      const verdicts = live.verdicts.get(resource.urn);
      if (live.managed.has(resource.urn) || !verdicts || ![...verdicts.values()].some(failed)) continue;
      const ownersOfIt = owners.of(resource);
      this.#liveOwners.set(resource.urn, ownersOfIt);
      for (const owner of ownersOfIt) note(this.#apartInAccount, owner, verdicts, false);
    }
  }

  #takeState({ resources, before, same }: ComparedState): void {
    const owners = new Owners(resources);
    const missing = new Set(same.missing);
    for (const resource of resources) {
      const verdicts = before.get(resource.urn);
      if (!verdicts) continue;
      const live = same.live.get(resource.urn);
      if (live) note(this.#withinInState, live.urn, verdicts, true);
      else if (!missing.has(resource))
        for (const owner of owners.of(resource)) note(this.#apartInState, same.live.get(owner)?.urn ?? owner, verdicts, true);
    }
  }

  /** Whether a change is none: the same is on the other side in another form. */
  explains({ change, live = "", rule = "" }: RunDrift): boolean {
    const has = (rules: ReadonlyMap<string, ReadonlySet<string>>, urn: string) => rules.get(urn)?.has(rule) === true;
    if (change === "weakened") return has(this.#apartInState, live);
    if (change === "strengthened") return has(this.#apartInAccount, live);
    if (change === "deleted") return false;
    return [...(this.#liveOwners.get(live) ?? [])].some((owner) => has(this.#apartInState, owner) || has(this.#withinInState, owner));
  }
}

/** Adds the rules that are not kept. @param alsoOpen those too of which nobody knows */
function note(rules: Map<string, Set<string>>, urn: string, verdicts: ByRule, alsoOpen: boolean): void {
  const known = rules.get(urn) ?? new Set<string>();
  rules.set(urn, known);
  for (const [rule, verdict] of verdicts) if (failed(verdict) || (alsoOpen && verdict.outcome === "undetermined")) known.add(rule);
}
