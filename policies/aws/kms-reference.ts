import { parseArn } from "./arn";

/**
 * Who manages the key that a string names.
 * - "aws-managed": an `alias/aws/<service>` key. It encrypts, but nobody can change its policy, disable it or share it.
 * - "customer": a key id, a multi-Region key id, a key ARN, or an alias outside `alias/aws/`.
 * - "unrecognised": no form of a KMS key's name.
 *
 * A key id or key ARN is called "customer" although an AWS managed key has one as well: nothing in the name tells them apart,
 * and programs name AWS managed keys by alias. AWS owned keys have no name that a caller could write.
 */
export type KeyNameClass = "aws-managed" | "customer" | "unrecognised";

const KEY_ID = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
// AWS KMS API Reference, CreateAlias: alphanumerics, slashes, underscores and dashes after "alias/"; 256 characters in all.
const ALIAS = /^alias\/[A-Za-z0-9/_-]{1,250}$/;
const AWS_MANAGED_ALIAS = "alias/aws/";

/**
 * Classifies a reference to a KMS key by its name alone, in any partition.
 * Source: AWS KMS Developer Guide, "Key identifiers (KeyId)": key ID, key ARN, alias name, alias ARN, and "alias/aws/" as the
 * prefix that is reserved for AWS managed keys.
 */
export function classifyKeyName(value: string): KeyNameClass {
  const arn = parseArn(value);
  if (arn !== undefined && (arn.service !== "kms" || arn.account === "" || arn.region === "")) return "unrecognised";
  const name = arn === undefined ? value : arn.resource;
  if (name === AWS_MANAGED_ALIAS) return "unrecognised";
  if (ALIAS.test(name)) return name.startsWith(AWS_MANAGED_ALIAS) ? "aws-managed" : "customer";
  if (arn === undefined) return KEY_ID.test(name) ? "customer" : "unrecognised";
  return name.startsWith("key/") && KEY_ID.test(name.slice("key/".length)) ? "customer" : "unrecognised";
}
