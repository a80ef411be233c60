import type { Rule } from "../rule";
import type { Settings } from "../settings";
import { entryProblems, type LawContext } from "./law";
import type { RegisterReading } from "./read";
import { Register, type RegisterOrigin, type RegisterProblem } from "./register";
import type { Exception } from "./schema";
import { Keyring } from "./signatures";

/** What the register is judged under. */
export interface ExamineOptions {
  readonly rules: readonly Rule[];
  readonly settings: Pick<Settings, "acceptedRisk" | "neverExceptable" | "exceptionKeys">;
  /** A date without time, `2026-11-22`, UTC. */
  readonly today: string;
  /** More that is wrong, found while it was looked for. */
  readonly problems?: readonly RegisterProblem[];
}

/** Judges a register that was read: only entries without a fault count. */
export function examine(
  reading: RegisterReading,
  origin: RegisterOrigin | undefined,
  { rules, settings, today, problems: before = [] }: ExamineOptions,
): Register {
  const keyring = new Keyring(reading.header.keys ?? []);
  const problems: RegisterProblem[] = [...before, ...reading.problems];
  for (const message of keyring.problems) problems.push({ code: "signature", message, blocks: true });
  const context: LawContext = { rules: new Map(rules.map((rule) => [rule.id, rule])), settings, today };
  const twice = idsGivenTwice(reading.entries.map(({ entry }) => entry));
  const counting: Exception[] = [];
  for (const { entry, at } of reading.entries) {
    const found: Omit<RegisterProblem, "entry" | "line" | "column">[] = [...entryProblems(entry, context)];
    if (twice.has(entry.id)) found.push({ code: "duplicate-id", message: "shares its id with another exception", blocks: true });
    const signature = keyring.problemOf(entry, reading.header.requireSignatures === true, settings.exceptionKeys);
    if (signature !== undefined) found.push({ code: "signature", message: signature, blocks: true });
    problems.push(...found.map((problem) => ({ ...problem, entry: entry.id, ...at })));
    if (!found.some(({ blocks }) => blocks)) counting.push(entry);
  }
  return new Register(
    origin,
    reading.entries.map(({ entry }) => entry),
    counting,
    problems,
  );
}

/** Ids are compared without regard to case: two that differ in that alone are one to a reader. */
function idsGivenTwice(entries: readonly Exception[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id } of entries) {
    const other = first.get(id.toLowerCase());
    if (other === undefined) first.set(id.toLowerCase(), id);
    else twice.add(other).add(id);
  }
  return twice;
}
