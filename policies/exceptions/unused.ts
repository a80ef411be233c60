import { speaksOf } from "../evaluate";
import { carriesOthers } from "../graph/embedded";
import { ResourceNode } from "../graph/resource";
import { rootStackType } from "../graph/stack";
import type { Rule } from "../rule";
import type { Register, RegisterProblem } from "./register";
import type { Exception } from "./schema";
import { isForStack, TargetIndex } from "./targets";
import { partsOfUrn } from "./urn";

/** A resource, as far as a target can name it. */
export interface Named {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

/**
 * The entries that are for this stack and do nothing in it, once all of it is known: those that match no resource of which a rule of theirs
 * speaks, which block, and those whose resources comply by now, which do not.
 * @param used ids of the entries that covered a finding in this run.
 */
export function unusedEntries(
  register: Register,
  rules: readonly Rule[],
  resources: readonly Named[],
  used: ReadonlySet<string>,
): readonly RegisterProblem[] {
  const stack = resources.map(({ urn }) => partsOfUrn(urn)).find((parts) => parts !== undefined);
  if (!stack) return [];
  const asked = new Map(rules.map((rule) => [rule.id, rule]));
  const idle = register.counting.filter(
    (entry) =>
      !used.has(entry.id) &&
      // An entry on rules that are asked elsewhere, of live accounts, may have its resources there.
      entry.rules.some((id) => asked.has(id)) &&
      entry.resources.some((target) => isForStack(target, stack)),
  );
  if (idle.length === 0) return [];
  const matched = matchedIn(idle, asked, resources);
  return idle.map(
    (entry): RegisterProblem =>
      matched.has(entry)
        ? { code: "covers-nothing", message: "covers no finding any more: take it out of the register", entry: entry.id, blocks: false }
        : { code: "matches-nothing", message: "matches no resource of this stack of which its rules speak", entry: entry.id, blocks: true },
  );
}

function matchedIn(entries: readonly Exception[], rules: ReadonlyMap<string, Rule>, resources: readonly Named[]): ReadonlySet<Exception> {
  const index = new TargetIndex(entries);
  const named = [...new Set(entries.flatMap((entry) => entry.rules))].flatMap((id) => rules.get(id) ?? []);
  const matched = new Set<Exception>();
  for (const resource of resources) {
    const node = new ResourceNode({ ...resource, inputs: {} });
    for (const rule of named) {
      if (!maySpeakOf(rule, node)) continue;
      for (const entry of index.find(rule.id, resource.urn)) matched.add(entry);
    }
  }
  return matched;
}

/** What a resource deploys by a document of its own is of other types than itself. */
function maySpeakOf(rule: Rule, node: ResourceNode): boolean {
  if (rule.on === "account") return node.type === rootStackType;
  return speaksOf(rule, node) || carriesOthers(node.type);
}
