import type { Ternary } from "../ternary";
import type { PolicyDocument, Statement } from "./document";

/** An answer about a document, with the statements that it rests on. */
export interface StatementAnswer {
  readonly answer: Ternary;
  /**
   * The indexes, from 0, of the statements that gave a "yes"; when the answer is "unknown", of those that could give one. Empty
   * for a "no". An index is safe to show; a Sid is a part of the document and may be secret.
   */
  readonly statements: readonly number[];
}

/** Whether any statement gives a "yes"; a statement that cannot be read might, so it makes a "no" an "unknown". */
export function someStatement(document: PolicyDocument, question: (statement: Statement) => Ternary): StatementAnswer {
  const answers = document.statements.map((statement) => ({ index: statement.index, answer: question(statement) }));
  const certain = answers.filter(({ answer }) => answer === "yes").map(({ index }) => index);
  if (certain.length > 0) return { answer: "yes", statements: certain };
  const possible = answers.filter(({ answer }) => answer === "unknown").map(({ index }) => index);
  return { answer: possible.length > 0 || document.open ? "unknown" : "no", statements: possible };
}

/** Whether a statement has an effect; "unknown" when the effect cannot be read. */
export function hasEffect(statement: Statement, effect: "Allow" | "Deny"): Ternary {
  if (statement.effect === effect) return "yes";
  return statement.effect === "Allow" || statement.effect === "Deny" ? "no" : "unknown";
}
