import { isPartition } from "../arn";
import { and, every, not, or, some, type Ternary, ternary } from "../ternary";
import { hasEffect, type StatementAnswer, someStatement } from "./answer";
import {
  type Condition,
  type PolicyDocument,
  PRINCIPAL_TYPES,
  type PrincipalElement,
  type PrincipalEntry,
  type Statement,
} from "./document";
import { coversAllOf, coversElement, deniesEveryone, includes, openAnswer } from "./element";
import { matchesEverything } from "./pattern";

/**
 * What a principal of a trust policy is.
 * - "account": a whole account by its id or root ARN; its people and roles assume the role as far as their own policies let them.
 * - "user": an IAM or federated user of an account. "role": a role or one of its sessions.
 * - "service": an AWS service. "saml" and "oidc": somebody whom an identity provider has authenticated.
 * - "everyone": `*`. "unrecognised": no form of principal that IAM documents. "unknown": not known yet.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export type PrincipalClass = "account" | "user" | "role" | "service" | "saml" | "oidc" | "everyone" | "unrecognised" | "unknown";

/** Classes behind which a person may act with credentials of an account, and so can and must show MFA. */
const PEOPLE: ReadonlySet<PrincipalClass> = new Set(["account", "user", "everyone", "unrecognised"]);

/** Classifies one principal by its name. */
export function classifyPrincipal({ type, value }: PrincipalEntry): PrincipalClass {
  if (type === "Service") return "service";
  if (type === "CanonicalUser") return "account";
  if (type === "Federated") return /^arn:[^:]*:iam::[^:]*:saml-provider\//.test(value) ? "saml" : "oidc";
  if (matchesEverything(value)) return "everyone";
  if (/^\d{12}$/.test(value)) return "account";
  // A deleted principal leaves its unique id behind. IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes".
  if (/^AROA[A-Z0-9]+$/.test(value)) return "role";
  if (/^AIDA[A-Z0-9]+$/.test(value)) return "user";
  const [, partition = "", service, resource] = /^arn:([^:]*):(iam|sts)::\d{12}:(root$|[a-z-]+\/)/.exec(value) ?? [];
  if (!isPartition(partition)) return "unrecognised";
  return CLASS_BY_ARN.get(`${service}:${resource}`) ?? "unrecognised";
}

const CLASS_BY_ARN: ReadonlyMap<string, PrincipalClass> = new Map<string, PrincipalClass>([
  ["iam:root", "account"],
  ["iam:user/", "user"],
  ["iam:role/", "role"],
  ["sts:assumed-role/", "role"],
  ["sts:federated-user/", "user"],
]);

/**
 * The classes of principal that the Allow statements of a trust policy name, each with the indexes of its statements. A statement
 * whose effect, or one of whose principals, cannot be read counts under "unknown", and so do, without an index, statements that cannot be read at all; NotPrincipal counts as "everyone".
 */
export function principalClasses(document: PolicyDocument): ReadonlyMap<PrincipalClass, readonly number[]> {
  const classes = new Map<PrincipalClass, number[]>(document.open ? [["unknown", []]] : []);
  for (const statement of document.statements) {
    const allows = hasEffect(statement, "Allow");
    if (allows === "no") continue;
    for (const name of new Set(classesOf(statement.principal))) {
      const shown = allows === "unknown" ? "unknown" : name;
      const indexes = classes.get(shown) ?? [];
      if (!indexes.includes(statement.index)) classes.set(shown, [...indexes, statement.index]);
    }
  }
  return classes;
}

function classesOf(principal: PrincipalElement | undefined): readonly PrincipalClass[] {
  if (principal === undefined) return [];
  if (principal.negated) return ["everyone"];
  const named = principal.entries.map(classifyPrincipal);
  return principal.open.length > 0 ? [...named, "unknown"] : named;
}

/** The answer of {@link requiresMfa}. */
export interface MfaAnswer extends StatementAnswer {
  /** Whether the document lets people assume the role at all; where not, there is nobody to ask for MFA, and the answer is "yes". */
  readonly trustsPeople: Ternary;
}

/**
 * Whether every Allow of sts:AssumeRole to people (accounts, users, everyone) in a trust policy demands multi-factor authentication. The
 * statements named are those that do not, or may not.
 *
 * What demands it on the Allow:
 * - Bool aws:MultiFactorAuthPresent "true". Not BoolIfExists: the key is absent from requests signed with long-term access keys, and an
 *   absent key satisfies IfExists, so they would pass without MFA. ForAllValues has the same hole.
 * - A comparison of aws:MultiFactorAuthAge, or Null aws:MultiFactorAuthAge "false": that key exists only after MFA.
 * What demands it as a Deny of the same document, for everyone and without further conditions: BoolIfExists aws:MultiFactorAuthPresent
 * "false" (Bool alone leaves out the requests without the key), or Null aws:MultiFactorAuthAge "true".
 *
 * Services, roles, a third party with an external id and federated identities cannot show MFA to STS and are not asked: a role's session keeps nothing of the MFA that its
 * user showed, and an identity provider authenticates by its own rules.
 * Sources: IAM User Guide, "AWS global condition context keys" (aws:MultiFactorAuthPresent, aws:MultiFactorAuthAge) and "Secure API access
 * with MFA".
 */
export function requiresMfa(document: PolicyDocument): MfaAnswer {
  const asked = document.statements.map((statement) => ({
    index: statement.index,
    trusts: and(hasEffect(statement, "Allow"), letsPeopleAssume(statement)),
    demands: or(
      allowDemandsMfa(statement),
      some(document.statements, (deny) => denyDemandsMfa(deny, statement)),
      openAnswer(document.open),
    ),
  }));
  const answers = asked.map(({ index, trusts, demands }) => ({ index, answer: or(not(trusts), demands) }));
  const answer = and(
    every(answers, (statement) => statement.answer),
    document.open ? "unknown" : "yes",
  );
  return {
    answer,
    statements: answers.filter((statement) => answer !== "yes" && statement.answer === answer).map(({ index }) => index),
    trustsPeople: or(
      some(asked, ({ trusts }) => trusts),
      openAnswer(document.open),
    ),
  };
}

function letsPeopleAssume({ actions, principal, conditions, conditionsOpen }: Statement): Ternary {
  if (principal === undefined) return "no";
  const open = PRINCIPAL_TYPES.some((type) => type !== "Service" && type !== "Federated" && principal.open.includes(type));
  const people = or(ternary(classesOf({ ...principal, open: [] }).some((name) => PEOPLE.has(name))), openAnswer(open));
  const machines = or(some(conditions, admitsOnlyMachines), openAnswer(conditionsOpen));
  return and(people, includes(actions, "sts:AssumeRole", false), not(machines));
}

/**
 * Whether a condition lets only software through: sessions of roles (aws:PrincipalArn names a role), or a third party's service, which
 * sends the sts:ExternalId that it was given and has no MFA device.
 * Source: IAM User Guide, "Access to AWS accounts owned by third parties", and aws:PrincipalArn in "AWS global condition context keys".
 */
function admitsOnlyMachines({ operator, key, ifExists, quantifier, values }: Condition): Ternary {
  if (ifExists || quantifier === "ForAllValues") return "no";
  if (key === "sts:externalid") return ternary(["stringequals", "stringlike"].includes(operator));
  if (key !== "aws:principalarn" || !["arnequals", "arnlike", "stringequals", "stringlike"].includes(operator)) return "no";
  return and(ternary(values.known.every((arn) => /^arn:[^:]+:iam::[^:]+:role\//.test(arn))), values.open ? "unknown" : "yes");
}

function allowDemandsMfa(statement: Statement): Ternary {
  return or(some(statement.conditions, onlyAfterMfa), openAnswer(statement.conditionsOpen));
}

function onlyAfterMfa({ operator, key, ifExists, quantifier, values }: Condition): Ternary {
  if (ifExists || quantifier === "ForAllValues") return "no";
  const only = (wanted: string): Ternary =>
    and(ternary(values.known.every((value) => value.toLowerCase() === wanted)), values.open ? "unknown" : "yes");
  if (key === "aws:multifactorauthpresent") return operator === "bool" ? only("true") : "no";
  if (key !== "aws:multifactorauthage") return "no";
  if (operator === "null") return only("false");
  return ternary(operator.startsWith("numeric") && operator !== "numericnotequals");
}

function denyDemandsMfa(deny: Statement, allow: Statement): Ternary {
  return and(
    hasEffect(deny, "Deny"),
    deniesEveryone(deny.principal),
    coversElement(deny.actions, { negated: false, known: ["sts:AssumeRole"], open: false }, false),
    coversElement(deny.resources, allow.resources, true),
    every(deny.conditions, holdsWithoutMfa),
    deny.conditionsOpen ? "unknown" : "yes",
  );
}

function holdsWithoutMfa({ operator, key, ifExists, quantifier, values }: Condition): Ternary {
  const lists = (wanted: string): Ternary =>
    or(ternary(values.known.some((value) => value.toLowerCase() === wanted)), openAnswer(values.open));
  const holdsWhenAbsent = (ifExists || quantifier === "ForAllValues") && quantifier !== "ForAnyValue";
  if (key === "aws:multifactorauthpresent" && operator === "bool") return holdsWhenAbsent ? lists("false") : "no";
  return key === "aws:multifactorauthage" && operator === "null" ? lists("true") : "no";
}

/**
 * Whether a document of an identity denies it everything without multi-factor authentication, but for setting it up: a Deny of every action, or of all
 * but some of IAM and STS, on every resource, under a condition that holds without it (see {@link requiresMfa} for which do).
 * Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page".
 */
export function deniesWithoutMfa(document: PolicyDocument): StatementAnswer {
  return someStatement(document, (statement) =>
    and(
      hasEffect(statement, "Deny"),
      statement.conditions.length === 0 && !statement.conditionsOpen ? "no" : every(statement.conditions, holdsWithoutMfa),
      statement.conditionsOpen ? "unknown" : "yes",
      deniesAllBut(statement),
      coversElement(statement.resources, { negated: false, known: ["*"], open: false }, true),
    ),
  );
}

function deniesAllBut({ actions }: Statement): Ternary {
  if (!actions.negated) return coversAllOf(actions, "*", false);
  return and(ternary(actions.known.every((action) => /^(?:iam|sts):/i.test(action))), actions.open ? "unknown" : "yes");
}
