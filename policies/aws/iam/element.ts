import { and, every, not, or, some, type Ternary, ternary } from "../ternary";
import type { PatternElement, PrincipalElement, PrincipalEntry } from "./document";
import { coversPattern, matchesEverything, matchesPattern, patternsOverlap } from "./pattern";

/**
 * How many steps comparing two lists of patterns may take: characters of the one times characters of the other. Two statements that
 * each fill the 6,144 characters of a managed policy stay below it (IAM User Guide, "IAM and AWS STS quotas").
 */
const MOST_COMPARISONS = 50_000_000;

function countCharacters({ known }: PatternElement): number {
  return known.reduce((total, value) => total + value.length, 0);
}

/** "unknown" when values exist that cannot be read, else "no". */
export function openAnswer(open: boolean): Ternary {
  return open ? "unknown" : "no";
}

/**
 * Whether an element surely takes in all that a pattern matches: some value covers the pattern or, for NotAction and
 * NotResource, no value touches it. It judges value by value, so several values that only cover the pattern together answer "no".
 * @param caseSensitive true for resources, false for actions
 */
export function coversAllOf(element: PatternElement, pattern: string, caseSensitive: boolean): Ternary {
  const open = openAnswer(element.open);
  if (!element.negated)
    return or(
      some(element.known, (value) => ternary(coversPattern(value, pattern, caseSensitive))),
      open,
    );
  return and(not(some(element.known, (value) => ternary(patternsOverlap(value, pattern, caseSensitive)))), not(open));
}

/** Whether an element takes in one name without wildcards, such as the action sts:AssumeRole. */
export function includes(element: PatternElement, name: string, caseSensitive: boolean): Ternary {
  const named = or(
    some(element.known, (value) => ternary(matchesPattern(value, name, caseSensitive))),
    openAnswer(element.open),
  );
  return element.negated ? not(named) : named;
}

/**
 * Whether one element surely takes in all that another takes in. An absent element stands for the one resource that the policy
 * hangs on. Two lists so long that comparing them would take seconds are left undecided.
 */
export function coversElement(outer: PatternElement | undefined, inner: PatternElement | undefined, caseSensitive: boolean): Ternary {
  if (outer === undefined) return "yes";
  const everything = coversAllOf(outer, "*", caseSensitive);
  if (inner === undefined || everything === "yes") return everything;
  if (countCharacters(outer) * countCharacters(inner) > MOST_COMPARISONS) return "unknown";
  if (!inner.negated) {
    const listed = every(inner.known, (pattern) => coversAllOf(outer, pattern, caseSensitive));
    return or(everything, and(listed, inner.open ? "unknown" : "yes"));
  }
  // Not-element within Not-element: all that the outer one leaves out is left out by the inner one too.
  if (!outer.negated) return everything;
  const leftOut = every(outer.known, (pattern) =>
    or(
      some(inner.known, (value) => ternary(coversPattern(value, pattern, caseSensitive))),
      openAnswer(inner.open),
    ),
  );
  return or(everything, and(leftOut, outer.open ? "unknown" : "yes"));
}

/**
 * Identity providers that anybody can have an account with. Amazon S3 calls a bucket policy public that names one of them.
 * Source: Amazon S3 User Guide, "The meaning of 'public'", first example; the guides of AWS GovCloud (US) and of AWS in China for Cognito's names there.
 */
const PUBLIC_IDENTITY_PROVIDERS: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "cognito-identity-us-gov.amazonaws.com",
  "cognito-identity.cn-north-1.amazonaws.com.cn",
  "graph.facebook.com",
  "www.amazon.com",
]);

/**
 * Whether a Principal (or NotPrincipal) element takes in everyone: `"*"`, `{"AWS": "*"}`, a list that holds `"*"`, or a public
 * identity provider; NotPrincipal takes in everyone but those it names. An absent element is an identity-based policy's, which
 * hangs on one identity: "no".
 * A wildcard inside a principal's name or in another kind of principal is "unknown": IAM documents neither ("You cannot use a
 * wildcard to match part of a principal name or ARN").
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "All principals", and "... NotPrincipal".
 */
export function takesInEveryone(principal: PrincipalElement | undefined): Ternary {
  if (principal === undefined) return "no";
  const names = or(some(principal.entries, isEveryone), openAnswer(principal.open.length > 0));
  return principal.negated ? not(names) : names;
}

function isEveryone({ type, value }: PrincipalEntry): Ternary {
  if (type === "AWS" && matchesEverything(value)) return "yes";
  if (type === "Federated" && PUBLIC_IDENTITY_PROVIDERS.has(value)) return "yes";
  return value.includes("*") || value.includes("?") ? "unknown" : "no";
}

/**
 * Whether a statement that denies leaves nobody out: its principal is `"*"` or `{"AWS": "*"}`. A public identity provider is not
 * everyone here, and NotPrincipal exempts those it names.
 */
export function deniesEveryone(principal: PrincipalElement | undefined): Ternary {
  if (principal === undefined || principal.negated) return "no";
  const named = ternary(principal.entries.some(({ type, value }) => type === "AWS" && matchesEverything(value)));
  return or(named, openAnswer(principal.open.includes("AWS")));
}
