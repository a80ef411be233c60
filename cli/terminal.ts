import { createInterface } from "node:readline/promises";
import { Failure } from "./exit-code";

/** Puts a question to a person. */
export type Ask = (question: string) => Promise<string>;

/** Asks on the terminal; undefined where standard input is none. Where the person leaves, the question fails: else nothing more would happen, silently. */
export function terminal(): { readonly ask: Ask; readonly close: () => void } | undefined {
  if (!process.stdin.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Promise<never>((_, reject) => {
    lines.once("close", () => reject(new Failure("the questions were left without an answer", "Nothing was written.")));
  });
  // Whoever leaves after the last question leaves nothing open.
  left.catch(() => undefined);
  return { ask: (question) => Promise.race([lines.question(question), left]), close: () => lines.close() };
}
