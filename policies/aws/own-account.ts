import type { Referrer } from "../graph/stack";
import { parseArn } from "./arn";

/** A provider's nested settings reach the engine as JSON text; their own form is accepted too. */
function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

/**
 * The account that a resource is in, where that is known: by its own ARN once it is deployed, or by its provider, where it may work in one account only.
 * Source: @pulumi/aws 7.48.0, `ProviderArgs.allowedAccountIds`.
 */
export function accountOf({ node }: Referrer): string | undefined {
  const { outputs, provider } = node.description;
  const arn = outputs?.arn;
  const account = typeof arn === "string" ? parseArn(arn)?.account : undefined;
  if (account) return account;
  const [only, ...others] = listed(provider?.inputs.allowedAccountIds);
  return typeof only === "string" && others.length === 0 ? only : undefined;
}
