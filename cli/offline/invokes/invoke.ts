import type { Configuration } from "../configuration";
import { knownString, type PropertyMap } from "../property-values";

/** A function of @pulumi/aws, answered without an account. Its arguments are known and hold no secrets. */
export type Invoke = (args: PropertyMap, configuration: Configuration) => PropertyMap;

/** A function that cannot answer these arguments; the message says why and what to do. */
export class InvokeError extends Error {}

/** The argument `region`, which every function takes, else the provider's region. */
export function regionOf(args: PropertyMap, configuration: Configuration): string {
  return knownString(args.region) ?? configuration.region;
}
