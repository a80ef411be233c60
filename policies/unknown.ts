/**
 * Stands for a value that Pulumi will only know after the deployment: a whole property, or a part inside one, such as the
 * ARN in a policy document. A registered symbol, so that two copies of this module agree on it.
 */
export const UNKNOWN: unique symbol = Symbol.for("phiguard.unknown");

/** The type of {@link UNKNOWN}. */
export type Unknown = typeof UNKNOWN;

/** Whether a value is the mark of a value that is not known yet. */
export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}
