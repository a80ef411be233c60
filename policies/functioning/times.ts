import { type Ternary, ternary } from "../aws/ternary";
import type { Cell } from "../cell";
import type { Verdict } from "../verdict";

const day = 24 * 60 * 60 * 1000;

/** What stands for the time of what has not happened, where leaving it out would mean that nobody looked. */
const never = "never";

/** ISO 8601 with a time, as readers write it. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The days from a time until another one, negative where it is still to come; undefined for what is no time. */
export function daysBetween(text: string, until: Date): number | undefined {
  const days = instant.test(text) ? (until.getTime() - Date.parse(text)) / day : Number.NaN;
  return Number.isNaN(days) ? undefined : days;
}

/** Clocks differ a little; what happened more than a day from now has not happened. */
function isWithin(text: string, at: Date, days: number): Ternary {
  if (text === never) return "no";
  const age = daysBetween(text, at);
  return age === undefined || age < -1 ? "unknown" : ternary(age <= days);
}

/** Whether something happened in the last days: "no" where it never did. */
export function happenedWithin(cell: Cell<string>, at: Date, days: number): Ternary {
  return cell.ask((text) => isWithin(text, at, days));
}

/** Passes where something happened in the last days; fails where it never did, so a check asks first whether absence is a finding. */
export function lately(cell: Cell<string>, at: Date, days: number, because: string): Verdict {
  return cell.shown().test((text) => isWithin(text, at, days), days === 1 ? "within a day" : `within ${days} days`, because);
}

/** Passes where a time is at least so many days ahead; fails where it is nearer, or over. */
export function farAhead(cell: Cell<string>, at: Date, days: number, because: string): Verdict {
  return cell.shown().test(
    (text) => {
      const age = daysBetween(text, at);
      return age === undefined ? "unknown" : ternary(-age >= days);
    },
    `at least ${days} days ahead`,
    because,
  );
}
