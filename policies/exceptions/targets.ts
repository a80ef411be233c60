import { isPattern, patternTest } from "./pattern";
import type { Exception, ExceptionTarget } from "./schema";
import { partsOfUrn, type UrnParts } from "./urn";

/** One target of one entry, ready to be compared. */
interface Target {
  readonly entry: Exception;
  readonly within: string | undefined;
  readonly matches: (resource: UrnParts) => boolean;
}

const everything = (): boolean => true;

function nameTest(target: Extract<ExceptionTarget, { readonly name: string }>): (resource: UrnParts) => boolean {
  const type = patternTest(target.type);
  const name = patternTest(target.name);
  const stack = target.stack === undefined ? everything : patternTest(target.stack);
  const project = target.project === undefined ? everything : patternTest(target.project);
  return (resource) => name(resource.name) && type(resource.type) && stack(resource.stack) && project(resource.project);
}

/** The targets of one rule: by URN, by exact type, and those whose type is a pattern. */
class RuleTargets {
  readonly #byUrn = new Map<string, Target[]>();
  readonly #byType = new Map<string, Target[]>();
  readonly #others: Target[] = [];

  add(entry: Exception, target: ExceptionTarget): void {
    if (typeof target === "string") put(this.#byUrn, target, { entry, within: undefined, matches: () => true });
    else if ("urn" in target) put(this.#byUrn, target.urn, { entry, within: target.within, matches: () => true });
    else {
      const ready = { entry, within: target.within, matches: nameTest(target) };
      if (isPattern(target.type)) this.#others.push(ready);
      else put(this.#byType, target.type, ready);
    }
  }

  *at(urn: string, resource: UrnParts): Generator<Target> {
    yield* this.#byUrn.get(urn) ?? [];
    for (const target of this.#byType.get(resource.type) ?? []) if (target.matches(resource)) yield target;
    for (const target of this.#others) if (target.matches(resource)) yield target;
  }
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Finds the entries for a rule on a resource; the cost does not grow with the entries of other rules. */
export class TargetIndex {
  readonly #byRule = new Map<string, RuleTargets>();

  constructor(entries: readonly Exception[]) {
    for (const entry of entries) {
      for (const rule of new Set(entry.rules)) {
        const targets = this.#byRule.get(rule) ?? new RuleTargets();
        this.#byRule.set(rule, targets);
        for (const target of entry.resources) targets.add(entry, target);
      }
    }
  }

  /**
   * An entry without `within` is for the resource and for all that it deploys by a document of its own.
   * @param within the name of what is deployed; undefined for the resource itself, "any" wherever it is.
   */
  find(rule: string, urn: string, within: { readonly name: string | undefined } | "any" = "any"): readonly Exception[] {
    const targets = this.#byRule.get(rule);
    const resource = targets && partsOfUrn(urn);
    if (!resource) return [];
    const found = new Set<Exception>();
    for (const target of targets.at(urn, resource)) {
      if (target.within === undefined || within === "any" || target.within === within.name) found.add(target.entry);
    }
    return [...found];
  }
}

/** Whether a target is meant for a stack at all: a register may serve several. */
export function isForStack(target: ExceptionTarget, stack: Pick<UrnParts, "stack" | "project">): boolean {
  if (typeof target !== "string" && !("urn" in target)) {
    const fits = (pattern: string | undefined, value: string) => pattern === undefined || patternTest(pattern)(value);
    return fits(target.stack, stack.stack) && fits(target.project, stack.project);
  }
  const parts = partsOfUrn(typeof target === "string" ? target : target.urn);
  return parts !== undefined && parts.stack === stack.stack && parts.project === stack.project;
}
