import type { Cell } from "../../cell";
import { isUnknown } from "../../unknown";
import { belongsTo } from "../belongs-to";
import { dependenciesOf, type ResourceIndex, resolveName, resolveTarget, spelledProperty, type Target } from "../references";
import type { ResourceNode } from "../resource";
import type { Course, Edge, End } from "./edge";
import { declaringKinds, edgesOf } from "./edges";
import { type Found, type PatternMemory, readableStores } from "./read-grants";

/** A connection of two resources of a stack; either may be a junction, which stands for any resource of some kinds. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  /** The resource that declares it; absent between a junction and what it stands for. */
  readonly declaredBy?: ResourceNode;
  readonly path: string;
  readonly carries: string;
  readonly course: Course;
  readonly certain: boolean;
}

const junctionMark = "any of ";

/** Whether a place is not a resource, but stands for any resource of some kinds. */
export function isJunction(place: string): boolean {
  return place.startsWith(junctionMark);
}

/** The kinds that are an end of a connection by themselves; a part of another kind is joined as what it belongs to. */
const endKinds: ReadonlySet<string> = new Set(
  declaringKinds.filter((kind) => edgesOf(kind).some(({ from, to }) => from.is === "self" || to.is === "self")),
);

/** The ways that data takes in one stack: built once, read from each resource. */
export class Connections {
  readonly #index: ResourceIndex;
  readonly #out = new Map<string, Connection[]>();
  readonly #junctions = new Set<string>();
  readonly #wholes = new Map<string, ResourceNode>();
  readonly #patterns: PatternMemory = new Map();

  constructor(index: ResourceIndex) {
    this.#index = index;
    for (const kind of declaringKinds) {
      for (const declaring of index.ofKind(kind)) for (const edge of edgesOf(kind)) this.#join(declaring, edge);
    }
  }

  from(place: string): readonly Connection[] {
    return this.#out.get(place) ?? [];
  }

  /** The resource itself, or what it is a part of: an access point is joined as its file system, an alias as its function. */
  wholeOf(resource: ResourceNode): ResourceNode {
    const known = this.#wholes.get(resource.urn);
    if (known) return known;
    // Noted first, so that two parts of each other end.
    this.#wholes.set(resource.urn, resource);
    const owner = endKinds.has(resource.kind) ? undefined : belongsTo(resource);
    const target = owner && resolveTarget(this.#index, resource, owner.cell, owner.kinds);
    const whole = target?.state === "resource" ? this.wholeOf(target.resource) : resource;
    this.#wholes.set(resource.urn, whole);
    return whole;
  }

  #join(declaring: ResourceNode, edge: Edge): void {
    const froms = this.#ends(declaring, edge.from);
    if (froms.length === 0) return;
    const tos = this.#ends(declaring, edge.to);
    for (const from of froms) {
      for (const to of tos) {
        this.#add({
          from: this.#place(from, "from"),
          to: this.#place(to, "to"),
          declaredBy: declaring,
          path: pathOf(edge),
          carries: edge.carries,
          course: edge.course,
          certain: from.certain && to.certain,
        });
      }
    }
    // What leaves the stack ends at the resource that sends it away: a subscription of an address, a replication into another account.
    if (edge.from.is !== "self" && edge.to.is === "reference" && edge.course === "onward" && this.#leaves(declaring, edge.to)) {
      const { carries, course } = edge;
      for (const from of froms) {
        this.#add({
          from: this.#place(from, "from"),
          to: declaring.urn,
          declaredBy: declaring,
          path: edge.to.path,
          carries,
          course,
          certain: from.certain,
        });
      }
    }
  }

  #leaves(declaring: ResourceNode, end: Exclude<End, { is: "self" }>): boolean {
    return end.cells(declaring).some((cell) => cell.state === "known" && this.#target(declaring, cell, end).state === "outside");
  }

  #add(connection: Connection): void {
    if (connection.from === connection.to) return;
    const list = this.#out.get(connection.from);
    if (list) list.push(connection);
    else this.#out.set(connection.from, [connection]);
  }

  #ends(declaring: ResourceNode, end: End): readonly Found[] {
    if (end.is === "self") return [{ place: { resource: declaring }, certain: true }];
    return end.cells(declaring).flatMap((cell) => {
      if (end.is === "readable") return readableStores(this.#index, declaring, cell, this.#patterns);
      if (end.is === "mention") return this.#mentioned(declaring, cell, end.kinds);
      if (cell.value === "*") return [{ place: { anyOf: end.kinds }, certain: true }];
      return found(this.#target(declaring, cell, end), end.kinds);
    });
  }

  #target(declaring: ResourceNode, cell: Cell<unknown>, end: Exclude<End, { is: "self" }>): Target {
    const { value } = cell;
    if (end.nameIn === undefined || typeof value !== "string") return resolveTarget(this.#index, declaring, cell, end.kinds);
    const name = end.nameIn(value);
    return name === "" ? { state: "absent" } : resolveName(this.#index, name, end.kinds);
  }

  /** What a map or a document was computed from is named there; so is what its known texts are the names of. */
  #mentioned(declaring: ResourceNode, cell: Cell<unknown>, kinds: ReadonlySet<string>): readonly Found[] {
    if (cell.state === "absent") return [];
    const computedFrom = dependenciesOf(this.#index, declaring, spelledProperty(cell));
    const texts = textsIn(cell.raw);
    const found = new Set(computedFrom.map((resource) => this.wholeOf(resource)).filter(({ kind }) => kinds.has(kind)));
    for (const text of texts.known) for (const resource of this.#index.identifiedBy(text, kinds)) found.add(resource);
    const named = [...found].map((resource): Found => ({ place: { resource }, certain: true }));
    return texts.open && computedFrom.length === 0 ? [...named, { place: { anyOf: kinds }, certain: false }] : named;
  }

  #place({ place }: Found, side: "from" | "to"): string {
    if ("resource" in place) return this.wholeOf(place.resource).urn;
    const kinds = [...place.anyOf].sort();
    const junction = `${junctionMark}${kinds.join(" or ")} ${side}`;
    if (!this.#junctions.has(junction)) {
      this.#junctions.add(junction);
      for (const resource of kinds.flatMap((kind) => this.#index.ofKind(kind))) {
        const { urn } = this.wholeOf(resource);
        const [from, to] = side === "from" ? [urn, junction] : [junction, urn];
        this.#add({ from, to, path: "", carries: "", course: "onward", certain: true });
      }
    }
    return junction;
  }
}

/** The property that makes the connection: the one that names the other end, or the one that names where it goes. */
function pathOf({ from, to }: Edge): string {
  if (to.is !== "self") return to.path;
  return from.is === "self" ? "" : from.path;
}

/** More candidates than these are told as "any of the kind", so that the table of connections grows with the stack, not with its square. */
const mostCandidates = 8;

function found(target: Target, kinds: ReadonlySet<string>): readonly Found[] {
  switch (target.state) {
    case "resource":
      return [{ place: { resource: target.resource }, certain: true }];
    case "ambiguous":
    case "unknown":
      return target.candidates === undefined || target.candidates.length > mostCandidates
        ? [{ place: { anyOf: kinds }, certain: false }]
        : target.candidates.map((resource) => ({ place: { resource }, certain: false }));
    case "absent":
    case "outside":
      return [];
  }
}

/** The texts in a value, those of JSON texts in it too; `open` where a part of it is not known. */
function textsIn(value: unknown): { readonly known: readonly string[]; readonly open: boolean } {
  const known: string[] = [];
  let open = false;
  const collect = (part: unknown): void => {
    if (isUnknown(part)) open = true;
    else if (typeof part === "string") {
      const inside = /^\s*[[{]/.test(part) ? parsed(part) : undefined;
      if (inside === undefined) known.push(part);
      else collect(inside);
    } else if (typeof part === "object" && part !== null) Object.values(part).forEach(collect);
  };
  collect(value);
  return { known, open };
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
