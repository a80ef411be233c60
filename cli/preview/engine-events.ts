import { StringDecoder } from "node:string_decoder";
import { isObject } from "../check/property-values";

/** A finding, as the engine reports it. The message is the pack's, which shows no value of a property unless its rule says so. */
export interface PolicyFinding {
  readonly policy: string;
  readonly urn: string | undefined;
  readonly message: string;
  readonly level: string;
}

export interface SeenResource {
  readonly urn: string;
  readonly type: string;
}

/** What is told of a preview while it runs. */
export interface PreviewListener {
  resource(resource: SeenResource): void;
  finding(finding: PolicyFinding): void;
  /** The policies that a resource passed. */
  passed(urn: string, policies: readonly string[]): void;
  /** An error of the engine, the program or a provider, as the engine shows it to everybody. */
  error(message: string): void;
  /** The engine came to its end by itself. */
  ended(): void;
  /** A line that is no event. */
  text(line: string): void;
}

const packName = "phiguard";

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Reads the engine's events, one JSON value a line, out of its output. What else is in there is handed on as text. Diagnostics of the
 * severity "debug" are dropped unread, since they hold secrets in plain text, and so are the properties of resources.
 */
export class EngineEvents {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  #isTorn = false;

  constructor(private readonly listener: PreviewListener) {}

  take(chunk: Buffer): void {
    const lines = `${this.#rest}${this.#decoder.write(chunk)}`.split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line);
  }

  /** There will be no more: what is left is a line that was cut. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = "";
    this.#line(rest);
  }

  #line(line: string): void {
    if (line.trim() === "") return;
    const isJson = line.startsWith("{");
    const event = isJson ? parsed(line) : undefined;
    if (isJson) this.#isTorn = event === undefined;
    if (event) this.#event(event);
    // A piece of an event may hold a value: neither its beginning is shown nor what follows until the next event.
    else if (!this.#isTorn) this.listener.text(line);
  }

  #event({
    resourcePreEvent,
    policyEvent,
    policyAnalyzeSummaryEvent,
    diagnosticEvent,
    summaryEvent,
  }: Readonly<Record<string, unknown>>): void {
    if (isObject(resourcePreEvent) && isObject(resourcePreEvent.metadata)) {
      const { urn, type } = resourcePreEvent.metadata;
      if (typeof urn === "string" && typeof type === "string") this.listener.resource({ urn, type });
    }
    if (isObject(policyEvent) && policyEvent.policyPackName === packName) {
      const { resourceUrn: urn, policyName, message, enforcementLevel } = policyEvent;
      this.listener.finding({
        policy: text(policyName),
        urn: typeof urn === "string" && urn !== "" ? urn : undefined,
        message: text(message),
        level: text(enforcementLevel),
      });
    }
    if (isObject(policyAnalyzeSummaryEvent) && policyAnalyzeSummaryEvent.policyPackName === packName) {
      const { resourceUrn, passed } = policyAnalyzeSummaryEvent;
      if (Array.isArray(passed)) this.listener.passed(text(resourceUrn), passed.map(text));
    }
    if (isObject(diagnosticEvent) && (diagnosticEvent.severity === "error" || diagnosticEvent.severity === "info#err")) {
      this.listener.error(text(diagnosticEvent.message));
    }
    if (isObject(summaryEvent)) this.listener.ended();
  }
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
