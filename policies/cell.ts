import { not, type Ternary, ternary } from "./aws/ternary";
import type { Place } from "./reader";
import { isUnknown } from "./unknown";
import { decide, type Evidence, undetermined, type Verdict } from "./verdict";

/** A value a rule may look at: scalars as they are; objects only through a parser that knows of unknown parts. */
export type Readable<Value> = Value extends string | number | boolean ? Value : unknown;

/** Programs in untyped languages write "true" and "7" where the provider takes true and 7; it reads them alike, and so do rules. */
function sameScalar(found: unknown, wanted: unknown): boolean {
  if (found === wanted) return true;
  if (typeof wanted === "boolean" && typeof found === "string") return found.toLowerCase() === String(wanted);
  if (typeof wanted === "string" && typeof found === "boolean") return wanted.toLowerCase() === String(found);
  if (typeof wanted === "number" && typeof found === "string") return found.trim() !== "" && Number(found) === wanted;
  return false;
}

function asNumber(found: unknown): number | undefined {
  if (typeof found === "number") return found;
  if (typeof found !== "string" || found.trim() === "") return undefined;
  const value = Number(found);
  return Number.isFinite(value) ? value : undefined;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === "string" ? `"${value}"` : String(value))).join(" or ");
}

/** Settings that a rule may show have short values; what is longer is not one of them. */
const longestShown = 40;

interface CellOptions {
  readonly shown?: boolean;
  readonly isDefault?: boolean;
}

/** One setting: known, absent or unknown, with the path it was read at. */
export class Cell<Value> {
  readonly #value: unknown;
  readonly #place: Place;
  readonly #options: CellOptions;

  constructor(value: unknown, place: Place, options: CellOptions = {}) {
    this.#value = value;
    this.#place = place;
    this.#options = options;
  }

  get state(): "known" | "absent" | "unknown" {
    if (isUnknown(this.#value)) return "unknown";
    return this.#value === undefined || this.#value === null || this.#value === "" ? "absent" : "known";
  }

  /** The value where it is known, else undefined. May hold a secret: never put it into a message; use `shown` for that. */
  get value(): Readable<Value> | undefined {
    return this.state === "known" ? (this.#value as Readable<Value>) : undefined;
  }

  /** The value with its unknown parts as `UNKNOWN`, for parsers of documents: `UNKNOWN`, undefined, or what the program gave. */
  get raw(): unknown {
    return this.#value === null || this.#value === "" ? undefined : this.#value;
  }

  /** The path in the program's own spelling. */
  get path(): string {
    return this.#place.spelling ? this.#place.spelling(this.#place.path) : this.#place.path;
  }

  /** The property's first name: what Pulumi keys its dependencies by. */
  get property(): string {
    return this.#place.path.split(/[.[]/, 1)[0] ?? "";
  }

  /** Says that the value can never be a secret (an engine name, a number of days), so that messages may show it. */
  shown(): Cell<Value> {
    return new Cell(this.#value, this.#place, { ...this.#options, shown: true });
  }

  /** What AWS, or AWS's provider, takes where the program says nothing. */
  or(value: Value): Cell<Value> {
    return this.state === "absent" ? new Cell<Value>(value, this.#place, { shown: true, isDefault: true }) : this;
  }

  /** Whether the value is this one; "no" where it is absent. */
  is(...wanted: readonly Value[]): Ternary {
    if (this.state === "unknown") return "unknown";
    return ternary(this.state === "known" && wanted.some((value) => sameScalar(this.#value, value)));
  }

  /** Asks a question of a known value; "no" where it is absent, "unknown" where it is of a type that the question cannot be asked of. */
  ask(question: (value: Readable<Value>) => Ternary | boolean): Ternary {
    if (this.state === "unknown") return "unknown";
    if (this.state === "absent") return "no";
    try {
      const answer = question(this.#value as Readable<Value>);
      return typeof answer === "boolean" ? ternary(answer) : answer;
    } catch (error) {
      // Programs in untyped languages pass numbers for texts and texts for lists; whether the provider takes them is its own question.
      if (error instanceof TypeError) return "unknown";
      throw error;
    }
  }

  /** Whether the program sets it; a value that is known only later counts as set. Unknown where a block around it is. */
  get present(): Ternary {
    return this.#place.hidden ? "unknown" : ternary(this.state !== "absent");
  }

  equals(wanted: Value, because: string): Verdict {
    return this.#judge(this.is(wanted), quoted([wanted]), because);
  }

  oneOf(wanted: readonly Value[], because: string): Verdict {
    return this.#judge(this.is(...wanted), quoted(wanted), because);
  }

  noneOf(unwanted: readonly Value[], because: string): Verdict {
    const answer = this.is(...unwanted);
    return this.#judge(answer === "unknown" ? answer : ternary(answer === "no"), `anything but ${quoted(unwanted)}`, because);
  }

  atLeast(minimum: number, because: string): Verdict {
    return this.#judge(
      this.#compare((value) => value >= minimum),
      `at least ${minimum}`,
      because,
    );
  }

  atMost(maximum: number, because: string): Verdict {
    return this.#judge(
      this.#compare((value) => value <= maximum),
      `at most ${maximum}`,
      because,
    );
  }

  /** Passes where the program sets it, even to a value that is known only later. */
  isSet(because: string, wanted = "a value"): Verdict {
    return this.#judgePresence(this.present, wanted, because);
  }

  isNotSet(because: string): Verdict {
    return this.#judgePresence(not(this.present), "nothing", because);
  }

  /** Passes where the question is answered with yes; fails where the value is absent. */
  test(question: (value: Readable<Value>) => Ternary | boolean, wanted: string, because: string): Verdict {
    return this.#judge(this.ask(question), wanted, because);
  }

  evidence(wanted: string): Evidence {
    const { urn } = this.#place;
    return { ...(urn === undefined ? {} : { urn }), path: this.path, found: this.#found(), wanted };
  }

  #compare(holds: (value: number) => boolean): Ternary {
    return this.ask((value) => {
      const number = asNumber(value);
      return number === undefined ? "unknown" : holds(number);
    });
  }

  #judgePresence(answer: Ternary, wanted: string, because: string): Verdict {
    const evidence = [this.evidence(wanted)];
    return answer === "unknown" ? undetermined(`${this.path} is not known before deployment`, evidence) : decide(answer, because, evidence);
  }

  #judge(answer: Ternary, wanted: string, because: string): Verdict {
    const evidence = [this.evidence(wanted)];
    if (this.state === "unknown") return undetermined(`${this.path} is not known before deployment`, evidence);
    return decide(answer, because, evidence);
  }

  /** Booleans carry no secret; anything else is shown only where the rule says so, and only if it is as short as such settings are. */
  #found(): string {
    if (this.state === "unknown") return "not known yet";
    if (this.state === "absent") return "not set";
    const value = this.#value;
    if (Array.isArray(value)) return `a list of ${value.length}`;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return "set to another value";
    const text = String(value);
    const harmless = /^(true|false)$/i.test(text) || (this.#options.shown === true && text.length <= longestShown);
    if (!harmless) return "set to another value";
    const quotedText = typeof value === "string" ? `"${text}"` : text;
    return this.#options.isDefault ? `not set (${quotedText} by default)` : quotedText;
  }
}
