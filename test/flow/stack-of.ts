import { Session } from "../../policies/evaluate";
import { ResourceIndex } from "../../policies/graph/references";
import { type ResourceDescription, ResourceNode } from "../../policies/graph/resource";
import { defaultSettings, type Settings } from "../../policies/settings";

/** A resource of a stack as a test writes it: a type's token, a name, inputs, and what these were computed from, by names. */
export interface Written {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** The name of the resource that it is a child of. */
  readonly parent?: string;
  readonly from?: Readonly<Record<string, readonly string[]>>;
  readonly provider?: ResourceDescription["provider"];
}

export const ephi = { DataClassification: "ephi" };
export const none = { DataClassification: "none" };

/** Written resources as the engine describes them. */
export function described(written: readonly Written[]): readonly ResourceDescription[] {
  const urnOf = (name: string): string => {
    const named = written.find((resource) => resource.name === name);
    if (!named) throw new Error(`there is no ${name}`);
    return `urn:pulumi:test::flow::${named.type}::${name}`;
  };
  return written.map(({ type, name, inputs = {}, outputs, parent, from = {}, provider }) => ({
    urn: urnOf(name),
    type,
    name,
    inputs,
    ...(outputs && { outputs }),
    ...(parent !== undefined && { parent: urnOf(parent) }),
    propertyDependencies: Object.fromEntries(Object.entries(from).map(([property, names]) => [property, names.map(urnOf)])),
    ...(provider && { provider }),
  }));
}

/** What tests ask of a stack. */
export class Asked {
  readonly session: Session;
  readonly #index: ResourceIndex;

  constructor(written: readonly Written[], settings: Partial<Settings> = {}, complete = true) {
    this.#index = new ResourceIndex(described(written).map((description) => new ResourceNode(description)));
    this.session = new Session(this.#index, { ...defaultSettings, ...settings }, complete);
  }

  node(name: string): ResourceNode {
    const found = this.#index.ofTypes(() => true).find((node) => node.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  scope(name: string) {
    return this.session.scope(this.node(name));
  }

  /** The names on the path by which ePHI came, or whether it is in scope otherwise. */
  path(name: string): readonly string[] | "yes" | "no" | "unknown" {
    const { inScope, path } = this.scope(name);
    return path?.map(nameOf) ?? inScope;
  }

  /** `documents -> arrivals` for each step. */
  steps(): readonly string[] {
    return this.session.flows().map(({ from, to }) => `${nameOf(from)} -> ${nameOf(to)}`);
  }
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
