/** Dates without time are texts, `2026-11-22`, UTC: they sort as they read. */

/** The day that is so many days after another one. */
export function daysAfter(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** The same day of the next year; after the 29th of February the 28th, since no two years in a row have one. */
export function aYearAfter(date: string): string {
  const year = String(Number(date.slice(0, 4)) + 1).padStart(4, "0");
  return `${year}${date.slice(4) === "-02-29" ? "-02-28" : date.slice(4)}`;
}

/** Today, of a clock that the caller reads. */
export function dayOf(clock: Date): string {
  return clock.toISOString().slice(0, 10);
}
