import { hasEffect } from "../../aws/iam/answer";
import type { Statement } from "../../aws/iam/document";
import { includes } from "../../aws/iam/element";
import { matchesEverything, matchesPattern } from "../../aws/iam/pattern";
import { parseDocument } from "../../aws/iam-document";
import { and, type Ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { dependenciesOf, identifiersOf, type ResourceIndex, resolveName, spelledProperty } from "../references";
import type { ResourceNode } from "../resource";
import { readActions, readableKinds } from "./read-actions";

/** What one end of a connection turns out to be: a resource, or any resource of some kinds. */
export interface Found {
  readonly place: { readonly resource: ResourceNode } | { readonly anyOf: ReadonlySet<string> };
  readonly certain: boolean;
}

/** What a pattern of a policy document is asked about, remembered, since programs repeat their patterns. */
export type PatternMemory = Map<string, readonly Found[]>;

/**
 * The stores that a policy document lets be read. Conditions narrow when something may be read, not what, so they are passed over; a Deny without
 * conditions may take any of it back, so that nothing of the document is certain then.
 */
export function readableStores(index: ResourceIndex, holder: ResourceNode, policy: Cell<unknown>, memory: PatternMemory): readonly Found[] {
  if (policy.state === "absent") return [];
  const parsed = parseDocument(policy.raw);
  const computedFrom = dependenciesOf(index, holder, spelledProperty(policy)).filter(({ kind }) => readableKinds.has(kind));
  // A document that cannot be read may still be one that AWS reads: what it grants is open.
  if (parsed.state === "unknown" || parsed.state === "invalid") return perhaps(index, holder, policy, computedFrom, readableKinds);
  const { statements, open } = parsed.document;
  const takenBack = statements.some((statement) => statement.effect !== "Allow" && statement.conditions.length === 0);
  const found = statements.flatMap((statement) => granted(index, holder, policy, statement, memory));
  const rest = open ? perhaps(index, holder, policy, computedFrom, readableKinds) : [];
  return [...found.map((one) => (takenBack ? { ...one, certain: false } : one)), ...rest];
}

/** What a part that is not known may name: what it was computed from, or, where that is not told, anything. */
function perhaps(
  index: ResourceIndex,
  holder: ResourceNode,
  policy: Cell<unknown>,
  computedFrom: readonly ResourceNode[],
  kinds: ReadonlySet<string>,
): readonly Found[] {
  if (dependenciesOf(index, holder, spelledProperty(policy)).length === 0) return [{ place: { anyOf: kinds }, certain: false }];
  return computedFrom.map((resource) => ({ place: { resource }, certain: false }));
}

function granted(
  index: ResourceIndex,
  holder: ResourceNode,
  policy: Cell<unknown>,
  statement: Statement,
  memory: PatternMemory,
): readonly Found[] {
  const allows = hasEffect(statement, "Allow");
  if (allows === "no" || statement.resources === undefined) return [];
  const { resources } = statement;
  return readActions.flatMap(({ actions, kinds }) => {
    const read = and(allows, mayDoOneOf(statement, actions));
    if (read === "no") return [];
    const wanted = new Set<string>(kinds);
    const sure = (found: readonly Found[]) => (read === "yes" ? found : found.map((one) => ({ ...one, certain: false })));
    if (resources.negated) return [{ place: { anyOf: wanted }, certain: false }];
    const known = resources.known.flatMap((pattern) => storesOf(index, pattern, wanted, memory));
    if (!resources.open) return sure(known);
    const depended = dependenciesOf(index, holder, spelledProperty(policy)).filter(({ kind }) => wanted.has(kind));
    const [only] = depended;
    const later =
      only !== undefined && depended.length === 1
        ? [{ place: { resource: only }, certain: true }]
        : perhaps(index, holder, policy, depended, wanted);
    return sure([...known, ...later]);
  });
}

function mayDoOneOf(statement: Statement, actions: readonly string[]): Ternary {
  const answers = actions.map((action) => includes(statement.actions, action, false));
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

/** The part of an ARN that names the resource: without the objects, indexes, streams and versions in it. */
function resourceOf(pattern: string): string {
  const [, table] = /^(arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+)\//.exec(pattern) ?? [];
  return table ?? pattern.replace(/:\*$/, "");
}

function storesOf(index: ResourceIndex, pattern: string, kinds: ReadonlySet<string>, memory: PatternMemory): readonly Found[] {
  const key = `${pattern} ${[...kinds].join(" ")}`;
  const known = memory.get(key);
  if (known) return known;
  const found = stores(index, resourceOf(pattern), kinds);
  memory.set(key, found);
  return found;
}

/** `arn:aws:s3:::*` and `arn:aws:dynamodb:*:*:table/*`: the name is left open altogether. The part before the slash is a bucket's name with S3, a type elsewhere. */
const allOfService = /^arn:[^:]*:(?:s3:[^:]*:[^:]*:\*(?:\/\*)?|(?!s3:)[^:]*:[^:]*:[^:]*:(?:[a-z-]+[/:])?\*)$/;

function stores(index: ResourceIndex, pattern: string, kinds: ReadonlySet<string>): readonly Found[] {
  if (matchesEverything(pattern) || allOfService.test(pattern)) return [{ place: { anyOf: kinds }, certain: true }];
  const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(pattern)?.[1];
  const name = bucket ?? pattern;
  if (!/[*?]/.test(name)) {
    const target = resolveName(index, name, kinds);
    if (target.state === "resource") return [{ place: { resource: target.resource }, certain: true }];
    if (target.state !== "ambiguous" && target.state !== "unknown") return [];
    return (target.candidates ?? []).map((resource) => ({ place: { resource }, certain: false }));
  }
  const all = [...kinds].flatMap((kind) => index.ofKind(kind));
  return all.flatMap((resource): readonly Found[] => {
    const identifiers = identifiersOf(resource);
    if (identifiers.some((identifier) => matchesPattern(name, identifier))) return [{ place: { resource }, certain: true }];
    const located = identifiers.some((identifier) => identifier.startsWith("arn:")) || bucket !== undefined;
    return located && identifiers.length > 0 ? [] : [{ place: { resource }, certain: false }];
  });
}
