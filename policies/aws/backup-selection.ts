import type { Cell } from "../cell";
import type { Resource } from "../graph/resource";
import type { Judged, Stack } from "../graph/stack";
import type { List } from "../reader";
import { isUnknown } from "../unknown";
import { decide, fail, type Verdict } from "../verdict";
import { coversPattern, patternsOverlap } from "./iam/pattern";
import type { ClassName } from "./kinds";
import { and, every, not, or, some, type Ternary, ternary } from "./ternary";

const because = "no backup plan of this stack selects it";

/** A resource that AWS Backup may protect. */
export interface Protected<Kind extends ClassName> {
  readonly resource: Judged;
  readonly kind: Kind;
  /** The form of its ARN in the partition `aws`, with `*` for what differs: `arn:aws:dynamodb:*:*:table/*`. */
  readonly arns: string;
}

/**
 * Passes where an `aws.backup.Selection` of this stack selects the resource: by its ARN, by a pattern, or by its tags.
 * A plan of another stack or a policy of the organization cannot be seen.
 * Source: AWS Backup Developer Guide, "Assigning resources to backup plans"; API Reference, BackupSelection: `ListOfTags` is an OR, `Conditions` an AND
 * beside the resources, `NotResources` takes out. How tags and resources combine where both are given is left open.
 */
export function isInBackupPlan<Kind extends ClassName>(of: Protected<Kind>, stack: Stack): Verdict {
  return stack.some(
    "backup.Selection",
    (selection) => decide(selects(selection, of, stack), because, [selection.evidence("a selection", "one that selects the resource")]),
    () => fail(because, [of.resource.evidence("no selection", "a selection of a backup plan")]),
  );
}

function selects<Kind extends ClassName>(selection: Resource<"backup.Selection">, of: Protected<Kind>, stack: Stack): Ternary {
  const resources = selection.list((p) => p.resources);
  const tags = selection.list((p) => p.selectionTags);
  const listed = and(names(resources, selection, of, stack), conditionsHold(selection, of.resource));
  const excluded = names(
    selection.list((p) => p.notResources),
    selection,
    of,
    stack,
  );
  if (tags.state === "absent" || (tags.state === "known" && tags.items.length === 0)) return and(listed, not(excluded));
  const tagged: Ternary =
    tags.state === "unknown"
      ? "unknown"
      : some(tags.items, (tag) =>
          hasTag(
            of.resource,
            tag.at((p) => p.key),
            tag.at((p) => p.value),
          ),
        );
  const none = resources.state === "absent" || (resources.state === "known" && resources.cells.length === 0);
  return and(none ? tagged : agreed(listed, tagged), not(excluded));
}

function agreed(left: Ternary, right: Ternary): Ternary {
  return left === right ? left : "unknown";
}

function names<Kind extends ClassName>(
  list: List<string>,
  selection: Resource<"backup.Selection">,
  of: Protected<Kind>,
  stack: Stack,
): Ternary {
  return list.state === "unknown" ? "unknown" : some(list.cells, (cell) => namesIt(cell, selection, of, stack));
}

function namesIt<Kind extends ClassName>(
  cell: Cell<string>,
  selection: Resource<"backup.Selection">,
  of: Protected<Kind>,
  stack: Stack,
): Ternary {
  const target = stack.target(selection, cell, of.kind);
  if (target.resource) return ternary(target.resource.urn === of.resource.node.urn);
  if (target.state === "absent") return "no";
  return cell.ask((text) => {
    const pattern = text.replace(/^arn:aws[a-z-]*:/, "arn:aws:");
    if (coversPattern(pattern, of.arns)) return "yes";
    return patternsOverlap(pattern, of.arns) ? "unknown" : "no";
  });
}

/** Each condition names a tag as `aws:ResourceTag/<key>`; only equality is read, the rest is left open. */
function conditionsHold(selection: Resource<"backup.Selection">, resource: Judged): Ternary {
  const conditions = selection.list((p) => p.conditions);
  if (conditions.state === "unknown") return "unknown";
  return every(conditions.items, (condition) => {
    const others = [
      condition.list((c) => c.stringLikes),
      condition.list((c) => c.stringNotEquals),
      condition.list((c) => c.stringNotLikes),
    ];
    const equal = condition.list((c) => c.stringEquals);
    if (equal.state === "unknown" || others.some((list) => list.state !== "absent")) return "unknown";
    return every(equal.items, (item) =>
      hasTag(
        resource,
        item.at((p) => p.key),
        item.at((p) => p.value),
      ),
    );
  });
}

/** Whether a resource carries a tag. A provider may add tags of its own, so that a missing one is open then. */
function hasTag(resource: Judged, key: Cell<string>, value: Cell<string>): Ternary {
  const { node } = resource;
  const tags = node.read<{ tags?: Readonly<Record<string, string>> }>().at((p) => p.tags).raw;
  const name = key.value?.replace(/^aws:ResourceTag\//, "");
  if (isUnknown(tags) || name === undefined || value.state !== "known") return "unknown";
  const own: unknown =
    typeof tags === "object" && tags !== null && Object.hasOwn(tags, name)
      ? Object.entries(tags).find(([tag]) => tag === name)?.[1]
      : undefined;
  if (isUnknown(own)) return "unknown";
  if (own !== undefined) return ternary(own === value.value);
  const provided = node.description.provider?.inputs.defaultTags;
  return provided === undefined ? or("no") : "unknown";
}
