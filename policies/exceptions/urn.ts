/** The parts of a URN that an exception can name. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The type of the resource itself, without those of its parents. */
  readonly type: string;
  readonly name: string;
}

/**
 * Takes a URN apart: `urn:pulumi:<stack>::<project>::<parents' types>$<type>::<name>`; a name may itself hold `::`.
 * Source: sdk/go/common/resource/urn/urn.go in pulumi/pulumi. Undefined where it is none.
 */
export function partsOfUrn(urn: string): UrnParts | undefined {
  const [stack = "", project, types, ...name] = urn.split("::");
  if (!stack.startsWith("urn:pulumi:") || project === undefined || types === undefined || name.length === 0) return undefined;
  return {
    stack: stack.slice("urn:pulumi:".length),
    project,
    type: types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}
