import { isPartition } from "../arn";
import { and, not, or, some, type Ternary, ternary } from "../ternary";
import { hasEffect, type StatementAnswer, someStatement } from "./answer";
import type { PatternElement, PolicyDocument } from "./document";
import { coversAllOf, includes, openAnswer } from "./element";
import { matchesEverything } from "./pattern";

/**
 * Actions each of which lets an identity give itself every other permission. A NotAction statement that leaves one of them
 * granted amounts to administration.
 * Source: IAM User Guide, "Access management: Policy summaries" and the actions' pages in the IAM API Reference: each attaches
 * or rewrites a policy of an existing identity.
 */
const SELF_ESCALATING_ACTIONS = [
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:AttachGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:PutGroupPolicy",
  "iam:CreatePolicyVersion",
] as const;

/**
 * Whether a document grants administration: an Allow of every action ("*", "*:*") on every resource, or of every action but a few
 * (NotAction that leaves the {@link SELF_ESCALATING_ACTIONS} granted) on every resource, or either on all resources but some
 * (NotResource).
 *
 * - A condition does not change the answer: whoever meets it (MFA, an address, an hour) holds every permission, and the
 *   control asks for no such statement at all.
 * - Deny statements are ignored: another policy version or permission boundary may lift them, and what they leave is still a
 *   wildcard grant.
 * - `iam:*` on everything lets an identity escalate, but is not a grant of everything: ask {@link grantsAllOf}.
 *
 * Source: AWS managed policy AdministratorAccess (Action "*", Resource "*"); IAM User Guide, "AWS JSON policy elements: NotAction"
 * ("using NotAction with Allow ... can grant more permissions than intended").
 */
export function grantsAdministrator(document: PolicyDocument): StatementAnswer {
  return someStatement(document, (statement) =>
    and(hasEffect(statement, "Allow"), amountsToEveryAction(statement.actions), coversEveryResource(statement.resources)),
  );
}

/**
 * Whether a document grants all actions of one service on every resource, by an Allow as in {@link grantsAdministrator}.
 * @param service the prefix of its actions, such as "iam" or "s3"
 */
export function grantsAllOf(document: PolicyDocument, service: string): StatementAnswer {
  return someStatement(document, (statement) =>
    and(hasEffect(statement, "Allow"), coversAllOf(statement.actions, `${service}:*`, false), coversEveryResource(statement.resources)),
  );
}

function amountsToEveryAction(actions: PatternElement): Ternary {
  if (!actions.negated)
    return or(
      some(actions.known, (pattern) => ternary(isEveryAction(pattern))),
      openAnswer(actions.open),
    );
  return some(SELF_ESCALATING_ACTIONS, (action) => includes(actions, action, false));
}

/** No service prefix is shorter than two characters and no action shorter than three, so "?*" matches every action as "*" does. */
function isEveryAction(pattern: string): boolean {
  const sides = pattern.split(":");
  return sides.length <= 2 && sides.every((side) => /^[*?]*\*[*?]*$/.test(side) && side.replaceAll("*", "").length <= 2);
}

/** Without a Resource element a document is no identity-based policy, and administers nothing. */
function coversEveryResource(resources: PatternElement | undefined): Ternary {
  if (resources === undefined) return "no";
  const named = or(
    some(resources.known, (pattern) => ternary(isEveryResource(pattern))),
    openAnswer(resources.open),
  );
  return resources.negated ? not(named) : named;
}

/** "*", "arn:*", "arn:aws:*" or "arn:aws:*:*:*:*": every part after the partition is a bare wildcard. */
function isEveryResource(pattern: string): boolean {
  const [prefix = "", partition, ...rest] = pattern.split(":");
  if (matchesEverything(pattern)) return true;
  if (prefix !== "arn" && !matchesEverything(prefix)) return false;
  if (partition === undefined || !(isPartition(partition) || matchesEverything(partition))) return false;
  return rest.length === 0 ? matchesEverything(partition) : rest.every(matchesEverything);
}
