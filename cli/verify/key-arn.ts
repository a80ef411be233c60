import type { Reading } from "./reader";

/**
 * A KMS key by its ARN or its alias, however a service spells it: the id alone does not tell whether the key is one that AWS manages.
 * Source: AWS KMS Developer Guide, "Key identifiers (KeyId)".
 */
export function keyArn({ account, region }: Pick<Reading, "account" | "region">, key: string | undefined): string | undefined {
  if (key === undefined || key === "" || key.startsWith("arn:") || key.startsWith("alias/")) return key === "" ? undefined : key;
  return `arn:${account.partition}:kms:${region}:${account.id}:key/${key}`;
}
