import { and, every, not, or, type Ternary, ternary } from "../ternary";
import { hasEffect } from "./answer";
import type { PolicyDocument, PrincipalElement, Statement } from "./document";
import { openAnswer } from "./element";

/** Whom a resource policy may let in: ids of accounts, and of organizations for conditions on aws:PrincipalOrgID. An empty list says nothing. */
export interface Trusted {
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
}

/** The account of a principal: its id alone, or the fifth part of an ARN. Everyone ("*") is the question of the rules on public policies. */
function isTrustedPrincipal(principal: PrincipalElement | undefined, accounts: readonly string[]): Ternary {
  if (principal === undefined || accounts.length === 0) return "yes";
  if (principal.negated) return "no";
  const named = every(principal.entries, ({ type, value }) => {
    // The canonical id of a user does not show the account; CloudFront's own users read for a distribution only.
    if (type === "CanonicalUser") return "unknown";
    if (type !== "AWS" || value === "*" || /^arn:[^:]*:iam::cloudfront:user\//.test(value)) return "yes";
    const account = /^\d{12}$/.test(value) ? value : /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
    return account === undefined ? "unknown" : ternary(accounts.includes(account));
  });
  return and(named, principal.open.includes("AWS") || principal.open.includes("CanonicalUser") ? "unknown" : "yes");
}

/** A condition on the caller's organization names trusted ones only. Source: IAM User Guide, "AWS global condition context keys", aws:PrincipalOrgID. */
function namesTrustedOrganizations({ conditions, conditionsOpen }: Statement, organizations: readonly string[]): Ternary {
  if (organizations.length === 0) return "yes";
  const asked = conditions.filter(({ key, operator }) => key === "aws:principalorgid" && /^string(equals|like)/.test(operator));
  const named = every(asked, ({ values }) =>
    and(
      every(values.known, (value) => ternary(organizations.includes(value))),
      values.open ? "unknown" : "yes",
    ),
  );
  return and(named, not(openAnswer(conditionsOpen)));
}

/** Whether every Allow of a resource policy lets in trusted accounts, of trusted organizations, only. */
export function letsInTrustedOnly(document: PolicyDocument, { accounts, organizations }: Trusted): Ternary {
  return and(
    every(document.statements, (statement) =>
      or(
        not(hasEffect(statement, "Allow")),
        and(isTrustedPrincipal(statement.principal, accounts), namesTrustedOrganizations(statement, organizations)),
      ),
    ),
    document.open ? "unknown" : "yes",
  );
}
