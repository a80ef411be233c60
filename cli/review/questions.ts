import type * as z from "zod";
import { toldIssue } from "../../policies/exceptions/yaml-text";
import { note, printed } from "../console";
import { Failure } from "../exit-code";
import type { Ask } from "../terminal";

/** What an empty answer to the question for a ticket says. */
export const noTicket = "none";

const mostTries = 5;

export interface Question<Value> {
  readonly question: string;
  readonly schema: z.ZodType<Value>;
  /** What an empty answer says. */
  readonly byDefault?: string;
  /** What an answer means, where it is no text. */
  readonly meaning?: (answer: string) => unknown;
}

/** Asks until the answer is one. @throws Failure after five that are none */
export async function answered<Value>(ask: Ask, { question, schema, byDefault, meaning }: Question<Value>): Promise<Value> {
  for (let tried = 0; tried < mostTries; tried++) {
    const given = (await ask(`${question}${byDefault === undefined ? "" : ` [${byDefault}]`}: `)).trim();
    const answer = given === "" ? byDefault : given;
    const read = schema.safeParse(answer === undefined || meaning === undefined ? answer : meaning(answer));
    if (read.success) return read.data;
    const [told] = read.error.issues.flatMap((issue) => toldIssue(issue, answer));
    note(printed(`That answer ${told?.message ?? "is none"}.`));
  }
  throw new Failure(`there is no answer to: ${question}`, "Nothing was recorded. Without questions: --from record.yaml.");
}

/** What yes and no mean; another answer is neither. */
export function yesOrNo(answer: string): boolean | undefined {
  if (/^y(es)?$/i.test(answer)) return true;
  return /^no?$/i.test(answer) ? false : undefined;
}
