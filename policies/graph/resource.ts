import { type ClassName, classOfToken, kindOfToken } from "../aws/kinds";
import { currentShape, legacySpelling } from "../aws/legacy-shapes";
import { type PropertiesOf, Reader } from "../reader";

/** A resource as any source describes it (a preview, an update, a state file, a live account), before it is read by rules. Unknown parts are `UNKNOWN`. */
export interface ResourceDescription {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What the program asks for, after the provider's check. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the provider answered; absent before the resource was planned. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  /** URNs that each input was computed from, by the input's first name. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges?: readonly string[];
  /** The URN of the resource that deploys this one by a document of its own; findings are reported there. */
  readonly carriedBy?: string;
  readonly provider?: { readonly urn: string; readonly type: string; readonly inputs: Readonly<Record<string, unknown>> };
  /** What only a live account tells of it, and when it was told. */
  readonly observed?: { readonly at: string; readonly facts: Readonly<Record<string, unknown>> };
}

/** A resource of a stack, whatever its kind. */
export class ResourceNode {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The kind, or the type token itself for what is not of @pulumi/aws. */
  readonly kind: string;

  constructor(readonly description: ResourceDescription) {
    this.urn = description.urn;
    this.type = description.type;
    this.name = description.name;
    this.kind = kindOfToken(description.type) ?? description.type;
  }

  /** Its inputs, in the current shape of its kind. */
  read<Properties>(): Reader<Properties> {
    const className = classOfToken(this.type) ?? this.type;
    const spelling = legacySpelling(className);
    return new Reader<Properties>(currentShape(className, this.description.inputs), { path: "", ...(spelling && { spelling }) });
  }

  /** The resource as one of a kind. The caller has compared `kind`. */
  view<Kind extends ClassName>(seen: "judged" | "related"): Resource<Kind> {
    return new Resource<Kind>(this, seen);
  }
}

/** A resource as rules see it: a reader over its inputs, in the current shape of its kind. */
export class Resource<in out Kind extends ClassName> extends Reader<PropertiesOf<Kind>> {
  readonly #seen: "judged" | "related";

  /** @param seen whether the resource is the one judged; evidence from a related one names its URN. */
  constructor(
    readonly node: ResourceNode,
    seen: "judged" | "related",
  ) {
    const className = classOfToken(node.type) ?? node.type;
    const spelling = legacySpelling(className);
    super(currentShape(className, node.description.inputs), {
      path: "",
      ...(seen === "related" ? { urn: node.urn } : {}),
      ...(spelling === undefined ? {} : { spelling }),
    });
    this.#seen = seen;
  }

  get urn(): string {
    return this.node.urn;
  }

  get name(): string {
    return this.node.name;
  }

  /** The resource as one of a single kind, where it is of that kind: `resource.as("rds.Cluster")?.at(...)`. */
  as<Wanted extends Kind>(kind: Wanted): Resource<Wanted> | undefined {
    return this.node.kind === kind ? this.node.view<Wanted>(this.#seen) : undefined;
  }
}

/** Whether a resource is no provider's, as far as its type tells: a component, which deploys nothing but what is in it. */
export function isComponent({ type }: ResourceNode): boolean {
  return !type.startsWith("aws:") && !type.startsWith("pulumi:");
}
