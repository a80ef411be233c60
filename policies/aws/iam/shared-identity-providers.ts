import { and, not, or, some, type Ternary } from "../ternary";
import { hasEffect, type StatementAnswer, someStatement } from "./answer";
import type { Condition, PolicyDocument, Statement } from "./document";
import { includes, openAnswer } from "./element";

/**
 * OpenID Connect providers that serve many organizations under one issuer, with the claim that names the organization's own part.
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers". Providers whose issuer is one organization's own need no claim.
 */
const ownerClaim: ReadonlyMap<string, string> = new Map([
  ["agent.buildkite.com", "sub"],
  ["api.pulumi.com/oidc", "aud"],
  ["app.terraform.io", "sub"],
  ["gitlab.com", "sub"],
  ["oidc-configuration.audit-log.githubusercontent.com", "sub"],
  ["oidc.codefresh.io", "sub"],
  ["oidc.vercel.com", "aud"],
  ["scalr.io", "sub"],
  ["token.actions.githubusercontent.com", "sub"],
  ["vstoken.actions.githubusercontent.com", "sub"],
]);

const positiveOperators = ["stringequals", "stringequalsignorecase", "stringlike"];

/** Whether a value begins with a wildcard, or has one right after its scheme, so that it names nobody: "*", "repo:*". */
function namesNobody(value: string): boolean {
  return /^(?:[a-z_]+:)?[*?]/i.test(value);
}

function namesOwner({ key, operator, ifExists, quantifier, values }: Condition, claim: string | undefined): Ternary {
  const wanted = claim === undefined ? /:(?:sub|aud)$/.test(key) : key === claim;
  if (!wanted || ifExists || quantifier === "ForAllValues" || !positiveOperators.includes(operator)) return "no";
  if (values.known.some(namesNobody)) return "no";
  return values.open ? "unknown" : "yes";
}

function trustsAll(statement: Statement): Ternary {
  const { principal, conditions, conditionsOpen } = statement;
  if (principal === undefined || principal.negated) return "no";
  const unnamed = (claim: string | undefined): Ternary =>
    not(
      or(
        some(conditions, (condition) => namesOwner(condition, claim)),
        openAnswer(conditionsOpen),
      ),
    );
  const known = some(
    principal.entries.filter(({ type }) => type === "Federated"),
    ({ value }) => {
      const issuer = value.slice(value.indexOf("oidc-provider/") + "oidc-provider/".length);
      const claim = ownerClaim.get(issuer);
      return claim === undefined ? "no" : unnamed(`${issuer}:${claim}`);
    },
  );
  const open = and(openAnswer(principal.open.includes("Federated")), unnamed(undefined));
  return and(hasEffect(statement, "Allow"), includes(statement.actions, "sts:AssumeRoleWithWebIdentity", false), or(known, open));
}

/** Whether a trust policy lets in everyone whom a shared identity provider knows, not only the own organization. */
export function trustsSharedProvider(document: PolicyDocument): StatementAnswer {
  return someStatement(document, trustsAll);
}
