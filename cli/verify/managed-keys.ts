import { parseArn } from "../../policies/aws/arn";
import type { Account } from "./account";
import { kmsCalls } from "./calls/kms";
import type { Found, Unread } from "./found";

/** Stands for the alias of a key of AWS's whose alias was not seen: rules compare the beginning only. */
export const unnamedManagedKey = "alias/aws/managed";

/**
 * Names the keys that AWS manages as programs do, `alias/aws/s3`: a live account names every key by its ARN, and the ARN does not tell whose it is.
 * Where whose it is could not be read, the property is unknown.
 */
export async function nameManagedKeys(account: Account, found: Found): Promise<void> {
  const seen = new Set(found.resources.flatMap(({ type, outputs }) => (type.startsWith("aws:kms/") && outputs ? [outputs.arn] : [])));
  const used = new Set(found.resources.filter(({ type }) => !type.startsWith("aws:kms/")).flatMap(({ inputs }) => [...keysIn(inputs)]));
  const names = new Map<string, string | Unread>(found.managedKeys);
  const others = [...used].filter((arn) => !seen.has(arn) && !names.has(arn));
  await Promise.all(
    others.map(async (arn) => {
      names.set(arn, await nameOf(account, arn));
    }),
  );
  found.replaceTexts((text) => names.get(text) ?? text);
}

function* keysIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    const arn = parseArn(value);
    if (arn?.service === "kms" && arn.resource.startsWith("key/")) yield value;
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const item of Object.values(value)) yield* keysIn(item);
}

/** Keys of other accounts are a customer's: AWS lets nobody use its own across accounts. Source: AWS KMS Developer Guide, "AWS managed keys". */
async function nameOf(account: Account, arn: string): Promise<string | Unread> {
  const key = parseArn(arn);
  if (key === undefined || key.account !== account.id) return arn;
  const asked = await account.ask(key.region, kmsCalls.key, { KeyId: arn });
  if (asked.state === "unread") return asked;
  return asked.state === "read" && asked.value.KeyMetadata?.KeyManager === "AWS" ? unnamedManagedKey : arn;
}
