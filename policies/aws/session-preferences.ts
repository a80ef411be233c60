import * as z from "zod";
import { type Ternary, ternary } from "./ternary";

/** Minutes and flags are text in most documents, and numbers or booleans in some. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const kindSchema = z.object({ sessionType: z.string(), inputs: z.unknown().optional() });

const schema = z.object({
  inputs: z.object({
    s3BucketName: text.optional(),
    s3EncryptionEnabled: text.optional(),
    cloudWatchLogGroupName: text.optional(),
    cloudWatchEncryptionEnabled: text.optional(),
    kmsKeyId: text.optional(),
    idleSessionTimeout: text.optional(),
    maxSessionDuration: text.optional(),
  }),
});

/** What a Session Manager preferences document says. An empty text says nothing. */
export interface SessionPreferences {
  readonly logsEncrypted: boolean;
  readonly logsSomewhere: boolean;
  readonly hasKey: boolean;
  /** Minutes; AWS takes 20 where nothing is said. */
  readonly idleMinutes: number;
  /** Whether sessions end after some time however busy they are. */
  readonly ends: boolean;
}

const isOn = (flag: string | undefined) => flag?.toLowerCase() === "true";

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/**
 * Whether a document of type "Session" says how its sessions are logged. Forwarded ports are not logged by Session Manager, and a document for commands that
 * has no inputs follows the account's preferences.
 * Source: AWS Systems Manager User Guide, "Session document schema" and "Enabling and disabling session logging".
 * @returns "unknown" where the content is not such a document in JSON
 */
export function holdsPreferences(content: string): Ternary {
  const parsed = kindSchema.safeParse(parseJson(content));
  if (!parsed.success) return "unknown";
  const { sessionType, inputs } = parsed.data;
  return ternary(sessionType !== "Port" && (sessionType === "Standard_Stream" || inputs !== undefined));
}

/**
 * Reads the content of a document of type "Session".
 * Source: AWS Systems Manager User Guide, "Session document schema": S3 and CloudWatch encryption flags, kmsKeyId, idleSessionTimeout (1 to 60 minutes, 20 by
 * default), maxSessionDuration (1 to 1440 minutes).
 * @returns undefined where the content is not such a document in JSON
 */
export function readSessionPreferences(content: string): SessionPreferences | undefined {
  const parsed = schema.safeParse(parseJson(content));
  if (!parsed.success) return undefined;
  const { inputs } = parsed.data;
  const toBucket = (inputs.s3BucketName ?? "") !== "";
  const toLogGroup = (inputs.cloudWatchLogGroupName ?? "") !== "";
  return {
    logsSomewhere: toBucket || toLogGroup,
    logsEncrypted: (!toBucket || isOn(inputs.s3EncryptionEnabled)) && (!toLogGroup || isOn(inputs.cloudWatchEncryptionEnabled)),
    hasKey: (inputs.kmsKeyId ?? "") !== "",
    idleMinutes: Number(inputs.idleSessionTimeout || 20),
    ends: (inputs.maxSessionDuration ?? "") !== "",
  };
}
