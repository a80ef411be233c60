import type { ClassName } from "../../../policies/aws/kinds";
import type { PropertiesOf } from "../../../policies/reader";
import type { Place } from "./emulator";

/** A resource that is made. */
export interface Making<Inputs> extends Place {
  readonly inputs: Inputs;
  /** Tags with the provider's default ones. */
  readonly tags: Readonly<Record<string, string>>;
  readonly accountId: string;
  readonly partition: string;
}

/** A resource that was made. */
export interface Standing<Inputs> extends Making<Inputs> {
  readonly id: string;
}

/** What the emulator answers: ids, ARNs and whatever else AWS decides. Other outputs are the offline provider's. */
export interface Made {
  readonly id: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** Properties as the emulator has them; null is "not set", what is left out was not looked at. Undefined: the resource is gone. */
export type Seen = Readonly<Record<string, unknown>> | undefined;

/** How resources of one type are made in an emulator. An error by which AWS says that a thing is not there counts as gone. */
export interface Emulated<Inputs> {
  create(making: Making<Inputs>): Promise<Made>;
  read(standing: Standing<Inputs>): Promise<Seen>;
  /** Without it, a change of the type is an error. */
  update?(standing: Standing<Inputs>): Promise<unknown>;
  delete(standing: Standing<Inputs>): Promise<unknown>;
}

/** A type and how it is made, for a table. */
export interface EmulatedKind {
  readonly kind: ClassName;
  readonly create: (making: Making<unknown>) => Promise<Made>;
  readonly read: (standing: Standing<unknown>) => Promise<Seen>;
  readonly update: ((standing: Standing<unknown>) => Promise<unknown>) | undefined;
  readonly delete: (standing: Standing<unknown>) => Promise<unknown>;
}

/** Gives the inputs of a type their names: what the engine hands over is data that was checked against the provider's schema. */
export function emulated<Kind extends ClassName>(kind: Kind, made: Emulated<PropertiesOf<Kind>>): EmulatedKind {
  return nameless(kind, made);
}

function nameless<Inputs>(kind: ClassName, made: Emulated<Inputs>): EmulatedKind {
  const named = <Given extends Making<unknown>>(given: Given): Given & { readonly inputs: Inputs } => {
    const inputs: Inputs = JSON.parse(JSON.stringify(given.inputs));
    return { ...given, inputs };
  };
  const { update } = made;
  return {
    kind,
    create: (making) => made.create(named(making)),
    read: (standing) => made.read(named(standing)),
    update: update && ((standing) => update(named(standing))),
    delete: (standing) => made.delete(named(standing)),
  };
}

/** How a setting of another resource is written, read and taken away: making it and changing it are one call. */
export interface Setting<Inputs> {
  readonly id: (making: Making<Inputs>) => string;
  readonly put: (making: Making<Inputs>) => Promise<unknown>;
  readonly read: (making: Making<Inputs>) => Promise<Seen>;
  readonly remove: (making: Making<Inputs>) => Promise<unknown>;
}

export function setting<Kind extends ClassName>(kind: Kind, given: Setting<PropertiesOf<Kind>>): EmulatedKind {
  return nameless(kind, whole(given));
}

function whole<Inputs>({ id, put, read, remove }: Setting<Inputs>): Emulated<Inputs> {
  return {
    create: async (making) => {
      await put(making);
      return { id: id(making) };
    },
    read,
    update: put,
    delete: remove,
  };
}
