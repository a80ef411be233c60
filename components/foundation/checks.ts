import * as pulumi from "@pulumi/pulumi";

/**
 * Looks at one argument. Answers nothing where the value is allowed, else what is allowed, as the end of a sentence that begins with the
 * argument's name: "must be a whole number of days from 7 to 30". Never repeats the value: it may be a secret.
 */
export interface Check {
  readonly required: boolean;
  look(value: unknown): Problem | undefined;
}

/** What is wrong with a value, and where inside it: `[2]`, `.id`. */
export interface Problem {
  readonly at: string;
  readonly problem: string;
}

type Look = (value: unknown) => Problem | undefined;

function required(look: Look): Check {
  return { required: true, look };
}

function expected(wanted: string, value: unknown): Problem {
  return { at: "", problem: `must be ${wanted}, and is ${kindOf(value)}` };
}

/** What kind of value something is, in words. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "missing";
  if (isLater(value)) return "an output, whose value is known only later";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : "another text";
  if (typeof value === "number") return "another number";
  return { boolean: "a boolean", object: "an object", function: "a function" }[String(typeof value)] ?? typeof value;
}

/** Whether a value is an output or a promise, which a constructor cannot look into. */
function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** The argument may be left out. */
export function optional(check: Check): Check {
  return { required: false, look: check.look };
}

/** The argument may be an output, which is not looked at: for values that come from other resources. */
export function input(check: Check): Check {
  return { required: check.required, look: (value) => (isLater(value) ? undefined : check.look(value)) };
}

export interface TextOptions {
  /** Longest text, in characters. */
  readonly maximum?: number;
  readonly matching?: RegExp;
  /** What the text is, for the message. */
  readonly described?: string;
  readonly allowEmpty?: boolean;
}

export function text(options: TextOptions = {}): Check {
  const { maximum, matching, described = "a text", allowEmpty = false } = options;
  const wanted = maximum === undefined ? described : `${described} of at most ${maximum} characters`;
  return required((value) => {
    if (typeof value !== "string" || (value === "" && !allowEmpty)) return expected(wanted, value);
    const fits = (maximum === undefined || value.length <= maximum) && (matching === undefined || matching.test(value));
    return fits ? undefined : expected(wanted, value);
  });
}

/** An ARN of a service, in any partition. */
export function arnOf(service: string): Check {
  return input(text({ matching: new RegExp(`^arn:aws(-[a-z]+)*:${service}:`), described: `an ARN of ${service}` }));
}

/** A number without a fraction, within bounds that count as allowed. */
export function wholeNumber(bounds: { readonly minimum: number; readonly maximum: number; readonly unit: string }): Check {
  const { minimum, maximum, unit } = bounds;
  return required((value) =>
    typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum
      ? undefined
      : expected(`a whole number of ${unit} from ${minimum} to ${maximum}`, value),
  );
}

export function flag(): Check {
  return required((value) => (typeof value === "boolean" ? undefined : expected("true or false", value)));
}

export function oneOf(allowed: readonly string[]): Check {
  const wanted = `one of ${allowed.map((value) => `"${value}"`).join(", ")}`;
  return required((value) => (typeof value === "string" && allowed.includes(value) ? undefined : expected(wanted, value)));
}

/** A list; with `minimum`, of at least so many items. No value comes twice. */
export function listOf(item: Check, options: { readonly minimum?: number; readonly described?: string } = {}): Check {
  const { minimum = 0, described = "a list" } = options;
  return required((value) => {
    if (!Array.isArray(value)) return expected(described, value);
    if (value.length < minimum) return { at: "", problem: `must have at least ${minimum} ${minimum === 1 ? "item" : "items"}` };
    for (const [index, each] of value.entries()) {
      const found = item.look(each);
      if (found) return { at: `[${index}]${found.at}`, problem: found.problem };
      if (typeof each === "string" && value.indexOf(each) < index) return { at: `[${index}]`, problem: "repeats an item before it" };
    }
    return undefined;
  });
}

/** A map from texts. `reserved`: keys that another argument sets, and which one. */
export function mapOf(key: Check, value: Check, options: { readonly reserved?: Readonly<Record<string, string>> } = {}): Check {
  return required((map) => {
    if (!isObject(map)) return expected("a map", map);
    for (const [name, each] of Object.entries(map)) {
      const setBy = Object.hasOwn(options.reserved ?? {}, name) ? options.reserved?.[name] : undefined;
      if (setBy !== undefined) return { at: `.${name}`, problem: `is set by the argument ${setBy}` };
      const wrongKey = key.look(name);
      if (wrongKey) return { at: `.${name}`, problem: wrongKey.problem.replace(/^must be/, "must have as its key") };
      const wrong = input(value).look(each);
      if (wrong) return { at: `.${name}${wrong.at}`, problem: wrong.problem };
    }
    return undefined;
  });
}

/** A check for each argument of an interface, which says of each whether it may be left out. */
export type ArgumentTable<Args> = { readonly [Name in keyof Required<Args>]: Check };

/** An object of exactly these arguments. */
export function objectOf<Args>(table: ArgumentTable<Args>): Check {
  const checks: Readonly<Record<string, Check>> = table;
  return required((value) => (isObject(value) ? lookAtAll(checks, value) : expected("an object", value)));
}

/** An object that has at least these properties. Components and resources are such objects: whatever else they have is not looked at. */
export function referenceTo<Reference>(table: ArgumentTable<Reference>): Check {
  const checks: Readonly<Record<string, Check>> = table;
  return required((value) => {
    if (!isObject(value)) return expected(`an object with ${Object.keys(checks).join(", ")}`, value);
    return lookAtEach(checks, value);
  });
}

function lookAtAll(checks: Readonly<Record<string, Check>>, value: Readonly<Record<string, unknown>>): Problem | undefined {
  const foreign = Object.keys(value).find((name) => !Object.hasOwn(checks, name));
  if (foreign !== undefined) {
    return { at: `.${foreign}`, problem: `is not an argument; the arguments are ${Object.keys(checks).join(", ")}` };
  }
  return lookAtEach(checks, value);
}

function lookAtEach(checks: Readonly<Record<string, Check>>, value: Readonly<Record<string, unknown>>): Problem | undefined {
  for (const [name, check] of Object.entries(checks)) {
    const given = value[name];
    if (given === undefined || given === null) {
      if (check.required) return { at: `.${name}`, problem: "is missing" };
      continue;
    }
    const found = check.look(given);
    if (found) return { at: `.${name}${found.at}`, problem: found.problem };
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLater(value);
}
