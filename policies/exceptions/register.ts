import type { Judgement } from "../evaluate";
import type { Exception } from "./schema";
import { TargetIndex } from "./targets";

/** What is wrong with the register or one of its entries, or soon will be. */
export interface RegisterProblem {
  /** What kind of problem, for programs. */
  readonly code:
    | "unreadable"
    | "syntax"
    | "schema"
    | "duplicate-id"
    | "unknown-rule"
    | "too-broad"
    | "approval"
    | "dates"
    | "expired"
    | "expires-soon"
    | "law"
    | "never-exceptable"
    | "signature"
    | "matches-nothing"
    | "covers-nothing"
    | "not-read";
  /** A clause without full stop; holds text of the file, so it is printed through `printable`. */
  readonly message: string;
  /** The id of the entry, where it has one. */
  readonly entry?: string;
  /** The rule that is not known, where that is the problem. */
  readonly rule?: string;
  /** Where in the file, counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** Whether it is a mandatory finding; an entry that blocks does not count. */
  readonly blocks: boolean;
}

/** Where a register was read, for the evidence. */
export interface RegisterOrigin {
  readonly from: "settings" | "file";
  /** What named it: a setting or the environment variable. */
  readonly namedBy: "exceptions" | "exceptionsFile" | "PHIGUARD_EXCEPTIONS" | "command line";
  readonly path?: string;
  /** SHA-256, hexadecimal: of the file's bytes, or of the canonical JSON of what the settings hold. */
  readonly sha256: string;
}

/** A register that was read and judged; undefined in place of one means that none was asked for. */
export class Register {
  readonly #index: TargetIndex;

  /**
   * @param entries all that could be read, for the record. @param counting those of them that hold, whatever the date.
   * @param origin undefined where it was asked for and could not be read.
   */
  constructor(
    readonly origin: RegisterOrigin | undefined,
    readonly entries: readonly Exception[],
    readonly counting: readonly Exception[],
    readonly problems: readonly RegisterProblem[],
  ) {
    this.#index = new TargetIndex(counting);
  }

  /** The first exception of the register that is for this rule on this resource on this day. */
  covering(rule: string, urn: string, within: string | undefined, today: string): Exception | undefined {
    return this.#index.find(rule, urn, { name: within }).find((entry) => countsOn(entry, today));
  }
}

/** Whether an entry is within its dates. @param today a date without time, `2026-11-22`, UTC. */
export function countsOn({ approvedOn, expiresOn }: Exception, today: string): boolean {
  return approvedOn <= today && today <= expiresOn;
}

/** A judgement, and the exception that covers it, where one does. */
export interface RegisteredJudgement extends Judgement {
  readonly exception?: Exception;
}

/** Covers a failure, or what is undetermined, by the register. The verdict itself stays what it is. @param today a date without time, UTC. */
export function applyRegister(judgement: Judgement, register: Register | undefined, today: string): RegisteredJudgement {
  const { verdict, urn, rule, within } = judgement;
  if (register === undefined || urn === undefined) return judgement;
  if (verdict.outcome !== "fail" && verdict.outcome !== "undetermined") return judgement;
  const exception = register.covering(rule.id, urn, within, today);
  return exception ? { ...judgement, exception } : judgement;
}
