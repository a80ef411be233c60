import type { Unknown } from "../../unknown";

/**
 * A list of texts in a policy document, some of which may not be known yet. "Open" means that further values exist that cannot be
 * read: at least one unknown item, or an unknown whole.
 */
export interface ValueSet {
  readonly known: readonly string[];
  readonly open: boolean;
}

/** An element that either names values (Action, Resource) or everything but them (NotAction, NotResource). */
export interface PatternElement extends ValueSet {
  readonly negated: boolean;
}

/** The kinds of principal. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
export const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/** A kind of principal: the key in a Principal element. */
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/** One principal that a statement names; `Principal: "*"` is the same as `{"AWS": "*"}` and is given so. */
export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
}

/** The Principal or NotPrincipal element. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
  /** The kinds of which further principals exist that cannot be read yet; all of them when the whole element is unknown. */
  readonly open: readonly PrincipalType[];
}

/** One key under one operator of a Condition element. All conditions of a statement must hold; any one value satisfies a condition. */
export interface Condition {
  /** In lower case, without prefix and suffix: "stringequals", "bool", "null". */
  readonly operator: string;
  /** In lower case, since condition keys are not case-sensitive: "aws:securetransport". */
  readonly key: string;
  /** The operator ends in IfExists: the condition also holds when the request has no such key. */
  readonly ifExists: boolean;
  readonly quantifier: "ForAnyValue" | "ForAllValues" | undefined;
  /** Numbers and booleans are given as text, as IAM compares them. */
  readonly values: ValueSet;
}

/** A statement in one normal form, whichever of the spellings that IAM takes the document used. */
export interface Statement {
  /** The place in the document's list of statements, from 0. Safe to show, unlike the Sid and the rest. */
  readonly index: number;
  readonly effect: "Allow" | "Deny" | Unknown;
  /** Absent in identity-based policies, where the principal is the identity. */
  readonly principal: PrincipalElement | undefined;
  readonly actions: PatternElement;
  /** Absent where the resource is the one that the policy hangs on, as in a role's trust policy. */
  readonly resources: PatternElement | undefined;
  readonly conditions: readonly Condition[];
  /** Further conditions exist, or may exist, that cannot be read yet. */
  readonly conditionsOpen: boolean;
}

/** A policy document in normal form. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Further statements exist, or may exist, that cannot be read yet: either to allow or to deny. */
  readonly open: boolean;
}

/**
 * What became of a value that should be a policy document. `why` names places by element and index and never repeats the
 * document's text.
 */
export type ParsedDocument =
  | { readonly state: "known"; readonly document: PolicyDocument }
  | { readonly state: "unknown" }
  | { readonly state: "invalid"; readonly why: string };
