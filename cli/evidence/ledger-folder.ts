import { resolve } from "node:path";

export const ledgerOption = {
  type: "string",
  describe: "The ledger's folder; else what PHIGUARD_EVIDENCE names, else phiguard-evidence.",
} as const;

/** The ledger that a command means. */
export function ledgerFolder(given: string | undefined): string {
  return resolve(given ?? process.env.PHIGUARD_EVIDENCE ?? "phiguard-evidence");
}
