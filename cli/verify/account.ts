import type { ReadCall } from "./call";
import type { ClientsOfRegions } from "./clients";

/** What a call came to. `unread`: denied, not there, or not understood, which is never the same as absent. */
export type Answer<Value> =
  | { readonly state: "read"; readonly value: Value }
  | { readonly state: "absent" }
  | { readonly state: "unread"; readonly action: string; readonly reason: string };

/** How a list is read to its end. */
export interface Paging<Input, Output, Item> {
  readonly items: (page: Output) => readonly Item[] | undefined;
  /** What is added to the input for the next page; undefined at the end. */
  readonly next: (page: Output) => Partial<Input> | undefined;
}

const callsAtOnce = 12;

/** An account as verify reads it: each question is asked once, and not many at a time. */
export class Account {
  readonly #asked = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    readonly id: string,
    readonly partition: string,
    readonly clients: ClientsOfRegions,
  ) {}

  /** How many calls each service was asked, without the SDK's own attempts to repeat one. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** @param absentCodes the errors by which AWS says that there is nothing */
  async ask<Input, Output>(
    region: string,
    call: ReadCall<Input, Output>,
    input: Input,
    absentCodes: readonly string[] = [],
  ): Promise<Answer<Output>> {
    return this.#answer(region, call, input, absentCodes);
  }

  /** Reads a list to its end; a page that cannot be read leaves the whole list unread. */
  async list<Input, Output, Item>(
    region: string,
    call: ReadCall<Input, Output>,
    input: Input,
    { items, next }: Paging<Input, Output, Item>,
  ): Promise<Answer<readonly Item[]>> {
    const found: Item[] = [];
    let more: Partial<Input> | undefined = {};
    while (more !== undefined) {
      const answer: Answer<Output> = await this.#answer(region, call, { ...input, ...more }, []);
      if (answer.state !== "read") return answer;
      found.push(...(items(answer.value) ?? []));
      more = next(answer.value);
    }
    return { state: "read", value: found };
  }

  async #answer<Input, Output>(
    region: string,
    call: ReadCall<Input, Output>,
    input: Input,
    absentCodes: readonly string[],
  ): Promise<Answer<Output>> {
    const key = `${region} ${call.action} ${call.command} ${JSON.stringify(input)}`;
    // A list that hands out the same page again would never end.
    if (this.#asked.has(key)) return { state: "unread", action: call.action, reason: "the same question came up twice" };
    this.#asked.add(key);
    return this.#sent(region, call, input, absentCodes);
  }

  async #sent<Input, Output>(
    region: string,
    call: ReadCall<Input, Output>,
    input: Input,
    absentCodes: readonly string[],
  ): Promise<Answer<Output>> {
    await this.#turn();
    this.#count(call.service);
    try {
      return { state: "read", value: await call.send(this.clients.of(region), input) };
    } catch (error) {
      const reason = reasonOf(error);
      if (absentCodes.includes(reason)) return { state: "absent" };
      return { state: "unread", action: call.action, reason };
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #count(service: string): void {
    this.#counts.set(service, (this.#counts.get(service) ?? 0) + 1);
  }

  async #turn(): Promise<void> {
    while (this.#running >= callsAtOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }
}

/** What the SDK calls errors whose code it did not find in the answer. */
const nameless: ReadonlySet<string> = new Set(["Error", "SyntaxError", "TypeError", "Unknown", "UnknownError"]);

/** The error's code only: its text may name what the account holds. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "UnknownError";
  if ("code" in error && typeof error.code === "string" && error.name === "Error") return error.code;
  const status = "$metadata" in error ? statusIn(error.$metadata) : undefined;
  if (!nameless.has(error.name)) return error.name;
  return status === undefined ? "an answer that was not understood" : `an answer that was not understood (HTTP ${status})`;
}

function statusIn(metadata: unknown): number | undefined {
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
