import { isUnknown, UNKNOWN } from "../../unknown";

/**
 * Properties of a CloudFormation resource, read without regard to the case of names: CloudFormation writes `KMSKeyId`,
 * aws-native `kmsKeyId`, and both mean the same.
 */
export class Folded {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(properties: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** The value at a path of names: `UNKNOWN` where any part of the way is unknown, undefined where it is not there. */
  get(...path: readonly string[]): unknown {
    const [name, ...rest] = path;
    if (name === undefined) return undefined;
    const value = this.#values.get(name.toLowerCase());
    if (rest.length === 0 || isUnknown(value)) return value;
    return isBlock(value) ? new Folded(value).get(...rest) : undefined;
  }

  /** A list of blocks: `UNKNOWN` as a whole, or a block or `UNKNOWN` for each item. */
  list(...path: readonly string[]): readonly (Folded | typeof UNKNOWN)[] | typeof UNKNOWN {
    const value = this.get(...path);
    if (isUnknown(value)) return UNKNOWN;
    if (!Array.isArray(value)) return isBlock(value) ? [new Folded(value)] : [];
    return value.map((item) => (isBlock(item) ? new Folded(item) : UNKNOWN));
  }
}

export function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Leaves out what is not there, so that absent stays absent. */
export function present(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Translates each block of a list. */
export function each(list: ReturnType<Folded["list"]>, translate: (item: Folded) => Readonly<Record<string, unknown>>): unknown {
  if (isUnknown(list)) return UNKNOWN;
  return list.length === 0 ? undefined : list.map((item) => (isUnknown(item) ? UNKNOWN : present(translate(item))));
}

/** Tags as a map, from CloudFormation's list of keys and values or from a map. */
export function tagsOf(properties: Folded, name = "Tags"): unknown {
  const value = properties.get(name);
  if (value === undefined || isUnknown(value)) return value;
  if (isBlock(value)) return value;
  const list = properties.list(name);
  if (isUnknown(list)) return UNKNOWN;
  return Object.fromEntries(
    list.flatMap((tag) => (isUnknown(tag) || typeof tag.get("Key") !== "string" ? [] : [[tag.get("Key"), tag.get("Value")]])),
  );
}

/** The only block of a list, or the block that stands in its place. */
export function firstOf(list: ReturnType<Folded["list"]>): Folded | typeof UNKNOWN | undefined {
  return isUnknown(list) ? UNKNOWN : list[0];
}

/** A block made from another one: unknown or absent as that one is. */
export function block(
  source: Folded | typeof UNKNOWN | undefined,
  translate: (source: Folded) => Readonly<Record<string, unknown>>,
): unknown {
  if (source === undefined || isUnknown(source)) return source;
  return present(translate(source));
}
