import { posix } from "node:path";
import type { RunResource } from "../../policies/evidence/run";
import { outputsRead } from "../../policies/graph/references";
import type { ResourceDescription } from "../../policies/graph/resource";
import { Failure } from "../exit-code";
import { isObject, PropertyReader } from "./property-values";

type Location = NonNullable<RunResource["location"]>;

/** A resource whose provider is not looked up yet: it may come later in the file. */
interface Waiting {
  readonly description: ResourceDescription;
  readonly provider: string | undefined;
}

/** Collects the resources of a state. */
export class StateResources {
  readonly #values = new PropertyReader();
  readonly #waiting: Waiting[] = [];
  readonly #providers = new Map<string, NonNullable<ResourceDescription["provider"]>>();
  readonly #locations = new Map<string, Location>();
  readonly #urns = new Set<string>();

  get encrypted(): number {
    return this.#values.encrypted;
  }

  get locations(): ReadonlyMap<string, Location> {
    return this.#locations;
  }

  /** @param given one resource as the file has it @throws Failure where it has no URN or type, or the URN of another one */
  add(given: unknown): void {
    // What is only waiting to be deleted is no longer a part of the stack; the engine leaves it out as well.
    if (!isObject(given) || given.delete === true) return;
    const { urn, type, parent } = given;
    const name = typeof urn === "string" ? nameOf(urn) : undefined;
    if (typeof urn !== "string" || typeof type !== "string" || name === undefined) {
      throw new Failure("a resource of the state has no valid URN or no type", "Write it anew: pulumi stack export --file state.json");
    }
    // The later one would hide the earlier one; the engine takes no such state either.
    if (this.#urns.has(urn)) {
      throw new Failure(
        `the state has the resource ${urn} twice`,
        "Mend it: pulumi state repair, or write it anew: pulumi stack export --file state.json",
      );
    }
    this.#urns.add(urn);
    const inputs = this.#values.properties(given.inputs);
    if (type.startsWith("pulumi:providers:")) this.#providers.set(urn, { urn, type, inputs });
    const location = locationOf(given);
    if (location) this.#locations.set(urn, location);
    this.#waiting.push({
      description: {
        urn,
        type,
        name,
        inputs,
        outputs: this.#outputs(given.outputs),
        ...(typeof parent === "string" && parent !== "" && { parent }),
        propertyDependencies: dependenciesIn(given.propertyDependencies),
        ignoreChanges: textsIn(given.ignoreChanges),
      },
      provider: typeof given.provider === "string" ? urnOfReference(given.provider) : undefined,
    });
  }

  described(): readonly ResourceDescription[] {
    return this.#waiting.map(({ description, provider: urn }) => {
      const provider = urn === undefined ? undefined : this.#providers.get(urn);
      return provider ? { ...description, provider } : description;
    });
  }

  /** Outputs are large, and of most nothing is asked. */
  #outputs(given: unknown): Record<string, unknown> {
    if (!isObject(given)) return {};
    return this.#values.properties(
      Object.fromEntries(outputsRead.filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name]])),
    );
  }
}

/** The name in `urn:pulumi:<stack>::<project>::<type>::<name>`; the name may hold `::` itself. */
function nameOf(urn: string): string | undefined {
  const parts = urn.split("::");
  return urn.startsWith("urn:pulumi:") && parts.length >= 4 ? parts.slice(3).join("::") : undefined;
}

/** A reference to a provider is its URN and its id. */
function urnOfReference(reference: string): string {
  const end = reference.lastIndexOf("::");
  return end < 0 ? reference : reference.slice(0, end);
}

function textsIn(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.filter((item) => typeof item === "string") : [];
}

function dependenciesIn(given: unknown): Readonly<Record<string, readonly string[]>> {
  if (!isObject(given)) return {};
  return Object.fromEntries(Object.entries(given).map(([property, urns]) => [property, textsIn(urns)]));
}

/** The first line of the project's own that led to the resource: a component's is in a package. */
function locationOf({ sourcePosition, stackTrace }: Readonly<Record<string, unknown>>): Location | undefined {
  const frames = Array.isArray(stackTrace) ? stackTrace.map((frame: unknown) => (isObject(frame) ? frame.sourcePosition : undefined)) : [];
  for (const position of [sourcePosition, ...frames]) {
    const location = typeof position === "string" ? locationAt(position) : undefined;
    if (location) return location;
  }
  return undefined;
}

/** @param position `project:///stacks/storage.ts#12,3`: a path from the project's folder, a line, a column */
function locationAt(position: string): Location | undefined {
  const match = /^project:\/\/\/([^#]+)#(\d{1,9})(?:,\d+)?$/.exec(position);
  if (!match?.[1] || !match[2]) return undefined;
  const file = posix.normalize(decoded(match[1]));
  const line = Number(match[2]);
  const isOwn = !file.startsWith("..") && !posix.isAbsolute(file) && !file.split("/").includes("node_modules");
  return isOwn && line > 0 ? { file, line } : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
