import { shortestLogRetention, SIX_YEARS_IN_DAYS as sixYears } from "../../policies/aws/retention";
import { type Check, optional, wholeNumber } from "./checks";

/** Six years in days, with their leap days: 45 CFR 164.316(b)(2)(i). */
export const SIX_YEARS_IN_DAYS: number = sixYears;

/** Ten years: nobody is asked to keep logs longer, and CloudWatch Logs takes no longer period. */
const LONGEST_IN_DAYS = 3653;

/** The check of an argument that says how long logs are kept: six years at least, 45 CFR 164.316(b)(2)(i). */
export const logRetentionArgument: Check = optional(wholeNumber({ minimum: SIX_YEARS_IN_DAYS, maximum: LONGEST_IN_DAYS, unit: "days" }));

/** The retention that CloudWatch Logs takes for so many days at least. */
export function logGroupRetention(days: number = SIX_YEARS_IN_DAYS): number {
  return shortestLogRetention(days);
}
