import ipaddr from "ipaddr.js";
import { isOpenToWorld } from "../network";
import { and, every, type Ternary, ternary } from "../ternary";
import type { Condition } from "./document";
import { isOpenValue } from "./pattern";

/** What the value of a condition key must look like to name a fixed set of callers. */
type KeyKind = "name" | "organization path" | "arn" | "unique id" | "addresses" | "flag";

/**
 * The condition keys that tie a request to particular callers, networks or source resources.
 *
 * Sources: Amazon S3 User Guide, "The meaning of 'public'" (its list of keys); IAM User Guide, "AWS global condition context keys";
 * AWS KMS Developer Guide, "AWS KMS condition keys"; Amazon EFS User Guide, "Blocking public access".
 *
 * Left out on purpose:
 * - kms:ViaService says through which service a call comes, not whose it is. With Principal "*" it lets the callers of any account
 *   in that use the same service; AWS managed keys pair it with kms:CallerAccount for that reason.
 * - aws:PrincipalTag: any account can put any tag on its own roles.
 * - lambda:FunctionUrlAuthType "AWS_IAM" asks for a signature of any account; "NONE" for none at all.
 * - aws:Referer and aws:UserAgent: the caller writes them. aws:VpcSourceIp: every VPC may use the same private addresses.
 * - sts:ExternalId is a shared secret, not a caller.
 */
const NARROWING_KEYS: ReadonlyMap<string, KeyKind> = new Map<string, KeyKind>([
  ["aws:sourceaccount", "name"],
  ["aws:sourceowner", "name"],
  ["aws:principalaccount", "name"],
  ["kms:calleraccount", "name"],
  ["s3:dataaccesspointaccount", "name"],
  ["aws:principalorgid", "name"],
  ["aws:sourceorgid", "name"],
  ["aws:principalorgpaths", "organization path"],
  ["aws:sourceorgpaths", "organization path"],
  ["aws:vpceorgpaths", "organization path"],
  ["aws:vpceaccount", "name"],
  ["aws:vpceorgid", "name"],
  ["aws:sourcevpc", "name"],
  ["aws:sourcevpce", "name"],
  ["aws:sourcevpcarn", "arn"],
  ["aws:sourcearn", "arn"],
  ["aws:principalarn", "arn"],
  ["s3:dataaccesspointarn", "arn"],
  ["aws:userid", "unique id"],
  ["aws:principalservicename", "name"],
  ["aws:principalservicenameslist", "name"],
  ["aws:principalisawsservice", "flag"],
  ["aws:sourceip", "addresses"],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", "name"],
  ["elasticfilesystem:accessedviamounttarget", "flag"],
  // The identity providers that anybody can have an account with: their application or user must be named.
  ["accounts.google.com:aud", "name"],
  ["accounts.google.com:sub", "name"],
  ["cognito-identity.amazonaws.com:aud", "name"],
  ["cognito-identity.amazonaws.com:sub", "name"],
  ["cognito-identity-us-gov.amazonaws.com:aud", "name"],
  ["cognito-identity-us-gov.amazonaws.com:sub", "name"],
  ["cognito-identity.cn-north-1.amazonaws.com.cn:aud", "name"],
  ["cognito-identity.cn-north-1.amazonaws.com.cn:sub", "name"],
  ["graph.facebook.com:app_id", "name"],
  ["graph.facebook.com:id", "name"],
  ["www.amazon.com:app_id", "name"],
  ["www.amazon.com:user_id", "name"],
]);

/** Keys that every request a policy can meet carries, so that IfExists changes nothing. KMS Developer Guide, kms:CallerAccount. */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set(["kms:calleraccount"]);

const STRING_OPERATORS = ["stringequals", "stringequalsignorecase", "stringlike"];
const ARN_OPERATORS = ["arnequals", "arnlike", ...STRING_OPERATORS];
const NEGATED_STRING_OPERATORS = ["stringnotequals", "stringnotequalsignorecase", "stringnotlike"];

const OPERATORS: Readonly<Record<KeyKind, { readonly positive: readonly string[]; readonly negative: readonly string[] }>> = {
  name: { positive: STRING_OPERATORS, negative: NEGATED_STRING_OPERATORS },
  "organization path": { positive: STRING_OPERATORS, negative: NEGATED_STRING_OPERATORS },
  "unique id": { positive: STRING_OPERATORS, negative: NEGATED_STRING_OPERATORS },
  arn: { positive: ARN_OPERATORS, negative: ["arnnotequals", "arnnotlike", ...NEGATED_STRING_OPERATORS] },
  addresses: { positive: ["ipaddress"], negative: ["notipaddress"] },
  flag: { positive: ["bool"], negative: ["bool"] },
};

/** Condition keys, in any case, that a rule accepts as narrowing besides the table's, with a fixed value. */
export type FurtherKeys = readonly string[];

/**
 * Whether a condition of an Allow lets only particular callers through: a narrowing key, a positive operator, and fixed values only
 * (any one value satisfies a condition, so all must be fixed).
 *
 * - A value with a wildcard or a policy variable is not fixed (S3 User Guide, "The meaning of 'public'"). In an ARN the account must
 *   be fixed, or the bucket's name where an ARN has no account.
 * - A negated operator (StringNotEquals) lets all others through.
 * - With IfExists, and with ForAllValues, the condition also holds when the request has no such key, as a request from the Internet
 *   has no aws:SourceVpce, and an anonymous one no aws:PrincipalOrgID.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
export function narrowsAllow(condition: Condition, further: FurtherKeys = []): Ternary {
  const kind = kindOf(condition, further);
  if (kind === undefined || !OPERATORS[kind].positive.includes(condition.operator)) return "no";
  const holdsWithoutKey = condition.ifExists || condition.quantifier === "ForAllValues";
  if (holdsWithoutKey && !ALWAYS_PRESENT.has(condition.key)) return "no";
  return allFixed(condition, kind);
}

/**
 * Whether a condition of a Deny exempts only particular callers: a narrowing key with a negated operator (StringNotEquals
 * aws:PrincipalOrgID, NotIpAddress aws:SourceIp) and fixed values. A negated operator also holds when the request has no such key, with
 * or without IfExists; under ForAnyValue it does not.
 * Source: as for {@link narrowsAllow}.
 */
export function exemptsOnlyNamed(condition: Condition, further: FurtherKeys = []): Ternary {
  const kind = kindOf(condition, further);
  if (kind === undefined || !OPERATORS[kind].negative.includes(condition.operator)) return "no";
  if (condition.quantifier === "ForAnyValue") return "no";
  if (kind !== "flag") return allFixed(condition, kind);
  const { known, open } = condition.values;
  return and(ternary(condition.ifExists && known.every((value) => value.toLowerCase() === "false")), open ? "unknown" : "yes");
}

function kindOf({ key }: Condition, further: FurtherKeys): KeyKind | undefined {
  return NARROWING_KEYS.get(key) ?? (further.some((name) => name.toLowerCase() === key) ? "name" : undefined);
}

function allFixed({ values }: Condition, kind: KeyKind): Ternary {
  return and(
    every(values.known, (value) => isFixed(kind, value)),
    values.open ? "unknown" : "yes",
  );
}

function isFixed(kind: KeyKind, value: string): Ternary {
  switch (kind) {
    case "name":
      return ternary(isFixedName(value));
    case "organization path":
      return ternary(isFixedName(value.split("/", 1).join()));
    case "unique id":
      return ternary(isFixedName(value.split(":", 1).join()));
    case "arn":
      return ternary(isFixedArn(value));
    case "addresses":
      return isFixedRange(value);
    case "flag":
      return ternary(value.toLowerCase() === "true");
  }
}

function isFixedName(value: string): boolean {
  return value !== "" && !isOpenValue(value);
}

function isFixedArn(value: string): boolean {
  const [prefix, , service = "", , account, resource = ""] = value.split(":");
  if (prefix !== "arn" || account === undefined) return false;
  // AWS's own examples write "arn:aws:s3:*:*:records": a bucket's ARN has no account, and its name is one in the partition.
  if (account !== "" && !(service === "s3" && account === "*")) return isFixedName(account);
  return isFixedName(service) && isFixedName(resource.split("/", 1).join());
}

/** IpAddress takes CIDR blocks and single addresses, which stand for /32. IAM User Guide, "IP address condition operators". */
function isFixedRange(value: string): Ternary {
  if (ipaddr.isValid(value)) return "yes";
  const open = isOpenToWorld(value);
  return open === "unknown" ? "unknown" : ternary(open === "no");
}
