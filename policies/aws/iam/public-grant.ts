import { and, every, not, or, some, type Ternary } from "../ternary";
import { hasEffect, type StatementAnswer, someStatement } from "./answer";
import type { PolicyDocument, PrincipalElement, Statement } from "./document";
import { coversElement, deniesEveryone, openAnswer, takesInEveryone } from "./element";
import { exemptsOnlyNamed, type FurtherKeys, narrowsAllow } from "./narrowing";

/** What a service adds to the common notion of a public grant. */
export interface PublicGrantOptions {
  /** Condition keys of the service that narrow a grant to particular callers when their value is fixed. None unless told. */
  readonly narrowingKeys?: FurtherKeys;
}

/**
 * Whether a resource-based policy grants anything to everyone: an Allow whose principal is everyone, whose conditions do not narrow it to
 * particular callers ({@link narrowsAllow}), and which no Deny of the same document narrows. The statements named are those Allows.
 *
 * A Deny narrows when it covers all actions and resources of the Allow and exempts only particular principals (NotPrincipal) or
 * particular callers (StringNotEquals aws:PrincipalOrgID and the like); several conditions on it exempt whoever fails one of them, so
 * each must be of that kind.
 *
 * Any action counts, not only reads and writes of data. The document of an identity (no Principal) grants nothing to everyone.
 * Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning of 'public'", applied to every service;
 * IAM User Guide, "Policy evaluation logic" (an explicit deny overrides any allow).
 */
export function publicGrant(document: PolicyDocument, options: PublicGrantOptions = {}): StatementAnswer {
  const further = options.narrowingKeys ?? [];
  return someStatement(document, (statement) =>
    and(
      hasEffect(statement, "Allow"),
      takesInEveryone(statement.principal),
      not(conditionsNarrow(statement, further)),
      not(narrowedByDeny(document, statement, further)),
    ),
  );
}

function conditionsNarrow(statement: Statement, further: FurtherKeys): Ternary {
  return or(
    some(statement.conditions, (condition) => narrowsAllow(condition, further)),
    openAnswer(statement.conditionsOpen),
  );
}

/** A statement that cannot be read may be such a Deny. */
function narrowedByDeny(document: PolicyDocument, allow: Statement, further: FurtherKeys): Ternary {
  const byKnown = some(document.statements, (deny) =>
    and(
      hasEffect(deny, "Deny"),
      deniesAllButNamed(deny.principal),
      coversElement(deny.actions, allow.actions, false),
      coversElement(deny.resources, allow.resources, true),
      every(deny.conditions, (condition) => exemptsOnlyNamed(condition, further)),
      deny.conditionsOpen ? "unknown" : "yes",
    ),
  );
  return or(byKnown, openAnswer(document.open));
}

function deniesAllButNamed(principal: PrincipalElement | undefined): Ternary {
  return principal?.negated === true ? takesInEveryone(principal) : deniesEveryone(principal);
}
