import { isUnknown, type Unknown } from "../unknown";
import { type Ternary, ternary } from "./ternary";

/**
 * Six years in days: 2192. Any six years in a row hold one or two leap days (6 x 365 + 2), and the longer case must be covered.
 * Documentation required by the Security Rule is kept for six years: 45 CFR 164.316(b)(2)(i).
 */
export const SIX_YEARS_IN_DAYS = 6 * 365 + 2;

/**
 * The retention periods, in days, that CloudWatch Logs accepts.
 * Source: CloudWatch Logs API Reference, PutRetentionPolicy, `retentionInDays`.
 */
export const LOG_GROUP_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * Whether a log group keeps its events long enough.
 * Absent and 0 both mean that events never expire: the provider's `cloudwatch.LogGroup` documents 0 so, and a log group
 * without a retention policy keeps its events forever (CloudWatch Logs API Reference, PutRetentionPolicy).
 * @param retentionInDays the log group's property, in days
 * @param wanted the period to keep, in days; six years unless told
 */
export function retainsLogsFor(retentionInDays: number | undefined | Unknown, wanted: number = SIX_YEARS_IN_DAYS): Ternary {
  if (isUnknown(retentionInDays)) return "unknown";
  return ternary(retentionInDays === undefined || retentionInDays === 0 || retentionInDays >= wanted);
}

/**
 * The shortest retention that CloudWatch Logs accepts and that lasts at least so many days; 0, which never expires, when the
 * longest it accepts is too short.
 */
export function shortestLogRetention(wanted: number): number {
  return LOG_GROUP_RETENTION_DAYS.find((days) => days >= wanted) ?? 0;
}
