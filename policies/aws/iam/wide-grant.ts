import { and, not, or, some, type Ternary } from "../ternary";
import { hasEffect, type StatementAnswer, someStatement } from "./answer";
import type { Condition, PolicyDocument, Statement } from "./document";
import { includes, openAnswer } from "./element";
import { coversEveryResourceOf } from "./wide-resource";

/** Actions that are dangerous on every resource of a type at once. */
export interface WideGrant {
  /** Names without wildcards: "kms:Decrypt". */
  readonly actions: readonly string[];
  /** The resources, as {@link coversEveryResourceOf} takes them. */
  readonly on: string;
  /** Whether a condition keeps the grant to some of the resources; absent: none does. */
  readonly narrows?: (condition: Condition) => Ternary;
}

/** Whether one statement allows one of the actions on every resource of the type. A Deny elsewhere is not looked at. */
export function grantsWidely(statement: Statement, grant: WideGrant): Ternary {
  const { narrows } = grant;
  const narrowed: Ternary = narrows ? or(some(statement.conditions, narrows), openAnswer(statement.conditionsOpen)) : "no";
  return and(
    hasEffect(statement, "Allow"),
    some(grant.actions, (action) => includes(statement.actions, action, false)),
    coversEveryResourceOf(statement.resources, grant.on),
    not(narrowed),
  );
}

/** Whether any statement of a document grants any of these widely. */
export function someWideGrant(document: PolicyDocument, grants: readonly WideGrant[]): StatementAnswer {
  return someStatement(document, (statement) => some(grants, (grant) => grantsWidely(statement, grant)));
}

const positiveOperators = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"];

/**
 * Whether a condition with one of these keys lets only fixed values through. A prefix that ends in ":" or "/" stands for all keys under it,
 * such as the context pairs of kms:EncryptionContext:.
 */
export function keepsToSome(keys: readonly string[]): (condition: Condition) => Ternary {
  return ({ key, operator, ifExists, quantifier, values }) => {
    const wanted = keys.some((name) => (/[:/]$/.test(name) ? key.startsWith(name.toLowerCase()) : key === name.toLowerCase()));
    if (!wanted || ifExists || quantifier === "ForAllValues" || !positiveOperators.includes(operator)) return "no";
    if (values.known.some((value) => /^[*?]*$/.test(value))) return "no";
    return values.open ? "unknown" : "yes";
  };
}
