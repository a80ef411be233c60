import { tokenOfClass } from "../../policies/aws/kinds";
import { ResourceIndex } from "../../policies/graph/references";
import { type ResourceDescription, ResourceNode } from "../../policies/graph/resource";
import { UNKNOWN } from "../../policies/unknown";

/** Properties of which nothing is known: whatever is asked for may be there, with any value. */
const nothingKnown: Readonly<Record<string, unknown>> = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (_, name) => (typeof name === "string" ? UNKNOWN : undefined),
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === "string" ? { value: UNKNOWN, configurable: true, enumerable: true, writable: true } : undefined,
  },
);

/** Stands for resources of a kind that verify does not read, or could not list. */
export function standIn(kind: string, account: string, carriedBy: string): ResourceDescription {
  const type = tokenOfClass(kind);
  const name = `${kind} that was not read`;
  return { urn: `urn:pulumi:live::${account}::${type}::${name}`, type, name, inputs: nothingKnown, carriedBy };
}

/** Finds what was read, and, of a kind of which not everything was read, one more that may be anything. */
export class LiveIndex extends ResourceIndex {
  readonly #standIns = new Map<string, ResourceNode>();
  readonly #standInOf: (kind: string) => ResourceDescription | undefined;
  #standing = false;

  constructor(resources: Iterable<ResourceNode>, standInOf: (kind: string) => ResourceDescription | undefined) {
    super(resources);
    this.#standInOf = standInOf;
  }

  /** From now on, what was not read is there too. Before, flows are looked for among what was read. */
  standIn(): void {
    this.#standing = true;
  }

  override ofKind(kind: string): readonly ResourceNode[] {
    const read = super.ofKind(kind);
    const other = this.#standing ? this.#of(kind) : undefined;
    return other ? [...read, other] : read;
  }

  override byUrn(urn: string): ResourceNode | undefined {
    return super.byUrn(urn) ?? [...this.#standIns.values()].find((node) => node.urn === urn);
  }

  #of(kind: string): ResourceNode | undefined {
    const known = this.#standIns.get(kind);
    if (known) return known;
    const description = this.#standInOf(kind);
    if (!description) return undefined;
    const node = new ResourceNode(description);
    this.#standIns.set(kind, node);
    return node;
  }
}
