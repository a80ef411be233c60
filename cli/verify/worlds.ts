import type { Judgement } from "../../policies/evaluate";
import type { ResourceDescription } from "../../policies/graph/resource";
import { isUnknown } from "../../policies/unknown";
import { undetermined } from "../../policies/verdict";

/*
 * Rules take an unknown for a value that is there and comes later, as in a preview. What an account does not tell may also be not set at all. So
 * every rule is asked of several worlds: with all that was not read as unknown, with all of it as absent, and with one property of each resource
 * as unknown and the others as absent. Only where all say the same is it decided.
 */

type Inputs = ResourceDescription["inputs"];

function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isUnknown(item)).map(withoutUnknown);
  return typeof value === "object" && value !== null ? known(Object.entries(value)) : value;
}

function known(entries: readonly (readonly [string, unknown])[], keep?: string): Inputs {
  return Object.fromEntries(
    entries.flatMap(([name, item]) => (name === keep ? [[name, item]] : isUnknown(item) ? [] : [[name, withoutUnknown(item)]])),
  );
}

function unknownIn({ inputs }: ResourceDescription): readonly string[] {
  return Object.keys(inputs).filter((name) => holdsUnknown(inputs[name]));
}

/** The other forms that the account may have, beside the one in which all that was not read is unknown. */
export function otherWorlds(
  resources: readonly ResourceDescription[],
  mayBeAbsent: ReadonlySet<string>,
): readonly (readonly ResourceDescription[])[] {
  const most = resources.reduce((longest, resource) => Math.max(longest, unknownIn(resource).length), 0);
  const oneUnknown = Array.from({ length: most }, (_, index) =>
    resources.map((resource) => ({ ...resource, inputs: known(Object.entries(resource.inputs), unknownIn(resource)[index]) })),
  );
  const nothing = resources
    .filter(({ urn }) => !mayBeAbsent.has(urn))
    .map((resource) => ({ ...resource, inputs: known(Object.entries(resource.inputs)) }));
  return [nothing, ...oneUnknown];
}

function keyOf({ rule, urn, within }: Judgement): string {
  return `${rule.id} ${urn ?? ""} ${within ?? ""}`;
}

/** The judgements in which all worlds agree; where they do not, nothing is decided. @param others the judgements of each other world */
export function agreed(withUnknown: Iterable<Judgement>, others: readonly Iterable<Judgement>[]): readonly Judgement[] {
  const worlds = others.map((judgements) => new Map([...judgements].map((judgement) => [keyOf(judgement), judgement.verdict])));
  return [...withUnknown].map((judgement) => {
    const { verdict } = judgement;
    const said = worlds.map((world) => world.get(keyOf(judgement)));
    const otherwise = said.filter((other) => other?.outcome !== verdict.outcome);
    if (otherwise.length === 0) return judgement;
    if (verdict.outcome === "undetermined")
      return { ...judgement, verdict: undetermined(`${verdict.because}; what decides it was not read`, verdict.evidence) };
    const evidence = [verdict, ...otherwise].flatMap((one) => one?.evidence ?? []);
    const because = [verdict, ...otherwise].map((one) => one?.because ?? "").find((text) => text !== "") ?? "the rule is kept";
    return { ...judgement, verdict: undetermined(`it is open whether ${because}; what decides it was not read`, evidence) };
  });
}
