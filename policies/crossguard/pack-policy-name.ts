/** The name under which the pack's own settings are configured. */
export const packPolicyName = "phiguard";
