import type { ClassName } from "../kinds";
import type { Folded } from "./folded";

/** A resource of the classic provider that says the same as a CloudFormation resource, or as a part of it. */
export interface Translated {
  readonly className: ClassName;
  /** Tells parts of one resource apart: its public access block, its first queue. Empty for the resource itself. */
  readonly part: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The input by which a part refers to the resource that it was found in. */
  readonly refersToWholeBy?: string;
}

/** Translates the properties of one CloudFormation type. */
export type Translation = (properties: Folded) => readonly Translated[];

export function whole(className: ClassName, inputs: Readonly<Record<string, unknown>>): Translated {
  return { className, part: "", inputs };
}
