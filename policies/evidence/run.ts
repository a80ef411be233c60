import * as z from "zod";
import { type Citation, paragraphs } from "../hipaa/paragraphs";
import { settingsSchema } from "../settings";

/** The keys of the paragraphs, as the tuple that an enumeration asks for. */
const [firstCitation, ...otherCitations] = Object.keys(paragraphs).filter((key): key is Citation => Object.hasOwn(paragraphs, key));
if (firstCitation === undefined) throw new Error("there are no paragraphs to cite");
const citation = z.enum([firstCitation, ...otherCitations]);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal");
const instant = z.iso.datetime({ precision: 3 });
const date = z.iso.date();
const count = z.int().min(0);

/** Where a run's resources came from: what a program asks for, the same while it is deployed, an exported state, an account as it is. */
const runSource = z.enum(["preview", "update", "state", "live"]);
export type RunSource = z.infer<typeof runSource>;

const runLevel = z.enum(["disabled", "advisory", "mandatory", "remediate"]);
export type RunLevel = z.infer<typeof runLevel>;

/** One reading that led to a verdict; the shape of `Evidence` in verdict.ts. */
const evidence = z.strictObject({ urn: z.string().exactOptional(), path: z.string(), found: z.string(), wanted: z.string() }).readonly();

/** What a rule said in a run, so that a record can be read years later without the pack that wrote it. */
const runRule = z
  .strictObject({
    title: z.string(),
    cites: z.tuple([citation], citation).readonly(),
    severity: z.enum(["low", "medium", "high", "critical"]),
    level: runLevel.describe("The level in this run, after configuration."),
    threat: z.string(),
    remedy: z.string(),
  })
  .readonly();
export type RunRule = z.infer<typeof runRule>;

/** One step of a path that ePHI takes: from the resource before it, by a property that says so. */
const runFlow = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    via: z
      .string()
      .describe("The resource and property that make the connection, `aws:s3/bucketNotification:BucketNotification queues[0].queueArn`."),
    carries: z.string().describe("What goes along, `objects`, `messages`, `log lines`."),
  })
  .readonly();
export type RunFlow = z.infer<typeof runFlow>;

const runResource = z
  .strictObject({
    urn: z.string(),
    type: z.string(),
    name: z.string(),
    holdsData: z.boolean().describe("Whether the type stores, queues or carries the data of an application."),
    classification: z.string().exactOptional().describe("The value of the classification tag, where there is one."),
    inScope: z.enum(["yes", "no", "unknown"]),
    because: z.string(),
    path: z
      .array(z.string())
      .readonly()
      .exactOptional()
      .describe("The URNs from a classified source to this resource, both included, where scope came along the graph."),
    location: z
      .strictObject({ file: z.string(), line: z.int().min(1) })
      .readonly()
      .exactOptional()
      .describe("Where the program makes it, where the engine says so."),
  })
  .readonly();
export type RunResource = z.infer<typeof runResource>;

/** A verdict that applies to something; "not-applicable" is not recorded one by one, but counted. */
const runVerdict = z
  .strictObject({
    rule: z.string(),
    urn: z.string().exactOptional().describe("Absent: the finding is on the stack, and its root is not known."),
    within: z.string().exactOptional().describe("The name of the resource inside a template or a desired state that `urn` deploys."),
    outcome: z.enum(["pass", "fail", "undetermined", "excepted"]),
    because: z.string(),
    evidence: z.array(evidence).readonly(),
    blocks: z
      .boolean()
      .describe(
        "Whether this verdict, as it stands, blocks: a failure of a mandatory rule, or an undetermined one where the settings say so.",
      ),
    exception: z.string().exactOptional().describe('The id of the entry of the register that covers it, where the outcome is "excepted".'),
  })
  .readonly();
export type RunVerdict = z.infer<typeof runVerdict>;

/** An entry of the exceptions register as it stood in the run. Dates have no time, `2026-11-22`. */
const runException = z
  .strictObject({
    id: z.string(),
    rules: z.array(z.string()).readonly(),
    resources: z.array(z.string()).readonly(),
    kind: z.enum(["equivalent-alternative", "accepted-risk", "not-applicable", "remediation-plan"]),
    reason: z.string(),
    measure: z.string().exactOptional(),
    plan: z.string().exactOptional().describe("What will be done until it expires, for a `remediation-plan`."),
    riskAnalysis: z.string().exactOptional(),
    owner: z.string(),
    approver: z.string(),
    approvedOn: date,
    expiresOn: date,
    reviewedOn: date.exactOptional(),
    imported: z.boolean().describe("Whether it was taken over from an existing stack by `phiguard baseline`."),
    covers: count.describe("How many findings of this run it covers."),
  })
  .readonly();
export type RunException = z.infer<typeof runException>;

/** What is wrong with the settings, a rule's configuration or the register, or could not be read of an account: a finding on the checking itself. */
const runProblem = z
  .strictObject({ where: z.enum(["settings", "configuration", "register", "account"]), message: z.string(), blocks: z.boolean() })
  .readonly();
export type RunProblem = z.infer<typeof runProblem>;

/** A difference between a state and the account: a safeguard that is not as Pulumi left it. */
const runDrift = z
  .strictObject({
    change: z
      .enum(["weakened", "strengthened", "deleted", "unmanaged"])
      .describe("A rule that the state keeps and the account does not, or the other way round; a resource that is gone, or in no state."),
    urn: z.string().describe("In the state; of what is unmanaged, in the account."),
    live: z.string().exactOptional().describe("The URN in the account."),
    rule: z.string().exactOptional(),
    because: z.string().exactOptional(),
    readings: z
      .array(z.strictObject({ path: z.string(), was: z.string().exactOptional(), is: z.string().exactOptional() }).readonly())
      .readonly(),
  })
  .readonly();
export type RunDrift = z.infer<typeof runDrift>;

const runCounts = z
  .strictObject({
    pass: count,
    fail: count,
    undetermined: count,
    excepted: count,
    notApplicable: count,
    blocking: count,
    resources: count,
  })
  .readonly();

/**
 * Everything that one run found, in one self-contained document: what an auditor reads, and what every report is rendered from.
 * Holds no value of a property unless its rule shows it on purpose. Records are read back through this schema, since a file may have been changed by anybody.
 */
export const runSchema = z
  .strictObject({
    format: z.literal("phiguard-run/1"),
    id: z.string().regex(/^[0-9A-Za-z-]{8,64}$/, "must be 8 to 64 letters, digits and hyphens"),
    source: runSource,
    startedAt: instant.describe("UTC, `2026-11-22T20:15:00.000Z`."),
    finishedAt: instant,
    organization: z.string().exactOptional(),
    project: z.string().exactOptional(),
    stack: z.string().exactOptional(),
    commit: z.string().exactOptional(),
    ci: z.strictObject({ system: z.string(), run: z.string(), url: z.string().exactOptional() }).readonly().exactOptional(),
    pack: z
      .strictObject({
        name: z.string(),
        version: z.string(),
        sha256: sha256.describe("Of the bundle that ran."),
        rulesSha256: sha256.describe(
          "Of the rules' ids, titles, citations, levels and parameters: two runs with the same one asked the same questions.",
        ),
      })
      .readonly(),
    settings: z.object(settingsSchema.shape).readonly(),
    configuration: z
      .record(z.string(), z.record(z.string(), z.unknown()).readonly())
      .readonly()
      .describe("What was configured for rules, by id; defaults are left out."),
    levels: z
      .enum(["configured", "default"])
      .exactOptional()
      .describe("Whether the levels of `rules` are those that were configured, or the pack's own because the pack was not told."),
    register: z
      .strictObject({ from: z.enum(["settings", "file"]), sha256, entries: z.array(runException).readonly() })
      .readonly()
      .exactOptional(),
    problems: z.array(runProblem).readonly(),
    drift: z.array(runDrift).readonly().exactOptional().describe("Where an account was compared with states: what differs."),
    complete: z
      .boolean()
      .describe("False where the engine stopped before the whole stack was judged: the record then says only what was seen."),
    outcome: z.enum(["compliant", "blocked"]),
    counts: runCounts,
    rules: z.record(z.string(), runRule).readonly(),
    resources: z.array(runResource).readonly(),
    flows: z.array(runFlow).readonly(),
    verdicts: z.array(runVerdict).readonly(),
  })
  .readonly();
export type Run = z.infer<typeof runSchema>;
