import { AsyncLocalStorage } from "node:async_hooks";
import { type Judgement, Session } from "../evaluate";
import { withCarried } from "../graph/embedded";
import { ResourceIndex } from "../graph/references";
import type { ResourceDescription, ResourceNode } from "../graph/resource";
import type { Rule } from "../rule";
import { defaultSettings, type Settings } from "../settings";
import type { ExceptionsInUse } from "./exceptions-in-use";

/** What one call of the engine is about; every policy of the pack that runs in the same call finds it. */
export type Call =
  | {
      readonly stage: "resource";
      readonly nodes: readonly [ResourceNode, ...ResourceNode[]];
      readonly session: Session;
      /** The rules that have something to say of one of the nodes. */
      readonly speaking: ReadonlySet<Rule>;
    }
  | { readonly stage: "stack"; readonly findings: ReadonlyMap<string, readonly Judgement[]> };

/** One for the process: each storage that is in use costs every promise a little. */
const calls = new AsyncLocalStorage<{ readonly of: Memory; readonly call: Call }>();

/** What the pack remembers between the engine's calls within one process. */
export class Memory {
  readonly #inputs = new Map<string, ResourceDescription>();
  /** Rules that decided on a resource while it was read: they are not asked again. By URN. */
  readonly #decided = new Map<string, Set<string>>();
  readonly #index = new ResourceIndex([]);
  readonly #configs = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #enabled = new Set<string>();
  settings: Settings = defaultSettings;

  constructor(readonly exceptions: ExceptionsInUse) {}

  /** Makes what the first policy of a call found known to those that follow in the same call. */
  enter(call: Call): void {
    calls.enterWith({ of: this, call });
  }

  get call(): Call | undefined {
    const entered = calls.getStore();
    return entered?.of === this ? entered.call : undefined;
  }

  /**
   * Remembers a resource as its program asks for it. A preview and the update after it may share one process: the last reading counts.
   * @returns the resource, and those that it deploys by a document of its own.
   */
  see(description: ResourceDescription): readonly [ResourceNode, ...ResourceNode[]] {
    const nodes = withCarried(description);
    this.#inputs.set(description.urn, description);
    for (const node of nodes) this.#index.add(node);
    return nodes;
  }

  inputsOf(urn: string): ResourceDescription | undefined {
    return this.#inputs.get(urn);
  }

  /** The stack as far as it has been read. */
  growing(): Session {
    return new Session(this.#index, this.settings, false);
  }

  /** A policy's configuration is given to that policy only; what it was given last is kept for the judgement of the whole stack. */
  configure(ruleId: string, config: Readonly<Record<string, unknown>>): void {
    this.#configs.set(ruleId, config);
  }

  configOf(ruleId: string): Readonly<Record<string, unknown>> {
    return this.#configs.get(ruleId) ?? {};
  }

  /** Notes that the engine asks this rule: it does not ask those that are disabled. */
  enable(ruleId: string): void {
    this.#enabled.add(ruleId);
  }

  /** Whether a rule is enabled, as far as the engine has asked any. */
  isEnabled(ruleId: string): boolean {
    return this.#enabled.size === 0 || this.#enabled.has(ruleId);
  }

  /** Whether a rule has decided on a resource by itself; each reading of the resource says it anew. */
  decide(urn: string, ruleId: string, decided: boolean): void {
    const rules = this.#decided.get(urn) ?? new Set();
    if (decided) rules.add(ruleId);
    else rules.delete(ruleId);
    this.#decided.set(urn, rules);
  }

  isDecided(urn: string, ruleId: string): boolean {
    return this.#decided.get(urn)?.has(ruleId) ?? false;
  }
}
