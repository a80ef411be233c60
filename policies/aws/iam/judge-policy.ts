import type { Cell } from "../../cell";
import { undetermined, type Verdict } from "../../verdict";
import { parseDocument } from "../iam-document";
import type { StatementAnswer } from "./answer";
import type { PolicyDocument } from "./document";

/**
 * Judges the policy document that a setting holds. A document that is not known yet is undetermined, and so is one that AWS would
 * refuse: nothing can be read from it.
 */
export function judgePolicy(cell: Cell<unknown>, wanted: string, judge: (document: PolicyDocument) => Verdict): Verdict {
  const parsed = parseDocument(cell.raw);
  if (parsed.state === "known") return judge(parsed.document);
  const evidence = [cell.evidence(wanted)];
  return parsed.state === "unknown"
    ? undetermined(`${cell.path} is not known before deployment`, evidence)
    : undetermined(`${cell.path} is not a policy document: ${parsed.why}`, evidence);
}

/** Where in a document the statements of an answer are, counted from 0: " in statement 1", " in statements 0, 2", or nothing. */
export function places(statements: StatementAnswer["statements"]): string {
  if (statements.length === 0) return "";
  return ` in statement${statements.length > 1 ? "s" : ""} ${statements.join(", ")}`;
}
