import Assembler from "stream-json/Assembler";
import { NestedTooDeeply } from "./property-values";

/** What the parser of stream-json hands on. */
export interface Token {
  readonly name: string;
  readonly value?: string | undefined;
}

/** Deeper than any state: the parser keeps a note for each open level. */
const deepest = 2000;

/** Where resources are, in a file that `pulumi stack export` wrote and in a checkpoint of a file backend. */
const resourcePaths: ReadonlySet<string> = new Set(["deployment.resources", "checkpoint.latest.resources"]);

/** What is JSON, and no state all the same. */
export class NoState extends Error {
  override readonly name = "NoState";
}

/** What is told of a state while its tokens come. */
export interface StateListener {
  version(version: number): void;
  /** One resource, as the file has it. */
  resource(resource: unknown): void;
}

/** Finds the version and the resources in the tokens of a state, one resource in memory at a time. */
export class StateTokens {
  /** The names on the way to here; "" for an item of an array. */
  readonly #path: string[] = [];
  readonly #arrays: boolean[] = [];
  #key = "";
  #assembler: Assembler | undefined;
  /** Whether the file has a place where resources are, empty or not. */
  hasDeployment = false;

  constructor(private readonly listener: StateListener) {}

  /** The place in the file, for messages: `deployment.resources`. */
  get place(): string {
    return this.#path.filter((name) => name !== "").join(".");
  }

  take(token: Token): void {
    if (this.#assembler) this.#assemble(this.#assembler, token);
    else this.#walk(token);
  }

  #assemble(assembler: Assembler, token: Token): void {
    assembler.consume({ name: token.name, value: token.value });
    if (assembler.depth > deepest) throw new NestedTooDeeply(`values are nested more than ${deepest} levels deep`);
    if (!assembler.done) return;
    this.#assembler = undefined;
    this.listener.resource(assembler.current);
  }

  #walk(token: Token): void {
    switch (token.name) {
      case "keyValue":
        this.#key = token.value ?? "";
        break;
      case "startObject":
      case "startArray":
        this.#open(token);
        break;
      case "endObject":
      case "endArray":
        this.#path.pop();
        this.#arrays.pop();
        break;
      case "stringValue":
      case "trueValue":
      case "falseValue":
        this.#refuseResource();
        this.#refuseResources();
        break;
      case "nullValue":
        // In the place of the list it is one without resources: Go writes an empty list so.
        this.#refuseResource();
        break;
      case "numberValue":
        this.#refuseResource();
        this.#refuseResources();
        if (this.#arrays.length === 1 && this.#key === "version") this.listener.version(Number(token.value));
        break;
      default:
        break;
    }
  }

  /** Called for all that is no object: passed over, it would leave a state without resources, in which nothing can be wrong. */
  #refuseResource(): void {
    if (this.#arrays.at(-1) === true && resourcePaths.has(this.place)) throw new NoState("it holds a resource that is not an object");
  }

  #refuseResources(): void {
    if (this.#arrays.at(-1) === false && resourcePaths.has(`${this.place}.${this.#key}`)) throw new NoState("its resources are not a list");
  }

  #open(token: Token): void {
    const inArray = this.#arrays.at(-1) === true;
    if (inArray && token.name === "startObject" && resourcePaths.has(this.place)) {
      this.#assembler = new Assembler();
      this.#assembler.consume({ name: token.name });
      return;
    }
    if (inArray) this.#refuseResource();
    if (this.#path.length > deepest) throw new NestedTooDeeply(`values are nested more than ${deepest} levels deep`);
    this.#path.push(inArray ? "" : this.#key);
    this.#arrays.push(token.name === "startArray");
    this.#key = "";
    if (token.name === "startObject" && resourcePaths.has(this.place)) throw new NoState("its resources are not a list");
    if (this.place === "deployment" || this.place === "checkpoint") this.hasDeployment = true;
  }
}
