import type { Judgement } from "../evaluate";
import { dayOf } from "../exceptions/dates";
import { openRegister } from "../exceptions/open";
import { applyRegister, type Register, type RegisteredJudgement, type RegisterProblem } from "../exceptions/register";
import { type Named, unusedEntries } from "../exceptions/unused";
import type { Rule } from "../rule";
import type { Settings } from "../settings";

/** What the pack takes from the process that it runs in. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
}

const thisProcess: Surroundings = { environment: process.env, clock: () => new Date() };

/** The exceptions register in the runs of this process: the one place that knows which day it is. */
export class ExceptionsInUse {
  #register: Register | undefined;
  #today: string;
  #unused: readonly RegisterProblem[] = [];
  readonly #used = new Set<string>();

  constructor(
    private readonly rules: readonly Rule[],
    private readonly surroundings: Surroundings = thisProcess,
  ) {
    this.#today = dayOf(surroundings.clock());
  }

  /** Opens the register that the settings or the environment ask for, as a run begins. */
  open(settings: Settings): void {
    const { environment, clock } = this.surroundings;
    this.#today = dayOf(clock());
    this.#used.clear();
    this.#unused = [];
    this.#register = openRegister({ settings, environment, rules: this.rules, today: this.#today });
  }

  /** Undefined where none was asked for. */
  get register(): Register | undefined {
    return this.#register;
  }

  /** What is wrong with the register as it was read, or soon will be; and what was found useless, once that was looked for. */
  get problems(): readonly RegisterProblem[] {
    return [...(this.#register?.problems ?? []), ...this.#unused];
  }

  /** Covers a finding, and remembers which entry did. */
  apply(judgement: Judgement): RegisteredJudgement {
    const applied = applyRegister(judgement, this.#register, this.#today);
    if (applied.exception) this.#used.add(applied.exception.id);
    return applied;
  }

  /** Looks for the entries that are good for nothing in a stack that is whole and whose findings were all covered where they could be. */
  findUnused(resources: readonly Named[]): readonly RegisterProblem[] {
    if (this.#register) this.#unused = unusedEntries(this.#register, this.rules, resources, this.#used);
    return this.#unused;
  }
}
