import type { ClassName } from "../../aws/kinds";
import type { Cell } from "../../cell";
import { type PropertiesOf, Reader } from "../../reader";
import type { ResourceNode } from "../resource";
import { readableKinds } from "./read-actions";

/** One end of a connection: the resource that declares it, or what a property of it names. */
export type End =
  | { readonly is: "self" }
  | {
      /**
       * `reference`: each value names one resource. `mention`: a map or a document that may name several among other things.
       * `readable`: a policy document, and what it lets be read.
       */
      readonly is: "reference" | "mention" | "readable";
      /** Where the property is, `queues[].queueArn`. */
      readonly path: string;
      readonly kinds: ReadonlySet<string>;
      cells(declaring: ResourceNode): readonly Cell<unknown>[];
      /** The name that a known text holds, where the text is more than a name. */
      readonly nameIn?: (text: string) => string;
    };

/**
 * How far ePHI goes along a connection. `onward`: always. `request`: what comes in by a front door goes on to what is behind it, yet an answer of
 * one back end does not become a request to another. `answer`: what a back end holds goes out by the door.
 */
export type Course = "onward" | "request" | "answer";

/** A way that data takes from one resource to another, declared by a property of a third one or of one of the two. */
export interface Edge {
  readonly declaredBy: ClassName;
  readonly from: End;
  readonly to: End;
  /** What goes along, for people: `objects`, `messages`, `log lines`. */
  readonly carries: string;
  readonly course: Course;
}

/** One row of the table: from where, what, to where. */
export type Row = readonly [from: End, carries: string, to: End, course?: Course];

type Kinds = readonly [ClassName, ...ClassName[]];

/** How the rows of one kind name their ends; every path is checked against the kind's arguments. */
interface Places<Properties> {
  readonly self: End;
  /** A property: `at((p) => p.bucket, "s3.Bucket")`. */
  at(select: (properties: Properties) => unknown, ...kinds: Kinds): End;
  /** A property of which a part is the name: `/aws/lambda/results` names the function `results`. */
  within(select: (properties: Properties) => unknown, nameIn: (text: string) => string, ...kinds: Kinds): End;
  /** A property of each block of a list. */
  each<Item>(list: (properties: Properties) => readonly Item[] | undefined | null, select: (item: Item) => unknown, ...kinds: Kinds): End;
  /** A property of each block of a list that is itself in each block of a list. */
  eachOfEach<Outer, Item>(
    outer: (properties: Properties) => readonly Outer[] | undefined | null,
    list: (item: Outer) => readonly Item[] | undefined | null,
    select: (item: Item) => unknown,
    ...kinds: Kinds
  ): End;
  /** Each value of a list of plain values. */
  values(list: (properties: Properties) => readonly unknown[] | undefined | null, ...kinds: Kinds): End;
  /** A map of texts, or a document, in which names of resources may be. */
  mentions(select: (properties: Properties) => unknown, ...kinds: Kinds): End;
  /** The stores that a policy document lets be read. */
  readable(select: (properties: Properties) => unknown): End;
  /** The stores that the policy documents of a list of blocks let be read. */
  readableOfEach<Item>(list: (properties: Properties) => readonly Item[] | undefined | null, select: (item: Item) => unknown): End;
}

/** The path that a selector means, read off an empty resource. */
function pathOf<Properties>(select: (properties: Properties) => unknown): string {
  return new Reader<Properties>({}, { path: "" }).at(select).path;
}

function places<Properties>(): Places<Properties> {
  const read = (declaring: ResourceNode): Reader<Properties> => declaring.read<Properties>();
  return {
    self: { is: "self" },
    at: (select, ...kinds) => ({
      is: "reference",
      path: pathOf(select),
      kinds: new Set(kinds),
      cells: (declaring) => [read(declaring).at(select)],
    }),
    within: (select, nameIn, ...kinds) => ({
      is: "reference",
      path: pathOf(select),
      kinds: new Set(kinds),
      cells: (declaring) => [read(declaring).at(select)],
      nameIn,
    }),
    each: (list, select, ...kinds) => ({
      is: "reference",
      path: `${pathOf(list)}[].${pathOf(select)}`,
      kinds: new Set(kinds),
      cells: (declaring) => inList(read(declaring), list, (item) => [item.at(select)]),
    }),
    eachOfEach: (outer, list, select, ...kinds) => ({
      is: "reference",
      path: `${pathOf(outer)}[].${pathOf(list)}[].${pathOf(select)}`,
      kinds: new Set(kinds),
      cells: (declaring) => inList(read(declaring), outer, (block) => inList(block, list, (item) => [item.at(select)])),
    }),
    values: (list, ...kinds) => ({
      is: "reference",
      path: `${pathOf(list)}[]`,
      kinds: new Set(kinds),
      cells(declaring) {
        const found = read(declaring).list(list);
        return found.state === "unknown" ? [found.cell] : found.cells;
      },
    }),
    mentions: (select, ...kinds) => ({
      is: "mention",
      path: pathOf(select),
      kinds: new Set(kinds),
      cells: (declaring) => [read(declaring).at(select)],
    }),
    readable: (select) => ({
      is: "readable",
      path: pathOf(select),
      kinds: readableKinds,
      cells: (declaring) => [read(declaring).at(select)],
    }),
    readableOfEach: (list, select) => ({
      is: "readable",
      path: `${pathOf(list)}[].${pathOf(select)}`,
      kinds: readableKinds,
      cells: (declaring) => inList(read(declaring), list, (item) => [item.at(select)]),
    }),
  };
}

/** The cells of each block; a list that is not known is one cell that is not known. */
function inList<Properties, Item>(
  reader: Reader<Properties>,
  list: (properties: Properties) => readonly Item[] | undefined | null,
  cells: (item: Reader<Item>) => readonly Cell<unknown>[],
): readonly Cell<unknown>[] {
  const found = reader.list(list);
  return found.state === "unknown" ? [found.cell] : found.items.flatMap(cells);
}

/** The rows that one kind declares. */
export function declaredBy<Kind extends ClassName>(
  kind: Kind,
  rows: (places: Places<PropertiesOf<Kind>>) => readonly Row[],
): readonly Edge[] {
  return rows(places<PropertiesOf<Kind>>()).map(([from, carries, to, course = "onward"]) => ({
    declaredBy: kind,
    from,
    to,
    carries,
    course,
  }));
}
