import type { Referrer } from "../graph/stack";
import { isUnknown } from "../unknown";
import type { Ternary } from "./ternary";

/** The Region that a resource is in: its own property first, then its provider's; undefined where neither says it. */
function regionOf(resource: Referrer): unknown {
  const own = resource.node.read<{ region?: string }>().at((p) => p.region).raw;
  return own ?? resource.node.description.provider?.inputs.region;
}

/**
 * Whether a setting of one Region reaches a resource: account-wide defaults of Amazon EC2 and EBS are held per Region. Under another provider the
 * resource may be in another account, and then it is not known.
 * Source: Amazon EBS User Guide, "Enable Amazon EBS encryption by default": "Encryption by default is a Region-specific setting".
 */
export function sameRegion(left: Referrer, right: Referrer): Ternary {
  const [one, other] = [regionOf(left), regionOf(right)];
  if (isUnknown(one) || isUnknown(other)) return "unknown";
  if (one !== other && one !== undefined && other !== undefined) return "no";
  return one === other && left.node.description.provider?.urn === right.node.description.provider?.urn ? "yes" : "unknown";
}
