import type { ResourceNode } from "../graph/resource";
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

/** The resource's own ARN. The target of an event rule has none: its `arn` is of what it sends to. Source: Pulumi Registry, AWS provider, EventTarget. */
export function ownArn({ kind, description: { outputs } }: ResourceNode): string | undefined {
  const arn = outputs?.arn;
  return kind !== "cloudwatch.EventTarget" && typeof arn === "string" && arn !== "" ? arn : undefined;
}

/**
 * The account that a resource is in, where that is known: by its own ARN once it is deployed, or by its provider, where it may work in one account only.
 * Source: @pulumi/aws 7.48.0, `ProviderArgs.allowedAccountIds`.
 */
export function accountOf({ node }: Referrer): string | undefined {
  const account = parseArn(ownArn(node) ?? "")?.account;
  if (account) return account;
  const [only, ...others] = listed(node.description.provider?.inputs.allowedAccountIds);
  return typeof only === "string" && others.length === 0 ? only : undefined;
}
