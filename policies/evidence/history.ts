import * as z from "zod";
import { activitySchema } from "./activity";
import { runSchema } from "./run";

const { id, source, startedAt, finishedAt, project, stack, complete, outcome, counts } = runSchema.unwrap().shape;
const [logReview, drill] = activitySchema.options;
const { heldAt, recordedAt, accounts, by } = logReview.unwrap().shape;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
const fileIn = (folder: string) =>
  z
    .string()
    .regex(new RegExp(`^${folder}/[0-9A-Za-z.-]{1,200}\\.json$`), `must be a file in ${folder}/`)
    .describe("The record, from the ledger's folder.");

/** What every line has, whatever its record is. */
const chained = {
  sha256: hash.describe("Of the record's bytes."),
  previous: hash.describe("Of the line before, without its line break; 64 zeros in the first line."),
  at: z.iso.datetime({ precision: 3 }).describe("When the line was written, UTC."),
  signature: z
    .strictObject({
      key: hash.describe("Of the public key's SPKI in DER."),
      value: z
        .string()
        .regex(/^[A-Za-z0-9+/]{86}==$/, "must be an Ed25519 signature in base64")
        .describe("Ed25519 over the canonical JSON of the line without its signature, in base64."),
    })
    .readonly()
    .exactOptional(),
} as const;

const runEntrySchema = z
  .strictObject({
    run: id,
    file: fileIn("runs"),
    source,
    startedAt,
    finishedAt,
    project,
    stack,
    complete,
    outcome,
    counts,
    ...chained,
  })
  .readonly();

const activityEntryShape = { record: id, file: fileIn("records"), heldAt, recordedAt, accounts, by, ...chained } as const;
const activityEntrySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: logReview.unwrap().shape.kind, outcome: logReview.unwrap().shape.outcome, ...activityEntryShape }).readonly(),
  z.strictObject({ kind: drill.unwrap().shape.kind, outcome: drill.unwrap().shape.outcome, ...activityEntryShape }).readonly(),
]);

/** The schema of one line of `history.jsonl`: what a run was, or what a person did, the hash of its record, and the hash of the line before. */
export function entrySchemaOf(line: unknown): z.ZodType<HistoryEntry> {
  return typeof line === "object" && line !== null && "record" in line ? activityEntrySchema : runEntrySchema;
}

/** The line of a run. */
export type RunEntry = z.infer<typeof runEntrySchema>;
/** The line of a record that a person made. */
export type ActivityEntry = z.infer<typeof activityEntrySchema>;
export type HistoryEntry = RunEntry | ActivityEntry;

export function isRunEntry(entry: HistoryEntry): entry is RunEntry {
  return "run" in entry;
}

/** What its record is called by. */
export function idOf(entry: HistoryEntry): string {
  return isRunEntry(entry) ? entry.run : entry.record;
}

/** When what it records began, or was recorded: by this, the lines are in order and belong to a period. */
export function timeOf(entry: HistoryEntry): string {
  return isRunEntry(entry) ? entry.startedAt : entry.recordedAt;
}
