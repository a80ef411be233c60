const HOURS_IN_A_DAY = 24;
const MILLISECONDS_IN_A_DAY = 86_400_000;

/** Hours in one unit of a rate expression; Secrets Manager takes hours and days, EventBridge minutes as well. */
const HOURS_IN_UNIT: ReadonlyMap<string, number> = new Map([
  ["minute", 1 / 60],
  ["hour", 1],
  ["day", HOURS_IN_A_DAY],
]);

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Months, weekdays and leap years repeat every 28 years between 1901 and 2099, so one such span shows every gap. */
const SPAN = { first: Date.UTC(2023, 0, 1), days: 28 * 365 + 7 };

interface Day {
  readonly month: number;
  readonly dayOfMonth: number;
  /** 1 is Sunday, as in AWS's cron expressions. */
  readonly dayOfWeek: number;
  readonly lastDayOfMonth: number;
}

type DayTest = (day: Day) => boolean;

/**
 * The longest time, in days, that can pass between two runs of a schedule: `rate(30 days)` gives 30, `rate(12 hours)` 0.5,
 * `cron(0 16 1,15 * ? *)` 17. For a cron expression with several runs a day it is the distance in whole days, an upper bound.
 * Sources: AWS Secrets Manager User Guide, "Schedule expressions"; Amazon EventBridge User Guide, "Setting a schedule pattern".
 * @returns undefined when the expression is not understood, names particular years (so it ends), or never runs
 */
export function longestDaysBetweenRuns(expression: string): number | undefined {
  const [, kind, content] = /^(rate|cron)\(([^()]{1,200})\)$/i.exec(expression.trim()) ?? [];
  if (kind === undefined || content === undefined) return undefined;
  return kind.toLowerCase() === "rate" ? longestOfRate(content) : longestOfCron(content);
}

function longestOfRate(content: string): number | undefined {
  const [, count, unit] = /^\s*(\d{1,6})\s+([a-z]+?)s?\s*$/i.exec(content) ?? [];
  const hours = HOURS_IN_UNIT.get(unit?.toLowerCase() ?? "");
  if (hours === undefined || Number(count) < 1) return undefined;
  return (Number(count) * hours) / HOURS_IN_A_DAY;
}

function longestOfCron(content: string): number | undefined {
  const fields = content.trim().toUpperCase().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || year !== "*" || !minute || !hour || !dayOfMonth || !month || !dayOfWeek) return undefined;
  if (parseNumbers(minute, 0, 59) === undefined || parseNumbers(hour, 0, 23) === undefined) return undefined;
  const months = parseNumbers(month, 1, 12, MONTHS);
  const matchesDay = parseDays(dayOfMonth, dayOfWeek);
  if (months === undefined || matchesDay === undefined) return undefined;

  let previous: number | undefined;
  let longest: number | undefined;
  for (let index = 0; index < SPAN.days; index++) {
    const day = dayAt(index);
    if (!months.has(day.month) || !matchesDay(day)) continue;
    if (previous !== undefined) longest = Math.max(longest ?? 0, index - previous);
    previous = index;
  }
  return longest;
}

function dayAt(index: number): Day {
  const date = new Date(SPAN.first + index * MILLISECONDS_IN_A_DAY);
  return {
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    dayOfWeek: date.getUTCDay() + 1,
    lastDayOfMonth: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  };
}

/** One of the two day fields must be "?" (AWS rejects the expression otherwise); the other one decides. */
function parseDays(dayOfMonth: string, dayOfWeek: string): DayTest | undefined {
  if (dayOfWeek === "?") return dayOfMonth === "?" ? undefined : parseDayOfMonth(dayOfMonth);
  return dayOfMonth === "?" ? parseDayOfWeek(dayOfWeek) : undefined;
}

function parseDayOfMonth(field: string): DayTest | undefined {
  if (field === "L") return (day) => day.dayOfMonth === day.lastDayOfMonth;
  // "nW", the weekday nearest to a date, moves with the calendar; a gap computed without it would be a guess.
  const days = parseNumbers(field, 1, 31);
  return days && ((day) => days.has(day.dayOfMonth));
}

function parseDayOfWeek(field: string): DayTest | undefined {
  const [, name, nth] = /^([A-Z]{3}|[1-7])(?:#([1-5])|L)$/.exec(field) ?? [];
  if (name === undefined) {
    const days = parseNumbers(field === "L" ? "SAT" : field, 1, 7, WEEKDAYS);
    return days && ((day) => days.has(day.dayOfWeek));
  }
  const wanted = parseNumber(name, WEEKDAYS);
  if (nth === undefined) return (day) => day.dayOfWeek === wanted && day.dayOfMonth > day.lastDayOfMonth - 7;
  return (day) => day.dayOfWeek === wanted && Math.ceil(day.dayOfMonth / 7) === Number(nth);
}

/** Reads lists, ranges and steps: `*`, `*\/2`, `/8`, `1/7`, `1-5`, `MON-FRI`, `1,15`. */
function parseNumbers(field: string, lowest: number, highest: number, names: readonly string[] = []): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  for (const part of field.split(",")) {
    const [, start, end, step] = /^(\*|\d{1,2}|[A-Z]{3}|(?=\/))(?:-(\d{1,2}|[A-Z]{3}))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const all = start === "*" || start === "";
    if (start === undefined || (all && end !== undefined)) return undefined;
    const first = all ? lowest : parseNumber(start, names);
    const toEnd = all || (step !== undefined && end === undefined);
    const last = toEnd ? highest : parseNumber(end ?? start, names);
    const by = step === undefined ? 1 : Number(step);
    if (first === undefined || last === undefined || first < lowest || last > highest || first > last || by < 1) return undefined;
    for (let number = first; number <= last; number += by) numbers.add(number);
  }
  return numbers;
}

function parseNumber(text: string, names: readonly string[]): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = names.indexOf(text);
  return index === -1 ? undefined : index + 1;
}
