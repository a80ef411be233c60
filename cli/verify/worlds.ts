import type { Judgement } from "../../policies/evaluate";
import type { ResourceDescription } from "../../policies/graph/resource";
import { isUnknown } from "../../policies/unknown";
import { notApplicable, undetermined, type Verdict } from "../../policies/verdict";

/*
 * Rules take an unknown for a value that is there and comes later, as in a preview. What an account does not tell may also be not set at all. So
 * every rule is asked of several worlds: with all that was not read as unknown, with all of it as absent, with one property of each resource as
 * unknown and the others as absent, and with halves of all of it: parts are numbered, and each bit of a number tells two halves, so that of any two
 * parts each is there without the other in some world, and a thousand parts need twenty worlds only. Where all say the same it is decided.
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

function known(entries: readonly (readonly [string, unknown])[], isKept: (name: string) => boolean = () => false): Inputs {
  return Object.fromEntries(
    entries.flatMap(([name, item]) => (isKept(name) ? [[name, item]] : isUnknown(item) ? [] : [[name, withoutUnknown(item)]])),
  );
}

function unknownIn({ inputs }: ResourceDescription): readonly string[] {
  return Object.keys(inputs).filter((name) => holdsUnknown(inputs[name]));
}

type World = readonly ResourceDescription[];

/** A resource, and the numbers of its parts that may be there or not. */
interface Numbered {
  readonly resource: ResourceDescription;
  readonly parts: ReadonlyMap<string, number>;
  /** The number of the resource itself, where it may not be there. */
  readonly own: number | undefined;
}

/** The other forms that the account may have, beside the one in which all that was not read is unknown: the first one has none of it. One at a time, since an account is large. */
export function* otherWorlds(resources: readonly ResourceDescription[], mayBeAbsent: ReadonlySet<string>): Generator<World> {
  let count = 0;
  const numbered = resources.map((resource): Numbered => {
    const parts = new Map(unknownIn(resource).map((part) => [part, count++]));
    return { resource, parts, own: mayBeAbsent.has(resource.urn) ? count++ : undefined };
  });
  yield worldOf(numbered, () => false);
  const most = numbered.reduce((longest, { parts }) => Math.max(longest, parts.size), 0);
  for (let index = 0; index < most; index++) {
    yield numbered.map(({ resource, parts }): ResourceDescription => {
      if (parts.size === 0) return resource;
      const kept = [...parts.keys()][index];
      return { ...resource, inputs: known(Object.entries(resource.inputs), (name) => name === kept) };
    });
  }
  const bits = count < 2 ? 0 : Math.ceil(Math.log2(count));
  for (let bit = 0; bit < bits; bit++) {
    for (const half of [0, 1]) yield worldOf(numbered, (number) => Math.floor(number / 2 ** bit) % 2 === half);
  }
}

/** @param isThere whether the part of a number is there */
function worldOf(numbered: readonly Numbered[], isThere: (number: number) => boolean): World {
  return numbered.flatMap(({ resource, parts, own }) => {
    if (own !== undefined && !isThere(own)) return [];
    if (parts.size === 0) return [resource];
    const has = (name: string) => {
      const number = parts.get(name);
      return number !== undefined && isThere(number);
    };
    return [{ ...resource, inputs: known(Object.entries(resource.inputs), has) }];
  });
}

function keyOf({ rule, urn, within }: Judgement): string {
  return `${rule.id} ${urn ?? ""} ${within ?? ""}`;
}

/**
 * The judgements in which all worlds agree; where they do not, nothing is decided.
 * @param others the judgements of each other world; one world is asked after the other, and only where it disagrees is its verdict kept
 */
export function agreed(withUnknown: Iterable<Judgement>, others: Iterable<Iterable<Judgement>>): readonly Judgement[] {
  const judgements = [...withUnknown];
  const outcomes = new Map(judgements.map((judgement) => [keyOf(judgement), judgement.verdict.outcome]));
  const otherwise = new Map<string, Verdict[]>();
  for (const world of others) {
    const notAsked = new Set(outcomes.keys());
    for (const judgement of world) {
      const key = keyOf(judgement);
      notAsked.delete(key);
      const outcome = outcomes.get(key);
      if (outcome !== undefined && judgement.verdict.outcome !== outcome) add(otherwise, key, judgement.verdict);
    }
    // What is not there in a world has no verdict there: also of a rule that does not apply to what stands for the unlisted, nobody knows.
    for (const key of notAsked) add(otherwise, key, notApplicable());
  }
  return judgements.map((judgement) => {
    const { verdict } = judgement;
    const differing = otherwise.get(keyOf(judgement));
    if (!differing) return judgement;
    if (verdict.outcome === "undetermined")
      return { ...judgement, verdict: undetermined(`${verdict.because}; what decides it was not read`, verdict.evidence) };
    const evidence = [verdict, ...differing].flatMap((one) => one.evidence);
    const because = [verdict, ...differing].map((one) => one.because).find((text) => text !== "") ?? "the rule is kept";
    return { ...judgement, verdict: undetermined(`it is open whether ${because}; what decides it was not read`, evidence) };
  });
}

/** One verdict of each outcome is enough to tell that worlds differ. */
function add(verdicts: Map<string, Verdict[]>, key: string, verdict: Verdict): void {
  const known = verdicts.get(key);
  if (!known) verdicts.set(key, [verdict]);
  else if (!known.some(({ outcome }) => outcome === verdict.outcome)) known.push(verdict);
}
