import { isUnknown, type Unknown } from "../../unknown";
import { and, every, or, some, type Ternary, ternary } from "../ternary";
import { hasEffect, type StatementAnswer } from "./answer";
import type { Condition, PatternElement, PolicyDocument, Statement } from "./document";
import { coversAllOf, deniesEveryone, openAnswer } from "./element";
import { coversPattern, matchesEverything, patternsOverlap } from "./pattern";

/** Part of a bucket whose name is not known yet: the bucket itself, or all the objects in it. */
interface PartOfUnknownBucket {
  readonly ofUnknownBucket: "bucket" | "objects";
}

/** A resource that a Deny must cover: an ARN pattern, or a part of a bucket whose name is not known yet. */
export type RequiredResource = string | PartOfUnknownBucket;

/** What a Deny must cover to protect a resource. */
export interface RequiredDenial {
  /** Action patterns, all of which must be denied: `["s3:*"]`, `["sqs:*"]`, `["sns:Publish"]`. */
  readonly actions: readonly string[];
  /** Resources, all of which must be covered. Absent: the Resource element is not looked at. */
  readonly resources?: readonly RequiredResource[];
}

/**
 * The resources of a bucket that a Deny must cover: the bucket (listing, configuration) and its objects.
 * Source: Amazon S3 User Guide, "Policies and permissions in Amazon S3", bucket and object ARNs.
 * @param bucket the bucket's name or ARN, in any partition
 */
export function bucketResources(bucket: string | Unknown): readonly RequiredResource[] {
  if (isUnknown(bucket)) return [{ ofUnknownBucket: "bucket" }, { ofUnknownBucket: "objects" }];
  const arn = bucket.startsWith("arn:") ? bucket : `arn:aws:s3:::${bucket}`;
  return [arn, `${arn}/*`];
}

/**
 * Whether a document denies every request that does not come over TLS: Deny statements for everyone that together cover the
 * required actions and resources and apply to each request with aws:SecureTransport "false".
 *
 * - Bool and BoolIfExists are equal here: the key is in every request. StringEquals is not accepted: the key is a Boolean, and IAM Access
 *   Analyzer reports another operator as a type mismatch.
 * - Any other condition on the statement exempts requests, so it does not qualify. That includes s3:TlsVersion with NumericLessThan:
 *   AWS documents it for HTTPS requests only, and a key that is absent makes that condition false. (With IfExists it holds.)
 * - NotPrincipal exempts those it names. NotAction and NotResource qualify when they leave out nothing that is required.
 *
 * Sources: Amazon S3 User Guide, "Security best practices" (Enforce encryption of data in transit); IAM User Guide, "AWS global condition
 * context keys", aws:SecureTransport ("always included in the request context"); AWS re:Post, "s3-enforce-modern-tls".
 */
export function deniesInsecureTransport(document: PolicyDocument, required: RequiredDenial): StatementAnswer {
  return denies(document, required, holdsWithoutTls);
}

/**
 * Whether a document denies every HTTPS request with a TLS version below the wanted one, by s3:TlsVersion: NumericLessThan 1.2 or
 * higher, NumericLessThanEquals 1.1, with or without IfExists. Requests without TLS are {@link deniesInsecureTransport}'s.
 * Source: Service Authorization Reference, Amazon S3, `s3:TlsVersion` (Numeric); AWS re:Post, "s3-enforce-modern-tls".
 */
export function minimumTlsDenied(document: PolicyDocument, wanted: "1.2" | "1.3", required: RequiredDenial): StatementAnswer {
  const older = [1.0, 1.1, 1.2].filter((version) => version < Number(wanted));
  return denies(document, required, (condition) => every(older, (version) => holdsWithTls(condition, version)));
}

function denies(document: PolicyDocument, required: RequiredDenial, holds: (condition: Condition) => Ternary): StatementAnswer {
  const candidates = document.statements.map((statement) => ({
    statement,
    applies: and(
      hasEffect(statement, "Deny"),
      deniesEveryone(statement.principal),
      every(statement.conditions, holds),
      statement.conditionsOpen ? "unknown" : "yes",
    ),
  }));
  const covers = (statement: Statement, action: string, resource: RequiredResource | undefined): Ternary =>
    and(coversAllOf(statement.actions, action, false), coversResource(statement.resources, resource));
  const resources = required.resources ?? [undefined];
  const answer = every(required.actions, (action) =>
    every(resources, (resource) =>
      or(
        some(candidates, ({ statement, applies }) => and(applies, covers(statement, action, resource))),
        openAnswer(document.open),
      ),
    ),
  );
  const contributing = answer === "no" ? [] : candidates.filter(({ applies }) => applies === "yes" || applies === answer);
  return { answer, statements: contributing.map(({ statement }) => statement.index) };
}

function holdsWithoutTls(condition: Condition): Ternary {
  if (condition.key === "aws:securetransport") return holdsForFlag(condition, "false");
  if (condition.key !== "s3:tlsversion") return "no";
  if (condition.operator === "null") return lists(condition, "true");
  // A missing key satisfies IfExists, ForAllValues and a negated operator. IAM User Guide, "Condition operators".
  const absentHolds = condition.ifExists || condition.quantifier === "ForAllValues" || condition.operator === "numericnotequals";
  return ternary(absentHolds && condition.operator.startsWith("numeric"));
}

function holdsForFlag(condition: Condition, flag: "true" | "false"): Ternary {
  if (condition.operator === "bool") return lists(condition, flag);
  // Null asks whether the key is missing; "false" holds since it never is.
  return condition.operator === "null" ? lists(condition, "false") : "no";
}

function lists({ values }: Condition, wanted: string): Ternary {
  return or(ternary(values.known.some((value) => value.toLowerCase() === wanted)), openAnswer(values.open));
}

const COMPARISONS: ReadonlyMap<string, (found: number, limit: number) => boolean> = new Map([
  ["numericequals", (found, limit) => found === limit],
  ["numericlessthan", (found, limit) => found < limit],
  ["numericlessthanequals", (found, limit) => found <= limit],
  ["numericgreaterthan", (found, limit) => found > limit],
  ["numericgreaterthanequals", (found, limit) => found >= limit],
]);

function holdsWithTls(condition: Condition, version: number): Ternary {
  if (condition.key === "aws:securetransport") return holdsForFlag(condition, "true");
  if (condition.key !== "s3:tlsversion") return "no";
  if (condition.operator === "null") return lists(condition, "false");
  const compare = COMPARISONS.get(condition.operator);
  if (compare === undefined) return "no";
  const { known, open } = condition.values;
  return or(ternary(known.some((limit) => compare(version, Number.parseFloat(limit)))), openAnswer(open));
}

function coversResource(element: PatternElement | undefined, required: RequiredResource | undefined): Ternary {
  if (element === undefined || required === undefined) return "yes";
  const inOnePartition = { ...element, known: element.known.map(withoutPartition) };
  if (typeof required === "string") return coversAllOf(inOnePartition, withoutPartition(required), true);
  const part = required.ofUnknownBucket;
  const everyBucket = coversAllOf(inOnePartition, part === "bucket" ? "arn:aws:s3:::*" : "arn:aws:s3:::*/*", true);
  if (element.negated) return or(everyBucket, "unknown");
  const couldCover = inOnePartition.known.some((value) => couldCoverSomeBucket(value, part));
  return or(everyBucket, openAnswer(element.open || couldCover));
}

/** Whether there is a name of a bucket for which a pattern would cover the bucket, or all its objects. No such name has a slash. */
function couldCoverSomeBucket(pattern: string, part: "bucket" | "objects"): boolean {
  if (!patternsOverlap(pattern, part === "bucket" ? "arn:aws:s3:::*" : "arn:aws:s3:::*/*")) return false;
  const slash = pattern.indexOf("/");
  if (part === "bucket") return slash === -1 || coversPattern(pattern, "arn:aws:s3:::*");
  return slash === -1 ? pattern.endsWith("*") : matchesEverything(pattern.slice(slash + 1));
}

/** A bucket's name does not say its partition, and a bucket policy can only name its own: all partitions are read as "aws". */
function withoutPartition(arn: string): string {
  return arn.replace(/^arn:aws(?:-[a-z]+)+:/, "arn:aws:");
}
