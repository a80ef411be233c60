import * as z from "zod";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
const instant = z.iso.datetime({ precision: 3 });
const count = z.int().min(0);
const longestText = 4000;

/** A text without what a reader does not see. */
function seen(text: string): string {
  return text.replace(/[\p{Cf}\p{Cc}\s]+/gu, " ").trim();
}

const text = (description: string) =>
  z
    .string()
    .max(longestText, `may have at most ${longestText} characters`)
    .refine((value) => seen(value).length >= 2, "must say something")
    .describe(description);

export const personSchema = z
  .string()
  .max(200, "may have at most 200 characters")
  .refine((value) => seen(value).length >= 2, "must name a person");

export const accountIdSchema = z.string().regex(/^\d{12}$/, "must be the number of an account, 12 digits");

const saidOfBoth = {
  findings: text("What was found, in words; also that nothing was."),
  followUp: text("What is done about it, by whom and until when.").exactOptional(),
  ticket: z
    .string()
    .max(500, "may have at most 500 characters")
    .refine((value) => seen(value) !== "", "must name a ticket, or be left out")
    .describe("Where it is followed up, SEC-241.")
    .exactOptional(),
} as const;

/** What a reviewer says, the same in a file, at a terminal and in the ledger. */
export const saidOfReview = {
  lookedAt: text("What was looked at, in the reviewer's words."),
  outcome: z.enum(["nothing-unusual", "follow-up"]).describe("Whether something has to be followed up."),
  ...saidOfBoth,
} as const;

/** What is said of a drill. */
export const saidOfDrill = {
  role: z
    .string()
    .max(2048)
    .regex(/^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "must be the ARN of a role")
    .describe("The role for emergencies."),
  alarmReceived: z.boolean().describe("Whether the alarm reached those who are to be told."),
  minutes: z.int().min(0).max(10_080).describe("How long it took from the decision until there was access."),
  outcome: z
    .enum(["worked", "worked-with-faults", "failed"])
    .describe("Whether the procedure gave access; a drill that failed shows no working procedure."),
  ...saidOfBoth,
} as const;

/** One question that was put to the logs. */
const reviewQuery = z
  .strictObject({
    name: z.string().max(100),
    by: z.enum(["cloudtrail:LookupEvents", "logs:StartQuery"]),
    region: z.string().max(50),
    logGroups: z.array(z.string().max(2048)).readonly().exactOptional(),
    text: z.string().max(10_000).describe("The query, or the attributes that events were looked up by."),
    sha256: sha256.describe("Of the text: the same hash asked the same question."),
    rows: count.describe("How many events were found, or rows were answered."),
    matched: count.exactOptional().describe("How many events the rows sum up, where the service says so."),
    state: z.enum(["complete", "more", "failed"]).describe("`more`: there are more than were fetched; `failed`: there is no answer."),
    reason: z.string().max(500).exactOptional().describe("Why there is no answer."),
  })
  .readonly();
export type ReviewQuery = z.infer<typeof reviewQuery>;

/** An event of CloudTrail that shows somebody taking a role. Holds no credentials. */
const roleEvent = z
  .strictObject({
    time: instant,
    name: z.string().max(100),
    by: z.string().max(2048),
    region: z.string().max(50),
    error: z.string().max(200).exactOptional(),
    id: z.string().max(100).describe("CloudTrail's id of the event."),
  })
  .readonly();
export type RoleEvent = z.infer<typeof roleEvent>;

const common = {
  format: z.literal("phiguard-record/1"),
  id: z.string().regex(/^[0-9A-Za-z-]{8,64}$/, "must be 8 to 64 letters, digits and hyphens"),
  heldAt: instant.describe("When it was done, UTC."),
  recordedAt: instant.describe("When this record was made, UTC."),
  accounts: z.array(accountIdSchema).min(1).max(1001).readonly().describe("Of which accounts it speaks."),
  by: personSchema.describe("Who reviewed the logs, or who took the role."),
  caller: z.string().max(2048).exactOptional().describe("As whom AWS knew the one who ran phiguard: the ARN of the caller."),
  period: z.strictObject({ from: instant, to: instant }).readonly(),
  phiguard: z.string().max(50).describe("The version that made the record."),
} as const;

const logReviewSchema = z
  .strictObject({
    ...common,
    kind: z.literal("log-review"),
    ...saidOfReview,
    trails: z.array(z.string().max(2048)).readonly().describe("The ARNs of the account's trails in the Regions that were looked at."),
    queries: z.array(reviewQuery).min(1).readonly(),
    complete: z.boolean().describe("Whether every query was answered."),
  })
  .readonly();
export type LogReview = z.infer<typeof logReviewSchema>;

const emergencyAccessDrillSchema = z
  .strictObject({
    ...common,
    kind: z.literal("emergency-access-drill"),
    ...saidOfDrill,
    proof: z
      .strictObject({
        state: z.enum(["found", "none-found", "not-looked-up"]),
        reason: z.string().max(500).exactOptional().describe("Why CloudTrail was not looked up, or not to the end."),
        regions: z.array(z.string().max(50)).readonly(),
        events: z.array(roleEvent).max(100).readonly().describe("The first hundred."),
        count,
      })
      .readonly()
      .describe("What CloudTrail knows of the role being taken in the period."),
  })
  .readonly();
export type EmergencyAccessDrill = z.infer<typeof emergencyAccessDrillSchema>;

/**
 * What a person did for the safeguards, and found: a record that only people can make. 45 CFR 164.316(b)(1)(ii) asks for a written record of each
 * activity that the rule asks to be documented: the review of logs, 164.308(a)(1)(ii)(D), and drills of the emergency access procedure, 164.312(a)(2)(ii).
 */
export const activitySchema = z.discriminatedUnion("kind", [logReviewSchema, emergencyAccessDrillSchema]);
export type Activity = z.infer<typeof activitySchema>;
