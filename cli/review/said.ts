/** What people say of a review or a drill: in a file, or at the terminal, held to the same rules. */
import * as z from "zod";
import { accountIdSchema, personSchema, saidOfDrill, saidOfReview } from "../../policies/evidence/activity";
import { readYamlText, spelled, toldIssue } from "../../policies/exceptions/yaml-text";
import { printed } from "../console";
import { textOf } from "../exceptions/replace-file";
import { Failure } from "../exit-code";
import type { Period } from "./session";

const dayPattern = /^\d{4}-\d\d-\d\d$/;

/** A day, or a time in UTC. */
const timeSchema = z.string().refine((text) => z.iso.date().safeParse(text).success || z.iso.datetime().safeParse(text).success, {
  error: "must be a day, 2026-11-22, or a time in UTC, 2026-11-22T09:00:00Z",
});

/** When a time begins: of a day, its first moment. */
function beginningOf(text: string): Date {
  return new Date(dayPattern.test(text) ? `${text}T00:00:00.000Z` : text);
}

/** When a time ends: of a day its last moment, and of today this one. */
function endOf(text: string, now: Date): Date {
  if (!dayPattern.test(text)) return new Date(text);
  const end = new Date(`${text}T23:59:59.999Z`);
  return text === now.toISOString().slice(0, 10) ? now : end;
}

function isLater(time: Date, now: Date): boolean {
  return time.getTime() > now.getTime();
}

const future = "is in the future";

/** A time that has come. */
export function pastTimeSchema(now: Date) {
  return timeSchema.refine((text) => !isLater(beginningOf(text), now), future);
}

/** A period that has ended, as two times. */
export function periodSchema(now: Date) {
  return z
    .strictObject({ from: timeSchema, to: timeSchema })
    .transform(({ from, to }): Period => ({ from: beginningOf(from), to: endOf(to, now) }))
    .superRefine(({ from, to }, { addIssue }) => {
      if (isLater(from, now)) addIssue({ code: "custom", path: ["from"], message: future });
      else if (isLater(to, now)) addIssue({ code: "custom", path: ["to"], message: future });
      else if (to.getTime() <= from.getTime()) addIssue({ code: "custom", path: ["to"], message: "must be after period.from" });
    });
}

const noFollowUp = "is missing: what was found has to be followed up";

/** The file of `phiguard review --from`. */
export function reviewFileSchema(now: Date) {
  return z
    .strictObject({
      version: z.literal(1, "must be 1"),
      kind: z.literal("log-review", "must be log-review"),
      reviewer: personSchema.describe("Who reviewed the logs."),
      reviewedOn: timeSchema
        .transform((text) => endOf(text, now))
        .exactOptional()
        .describe("When; now where it is left out."),
      period: periodSchema(now),
      covers: z.array(accountIdSchema).min(1).max(1000).exactOptional().describe("Further accounts, of an organization's trail."),
      ...saidOfReview,
    })
    .superRefine(({ reviewedOn, period, outcome, followUp }, { addIssue }) => {
      if (reviewedOn && isLater(reviewedOn, now)) addIssue({ code: "custom", path: ["reviewedOn"], message: future });
      else if (reviewedOn && isLater(period.to, reviewedOn))
        addIssue({ code: "custom", path: ["reviewedOn"], message: "is before the end of the period that was reviewed" });
      if (outcome === "follow-up" && followUp === undefined) addIssue({ code: "custom", path: ["followUp"], message: noFollowUp });
    });
}
export type SaidOfReview = z.infer<ReturnType<typeof reviewFileSchema>>;

/** The file of `phiguard drill --from`. */
export function drillFileSchema(now: Date) {
  return z
    .strictObject({
      version: z.literal(1, "must be 1"),
      kind: z.literal("emergency-access-drill", "must be emergency-access-drill"),
      takenBy: personSchema.describe("Who took the role."),
      period: periodSchema(now),
      ...saidOfDrill,
    })
    .superRefine(({ outcome, followUp }, { addIssue }) => {
      if (outcome !== "worked" && followUp === undefined) addIssue({ code: "custom", path: ["followUp"], message: noFollowUp });
    });
}
export type SaidOfDrill = z.infer<ReturnType<typeof drillFileSchema>>;

const noun = "the record";
const mostProblems = 20;

/** Reads what somebody says from a YAML or JSON file. @throws Failure with each mistake, its line and column; nothing is done then */
export function readSaid<Said>(file: string, schema: z.ZodType<Said>): Said {
  const text = textOf(file);
  if (text === undefined) throw new Failure(`${file} does not exist`, "Name the file with the record.");
  const read = readYamlText(text, { noun, longestBytes: 100_000, mostTokens: 20_000, whenTooLarge: "say it shorter" });
  if (read.state === "unusable") throw wrong([`${placeOf(file, read.at)} ${read.message}`]);
  const said = schema.safeParse(read.content);
  if (said.success) return said.data;
  const problems = said.error.issues.flatMap((issue) => toldIssue(issue, read.content));
  throw wrong(
    problems
      .slice(0, mostProblems)
      .map(({ path, key, message }) => `${placeOf(file, read.locate(path, key))} ${spelled(path, noun)} ${message}`),
  );
}

function placeOf(file: string, { line, column }: { readonly line?: number; readonly column?: number }): string {
  return `${file}${line === undefined ? "" : `:${line}`}${column === undefined ? "" : `:${column}`}:`;
}

function wrong(problems: readonly string[]): Failure {
  return new Failure(problems.map((problem) => printed(problem).replace(/\s+/g, " ")).join("\n"), "Nothing was recorded.");
}
