import * as z from "zod";
import { runSchema } from "./run";

const { id, source, startedAt, finishedAt, project, stack, complete, outcome, counts } = runSchema.unwrap().shape;

const hash = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");

/** One line of `history.jsonl`: what a run was, the hash of its record, and the hash of the line before. */
export const historyEntrySchema = z
  .strictObject({
    run: id,
    file: z
      .string()
      .regex(/^runs\/[0-9A-Za-z.-]{1,200}\.json$/, "must be a file in runs/")
      .describe("The record, from the ledger's folder."),
    sha256: hash.describe("Of the record's bytes."),
    previous: hash.describe("Of the line before, without its line break; 64 zeros in the first line."),
    at: z.iso.datetime({ precision: 3 }).describe("When the line was written, UTC."),
    source,
    startedAt,
    finishedAt,
    project,
    stack,
    complete,
    outcome,
    counts,
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
  })
  .readonly();

export type HistoryEntry = z.infer<typeof historyEntrySchema>;
