import type { RegisterProblem } from "./register";

/** A problem as one sentence: the entry or the register, what is wrong with it, and where that stands. Text of the file is in it as it is. */
export function problemText({ entry, message, line, column }: RegisterProblem): string {
  const subject = entry === undefined ? "" : `the exception ${entry}: `;
  const where = line === undefined ? "" : ` (line ${line}${column === undefined ? "" : `, column ${column}`})`;
  const text = `${subject}${message}${where}`;
  const sentence = text.endsWith("?") ? text : `${text}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
