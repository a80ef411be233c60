import type { ClassName } from "../../policies/aws/kinds";
import type { Account, Answer } from "./account";
import type { ReadCall } from "./call";
import type { Found } from "./found";

/** Where a reader reads, and where it puts what it finds. */
export interface Reading {
  readonly account: Account;
  readonly region: string;
  readonly found: Found;
  /** Whether nobody has claimed the resource yet: several Regions show the same one. */
  claim(id: string | undefined): boolean;
}

/** Reads one service. */
export interface ServiceReader {
  readonly service: string;
  /** Every call that it makes: the IAM policy of verify is made of them. */
  readonly calls: Readonly<Record<string, Pick<ReadCall<never, unknown>, "service" | "command" | "action">>>;
  /** Whether each Region has its own resources; else one Region is asked for all. */
  readonly regional: boolean;
  /** The kinds that it gives; of other kinds nothing is known. */
  readonly kinds: readonly ClassName[];
  /**
   * Kinds among these of which not each resource shows as one of its kind: the account tells it in another form, or only those in use are read. One that
   * is not found may be there all the same.
   */
  readonly mayGoUnseen?: readonly ClassName[];
  read(reading: Reading): Promise<void>;
}

/** The items of a list; where it could not be read, this is noted for the kinds that come from it. */
export function listed<Item>(
  { found, region }: Pick<Reading, "found" | "region">,
  kinds: readonly ClassName[],
  answer: Answer<readonly Item[]>,
): readonly Item[] {
  if (answer.state === "unread") found.notListed(kinds, region, answer);
  return answer.state === "read" ? answer.value : [];
}

/** Reads one after the other what the account layer sends some at a time. */
export async function forEach<Item>(items: readonly Item[], read: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(read));
}
