import type * as aws from "@pulumi/aws";
import { type Check, listOf, objectOf, oneOf, optional, text } from "../foundation/checks";

/** A second way to look items up. */
export interface TableIndex {
  /** The index's name: 3 to 255 letters, digits, dots, dashes and underscores. */
  name: string;
  /** The attribute that the index is divided by. */
  hashKey: string;
  /** The attribute that the index is sorted by. Default: none. */
  rangeKey?: string;
  /** What an item in the index holds: "ALL" (default) or "KEYS_ONLY". The table pays for what is copied as it does for its own items. */
  projectionType?: string;
}

export const attributeName: Check = text({ maximum: 255, described: "the name of an attribute" });

/** The check of the argument `indexes`. DynamoDB takes 20. */
export const indexesArgument: Check = optional(
  listOf(
    objectOf<TableIndex>({
      name: text({ matching: /^[A-Za-z0-9_.-]{3,255}$/, described: "a name of 3 to 255 letters, digits, dots, dashes and underscores" }),
      hashKey: attributeName,
      rangeKey: optional(attributeName),
      projectionType: optional(oneOf(["ALL", "KEYS_ONLY"])),
    }),
    { described: "a list of indexes" },
  ),
);

interface Keys {
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly indexes?: readonly TableIndex[];
}

/** The attributes that are a key of the table or of an index: DynamoDB wants to know the type of these, and of no others. */
export function keyAttributes({ hashKey, rangeKey, indexes = [] }: Keys): string[] {
  const names = [{ hashKey, rangeKey }, ...indexes].flatMap((keys) => [
    keys.hashKey,
    ...(keys.rangeKey === undefined ? [] : [keys.rangeKey]),
  ]);
  return [...new Set(names)];
}

export function globalIndex({ name, hashKey, rangeKey, projectionType }: TableIndex): aws.types.input.dynamodb.TableGlobalSecondaryIndex {
  return { name, hashKey, ...(rangeKey !== undefined && { rangeKey }), projectionType: projectionType ?? "ALL" };
}
