import { z } from "zod";
import type { Cell } from "../cell";
import { isUnknown } from "../unknown";
import { undetermined, type Verdict } from "../verdict";

/** Source: Amazon EMR Management Guide, "Create a security configuration", JSON examples. What is left out is off. */
const securityConfiguration = z.object({
  EncryptionConfiguration: z
    .object({
      EnableAtRestEncryption: z.boolean().optional(),
      EnableInTransitEncryption: z.boolean().optional(),
      AtRestEncryptionConfiguration: z
        .object({ LocalDiskEncryptionConfiguration: z.object({ EncryptionKeyProviderType: z.string() }).optional() })
        .optional(),
    })
    .optional(),
  AuthenticationConfiguration: z
    .object({ KerberosConfiguration: z.unknown().optional(), IdentityCenterConfiguration: z.unknown().optional() })
    .optional(),
  AuthorizationConfiguration: z
    .object({ IAMConfiguration: z.object({ EnableApplicationScopedIAMRole: z.boolean().optional() }).optional() })
    .optional(),
});

/** What a security configuration of EMR says. */
export type EmrSecurity = z.infer<typeof securityConfiguration>;

/** Judges the JSON of a security configuration; one that is not known yet, or that EMR would refuse, is undetermined. */
export function judgeEmrSecurity(cell: Cell<string>, wanted: string, judge: (security: EmrSecurity) => Verdict): Verdict {
  const evidence = [cell.evidence(wanted)];
  if (isUnknown(cell.raw)) return undetermined(`${cell.path} is not known before deployment`, evidence);
  const parsed = securityConfiguration.safeParse(parseJson(cell.value));
  return parsed.success ? judge(parsed.data) : undetermined(`${cell.path} is not a security configuration`, evidence);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
