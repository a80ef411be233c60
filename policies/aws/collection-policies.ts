import { z } from "zod";
import type { Cell } from "../cell";
import { isUnknown } from "../unknown";
import { undetermined, type Verdict } from "../verdict";

const networkRule = z.object({ AllowFromPublic: z.boolean().optional() });

/** Source: OpenSearch Service Developer Guide, "Encryption in Amazon OpenSearch Serverless". */
export const encryptionPolicy = z.object({ AWSOwnedKey: z.boolean().optional(), KmsARN: z.string().optional() });

/** Source: OpenSearch Service Developer Guide, "Network access for Amazon OpenSearch Serverless". */
export const networkPolicy = z.array(networkRule).or(networkRule.transform((rule) => [rule]));

/** Source: OpenSearch Service Developer Guide, "Data access control for Amazon OpenSearch Serverless". */
export const dataAccessPolicy = z.array(
  z.object({
    Principal: z.array(z.string()),
    Rules: z.array(z.object({ Resource: z.array(z.string()), Permission: z.array(z.string()) })),
  }),
);

/**
 * Judges a policy of OpenSearch Serverless, which is JSON of its own and not IAM's. One that is not known yet, or that the service would
 * refuse, is undetermined.
 */
export function judgeCollectionPolicy<Policy>(
  cell: Cell<string>,
  shape: z.ZodType<Policy>,
  wanted: string,
  judge: (policy: Policy) => Verdict,
): Verdict {
  const evidence = [cell.evidence(wanted)];
  if (isUnknown(cell.raw)) return undetermined(`${cell.path} is not known before deployment`, evidence);
  const parsed = shape.safeParse(parseJson(cell.value));
  return parsed.success ? judge(parsed.data) : undetermined(`${cell.path} is not a policy of OpenSearch Serverless`, evidence);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
