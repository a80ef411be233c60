/** The name under which the pack's own settings are configured. */
export const packPolicyName = "phiguard";

/** How the finding begins that says that a ledger was asked for and could not be written. */
export const evidenceMissing = "The evidence of this run could not be written:";
