import type { Ternary } from "./aws/ternary";

/** What a rule says of a resource. `undetermined`: a preview cannot tell yet. `not-applicable`: the rule does not speak of this resource. */
export type Outcome = "pass" | "fail" | "undetermined" | "not-applicable";

/** One reading that led to a verdict. Holds no value that could be a secret: see `Cell.shown`. */
export interface Evidence {
  /** The resource that was read, where it is not the one judged. */
  readonly urn?: string;
  /** Property path in the program's own spelling, `rules[0].status`; empty for the resource as a whole. */
  readonly path: string;
  readonly found: string;
  readonly wanted: string;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** A clause without full stop: what is wrong, what is missing, or why the rule does not apply. */
  readonly because: string;
  readonly evidence: readonly Evidence[];
}

export function pass(because = "", evidence: readonly Evidence[] = []): Verdict {
  return { outcome: "pass", because, evidence };
}

export function fail(because: string, evidence: readonly Evidence[] = []): Verdict {
  return { outcome: "fail", because, evidence };
}

export function undetermined(because: string, evidence: readonly Evidence[] = []): Verdict {
  return { outcome: "undetermined", because, evidence };
}

export function notApplicable(because = ""): Verdict {
  return { outcome: "not-applicable", because, evidence: [] };
}

/** "no" fails for the reason given, "yes" passes without it, "unknown" is undetermined: then it is open whether the clause is true. */
export function decide(answer: Ternary, because: string, evidence: readonly Evidence[] = []): Verdict {
  if (answer === "yes") return pass("", evidence);
  return answer === "no" ? fail(because, evidence) : undetermined(`whether ${because} is not known before deployment`, evidence);
}

/** The other way round of `decide`'s reading: `pass` when the verdict failed, `fail` when it passed. */
export function not(verdict: Verdict, because: string): Verdict {
  if (verdict.outcome === "pass") return fail(because, verdict.evidence);
  if (verdict.outcome === "fail") return pass(because, verdict.evidence);
  return verdict;
}

const worstFirst: readonly Outcome[] = ["fail", "undetermined", "pass"];
const bestFirst: readonly Outcome[] = ["pass", "undetermined", "fail"];

function join(verdicts: readonly Verdict[], outcome: Outcome): Verdict {
  const decisive = verdicts.filter((verdict) => verdict.outcome === outcome);
  const because = [...new Set(decisive.map((verdict) => verdict.because).filter((text) => text !== ""))];
  return { outcome, because: because.join("; "), evidence: decisive.flatMap((verdict) => verdict.evidence) };
}

function strongest(verdicts: readonly Verdict[], order: readonly Outcome[]): Verdict {
  for (const outcome of order) {
    if (verdicts.some((verdict) => verdict.outcome === outcome)) return join(verdicts, outcome);
  }
  return notApplicable(verdicts.find((verdict) => verdict.because !== "")?.because);
}

/** Every part must pass: fail beats undetermined beats pass. Parts that do not apply are left out; where none applies, the whole does not. */
export function all(...verdicts: readonly Verdict[]): Verdict {
  return strongest(verdicts, worstFirst);
}

/** One part is enough: pass beats undetermined beats fail. Parts that do not apply are left out; where none applies, the whole does not. */
export function any(...verdicts: readonly Verdict[]): Verdict {
  return strongest(verdicts, bestFirst);
}

/** One of several verdicts is the true one, and which is not known: they agree, or nothing is decided. */
export function eitherOf(verdicts: readonly Verdict[], because: string): Verdict {
  const [first, ...rest] = verdicts;
  if (first === undefined) return undetermined(because);
  if (rest.every((verdict) => verdict.outcome === first.outcome)) return join(verdicts, first.outcome);
  return undetermined(
    because,
    verdicts.flatMap((verdict) => verdict.evidence),
  );
}

/**
 * Judges only where a condition holds. Where the condition is unknown, both ways are tried: if they agree, that is the verdict.
 * @param otherwise what holds where the condition does not; default: the rule does not apply.
 */
export function when(
  condition: Ternary,
  then: () => Verdict,
  otherwise: () => Verdict = notApplicable,
  because = "whether the rule applies is not known before deployment",
): Verdict {
  if (condition === "yes") return then();
  if (condition === "no") return otherwise();
  return eitherOf([then(), otherwise()], because);
}
