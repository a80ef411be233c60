import type { Unwrap } from "@pulumi/pulumi";
import type { ArgsOf, ClassName } from "./aws/kinds";
import { Cell } from "./cell";
import { isUnknown, UNKNOWN } from "./unknown";
import { all, any, type Evidence, fail, notApplicable, pass, undetermined, type Verdict } from "./verdict";

/** The properties of a kind as a rule selects from them: inputs, with Pulumi's `Input`s and `Output`s taken off. */
export type PropertiesOf<Kind extends ClassName> = Kind extends ClassName ? Unwrap<ArgsOf<Kind>> : never;

/** How a path is spelled for people: legacy types have other names for the same setting. */
export type Spelling = (path: string) => string;

const RAW = Symbol("raw");

/** Thrown and caught within one reading. No `Error`: its stack trace would cost more than all the rest of the reading. */
class UnknownRead {
  constructor(readonly path: string) {}
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function step(path: string, key: string, parent: unknown): string {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Only own properties are read: a property called `constructor` in a program is data, JavaScript's is not. */
function recording(target: Record<string, unknown>, path: string): unknown {
  return new Proxy(target, {
    get(_, key) {
      if (key === RAW) return target;
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return undefined;
      const value = target[key];
      const here = step(path, key, target);
      if (isUnknown(value)) throw new UnknownRead(here);
      return isContainer(value) ? recording(value, here) : value;
    },
  });
}

/** Follows a selector without any data, to name the path that it means. */
function meantPath(select: (properties: never) => unknown, base: string): string {
  let path = base;
  const phantom: unknown = new Proxy(
    {},
    {
      get(_, key) {
        if (typeof key === "symbol") return undefined;
        path = /^\d+$/.test(key) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
        return phantom;
      },
    },
  );
  try {
    select(phantom as never);
  } catch {
    // A selector that computes on what it reads means the path up to there.
  }
  return path;
}

function raw(value: unknown): unknown {
  return isContainer(value) ? ((value as { [RAW]?: unknown })[RAW] ?? value) : value;
}

/** Where a reading was made: the path so far, whose resource it is where that is not the one judged, and how paths are spelled. */
export interface Place {
  readonly path: string;
  readonly urn?: string;
  readonly spelling?: Spelling;
  /** Whether a block on the way there is unknown, so that it is not even known whether the setting is there. */
  readonly hidden?: boolean;
}

/** Reads properties by selector, remembers the path, and answers known, absent or unknown. Never throws on an unknown. */
export class Reader<in out Properties> {
  readonly #value: unknown;
  readonly #place: Place;

  constructor(value: unknown, place: Place) {
    this.#value = value;
    this.#place = place;
  }

  /** One setting: `resource.at((p) => p.versioning?.enabled)`. An empty string counts as absent, as it does for AWS's provider. */
  at<Value>(select: (properties: Properties) => Value): Cell<NonNullable<Value>> {
    const read = this.#read(select);
    return new Cell<NonNullable<Value>>(read.value, { ...this.#place, ...read.place });
  }

  /** A list of blocks or values: `resource.list((p) => p.ebsBlockDevices)`. A single block where a list is expected counts as a list of one. */
  list<Item>(select: (properties: Properties) => readonly Item[] | undefined | null): List<Item> {
    const read = this.#read(select);
    return new List<Item>(read.value, { ...this.#place, ...read.place });
  }

  /** The evidence that this place as a whole was looked at. */
  evidence(found: string, wanted: string): Evidence {
    const { path, urn, spelling } = this.#place;
    return { ...(urn === undefined ? {} : { urn }), path: spelling ? spelling(path) : path, found, wanted };
  }

  #read(select: (properties: Properties) => unknown): { value: unknown; place: Place } {
    const path = meantPath(select, this.#place.path);
    if (isUnknown(this.#value)) return { value: UNKNOWN, place: { path, hidden: true } };
    if (!isContainer(this.#value)) return { value: undefined, place: { path, hidden: false } };
    try {
      return { value: raw(select(recording(this.#value, this.#place.path) as Properties)), place: { path, hidden: false } };
    } catch (error) {
      if (error instanceof UnknownRead) return { value: UNKNOWN, place: { path: error.path, hidden: error.path !== path } };
      // A block that the types require and the program leaves out: what lies in it is absent.
      if (error instanceof TypeError) return { value: undefined, place: { path, hidden: false } };
      throw error;
    }
  }
}

/** A list that is known, absent or unknown as a whole, each of whose items may be unknown too. */
export class List<in out Item> {
  readonly #value: unknown;
  readonly #place: Place;

  constructor(value: unknown, place: Place) {
    this.#value = value;
    this.#place = place;
  }

  get state(): "known" | "absent" | "unknown" {
    if (isUnknown(this.#value)) return "unknown";
    return this.#value === undefined || this.#value === null ? "absent" : "known";
  }

  /** The items, as readers; none where the list is absent or unknown. */
  get items(): readonly Reader<Item>[] {
    return this.#raw().map((item, index) => new Reader<Item>(item, { ...this.#place, path: `${this.#place.path}[${index}]` }));
  }

  /** The items of a list of plain values, as cells; none where the list is absent or unknown. */
  get cells(): readonly Cell<NonNullable<Item>>[] {
    return this.#raw().map((item, index) => new Cell<NonNullable<Item>>(item, { ...this.#place, path: `${this.#place.path}[${index}]` }));
  }

  /** The list itself as a cell, for its evidence. */
  get cell(): Cell<readonly Item[]> {
    return new Cell<readonly Item[]>(this.#value, this.#place);
  }

  /** Every item must pass. An absent or empty list does not apply; combine with `when` or `any` where it means something. */
  each(check: (item: Reader<Item>, index: number) => Verdict): Verdict {
    if (this.state === "unknown") return this.#unknown();
    return all(...this.items.map(check));
  }

  /** As `each`, for a list of plain values. */
  eachValue(check: (value: Cell<NonNullable<Item>>, index: number) => Verdict): Verdict {
    if (this.state === "unknown") return this.#unknown();
    return all(...this.cells.map(check));
  }

  /** One item that passes is enough; `none` is the verdict of an absent or empty list. */
  some(check: (item: Reader<Item>, index: number) => Verdict, none: () => Verdict = notApplicable): Verdict {
    if (this.state === "unknown") return this.#unknown();
    return this.items.length === 0 ? none() : any(...this.items.map(check));
  }

  /** Passes where the list holds something, even if what it holds is known only later. */
  isNotEmpty(because: string, wanted = "at least one"): Verdict {
    if (this.state === "unknown") return this.#unknown();
    const evidence = [this.cell.evidence(wanted)];
    return this.#raw().length > 0 ? pass(because, evidence) : fail(because, evidence);
  }

  #unknown(): Verdict {
    const cell = this.cell;
    return undetermined(`${cell.path} is not known before deployment`, [cell.evidence("a known list")]);
  }

  #raw(): readonly unknown[] {
    if (this.state !== "known") return [];
    return Array.isArray(this.#value) ? this.#value : [this.#value];
  }
}
