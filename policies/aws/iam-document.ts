import { z } from "zod";
import { isUnknown, type UNKNOWN } from "../unknown";
import {
  type Condition,
  type ParsedDocument,
  type PatternElement,
  PRINCIPAL_TYPES,
  type PrincipalElement,
  type PrincipalType,
  type Statement,
  type ValueSet,
} from "./iam/document";
import { copyPlain } from "./iam/plain-copy";

export type { ParsedDocument, PolicyDocument } from "./iam/document";

/**
 * The longest text that is read as a policy document, in characters: 128 Ki, well over the largest that AWS takes (32 KB for a
 * KMS key policy, 20 KB for a bucket policy; about 100 KB for an OpenSearch domain's access policy).
 */
export const LONGEST_DOCUMENT = 131_072;

const unknown = z.custom<typeof UNKNOWN>(isUnknown);
const text = z.union([z.string(), unknown]);
const scalar = z.union([z.string(), z.number(), z.boolean(), unknown]);
const texts = z.union([text, z.array(text)]);
const scalars = z.union([scalar, z.array(scalar)]);

const principalMap = z.strictObject({
  AWS: texts.optional(),
  Service: texts.optional(),
  Federated: texts.optional(),
  CanonicalUser: texts.optional(),
});
const principal = z.union([z.literal("*"), unknown, principalMap]);
const conditionKeys = z.union([unknown, z.record(z.string(), scalars)]);
const conditionBlock = z.union([unknown, z.record(z.string(), conditionKeys)]);

/**
 * One statement. Sid is not looked at: no answer depends on it.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language". Element names and the values of Effect are written in one
 * case only there (IAM refuses others), so a misspelt element makes a document invalid instead of being passed over.
 */
const statementSchema = z
  .strictObject({
    Sid: z.unknown().optional(),
    Effect: z.union([z.enum(["Allow", "Deny"]), unknown]),
    Principal: principal.optional(),
    NotPrincipal: principal.optional(),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: conditionBlock.optional(),
  })
  .refine((statement) => (statement.Action === undefined) !== (statement.NotAction === undefined))
  .refine((statement) => statement.Principal === undefined || statement.NotPrincipal === undefined)
  .refine((statement) => statement.Resource === undefined || statement.NotResource === undefined);

const statementOrUnknown = z.union([unknown, statementSchema]);
const documentSchema = z.strictObject({
  Version: z.unknown().optional(),
  Id: z.unknown().optional(),
  Statement: z.union([unknown, z.array(statementOrUnknown), statementSchema]),
});

type StatementInput = z.infer<typeof statementSchema>;
type ListInput = z.infer<typeof scalars>;

/**
 * Reads a policy document: JSON text, or an object in the shape of Pulumi's `aws.iam.PolicyDocument`, in which any part may be
 * {@link UNKNOWN}. Never throws, whatever it is given: text that is not JSON, endless nesting, cycles, throwing getters and
 * keys such as `__proto__` make an invalid document.
 *
 * Note for rules: an invalid document would be refused by AWS as well. It may become a valid one when a part of it is
 * unknown, so a rule that must never turn round should call it undecided rather than failed or passed.
 */
export function parseDocument(value: unknown): ParsedDocument {
  if (isUnknown(value)) return { state: "unknown" };
  const source = typeof value === "string" ? parseJson(value) : { state: "read" as const, value };
  if (source.state === "invalid") return source;
  const copy = copyPlain(source.value, LONGEST_DOCUMENT);
  if (copy.state === "invalid") return copy;
  const parsed = documentSchema.safeParse(copy.value);
  if (!parsed.success) return { state: "invalid", why: whereInvalid(copy.value) };
  const { Statement } = parsed.data;
  if (isUnknown(Statement)) return { state: "known", document: { statements: [], open: true } };
  const listed = Array.isArray(Statement) ? Statement : [Statement];
  const statements = listed.flatMap((statement, index) => (isUnknown(statement) ? [] : [normaliseStatement(statement, index)]));
  return { state: "known", document: { statements, open: listed.some(isUnknown) } };
}

type ParsedJson = { readonly state: "read"; readonly value: unknown } | { readonly state: "invalid"; readonly why: string };

function parseJson(json: string): ParsedJson {
  if (json.length > LONGEST_DOCUMENT) return { state: "invalid", why: "it is longer than any policy document that AWS accepts" };
  try {
    const value: unknown = JSON.parse(json);
    return { state: "read", value };
  } catch {
    // The parser's own message repeats a part of the text.
    return { state: "invalid", why: "it is not JSON" };
  }
}

/** Names the first statement that breaks the grammar, and its first wrong element where there is one. */
function whereInvalid(value: unknown): string {
  const shape = z.object({ Statement: z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]) }).safeParse(value);
  if (!shape.success || shape.data.Statement.includes(undefined)) return "it is not an object with a Statement";
  for (const [index, statement] of shape.data.Statement.entries()) {
    const parsed = statementOrUnknown.safeParse(statement);
    if (parsed.success) continue;
    const name = firstWrongElement(statement);
    if (name !== undefined) return `the element ${name} of statement ${index} does not follow the IAM policy grammar`;
    return `statement ${index} does not follow the IAM policy grammar`;
  }
  return "it has an element that the IAM policy grammar does not know";
}

function firstWrongElement(statement: unknown): string | undefined {
  const elements = z.record(z.string(), z.unknown()).safeParse(statement);
  if (!elements.success) return undefined;
  return Object.entries(statementSchema.shape).find(([name, schema]) => !schema.safeParse(elements.data[name]).success)?.[0];
}

function normaliseStatement(statement: StatementInput, index: number): Statement {
  const { conditions, open } = normaliseConditions(statement.Condition);
  return {
    index,
    effect: statement.Effect,
    principal: normalisePrincipal(statement.Principal, false) ?? normalisePrincipal(statement.NotPrincipal, true),
    actions: normalisePatterns(statement.Action, false) ??
      normalisePatterns(statement.NotAction, true) ?? { known: [], open: true, negated: false },
    resources: normalisePatterns(statement.Resource, false) ?? normalisePatterns(statement.NotResource, true),
    conditions,
    conditionsOpen: open,
  };
}

function normaliseValues(value: ListInput): ValueSet {
  const listed = Array.isArray(value) ? value : [value];
  return { known: listed.flatMap((item) => (isUnknown(item) ? [] : [String(item)])), open: listed.some(isUnknown) };
}

function normalisePatterns(value: ListInput | undefined, negated: boolean): PatternElement | undefined {
  return value === undefined ? undefined : { negated, ...normaliseValues(value) };
}

function normalisePrincipal(value: StatementInput["Principal"], negated: boolean): PrincipalElement | undefined {
  if (value === undefined) return undefined;
  if (isUnknown(value)) return { negated, entries: [], open: PRINCIPAL_TYPES };
  if (value === "*") return { negated, entries: [{ type: "AWS", value: "*" }], open: [] };
  const entries: { type: PrincipalType; value: string }[] = [];
  const open: PrincipalType[] = [];
  for (const type of PRINCIPAL_TYPES) {
    const named = value[type];
    if (named === undefined) continue;
    const values = normaliseValues(named);
    entries.push(...values.known.map((name) => ({ type, value: name })));
    if (values.open) open.push(type);
  }
  return { negated, entries, open };
}

function normaliseConditions(block: StatementInput["Condition"]): { conditions: readonly Condition[]; open: boolean } {
  if (block === undefined) return { conditions: [], open: false };
  if (isUnknown(block)) return { conditions: [], open: true };
  const conditions: Condition[] = [];
  let open = false;
  for (const [operator, keys] of Object.entries(block)) {
    if (isUnknown(keys)) {
      open = true;
      continue;
    }
    for (const [key, values] of Object.entries(keys)) {
      conditions.push({ ...parseOperator(operator), key: key.toLowerCase(), values: normaliseValues(values) });
    }
  }
  return { conditions, open };
}

/**
 * Takes a condition operator apart: `ForAllValues:StringLikeIfExists`.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
function parseOperator(operator: string): Pick<Condition, "operator" | "ifExists" | "quantifier"> {
  const [, prefix, name = "", suffix] = /^(?:(foranyvalue|forallvalues):)?(.*?)(ifexists)?$/s.exec(operator.toLowerCase()) ?? [];
  const quantifier = prefix === undefined ? undefined : prefix === "foranyvalue" ? "ForAnyValue" : "ForAllValues";
  return { operator: name, ifExists: suffix !== undefined, quantifier };
}
