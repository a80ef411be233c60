import * as z from "zod";

/** More entries than that are no register any more, but a rule switched off. */
export const mostExceptions = 2000;

/** Resources of one exception. */
export const mostTargets = 1000;

/** A rule's id. Patterns are refused: an exception names what it excepts. */
const ruleId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be the id of one rule, without patterns")
  .max(100);

/** A text without what a reader does not see. */
function seen(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Cc}]/gu, " ")
    .trim()
    .replace(/\s+/g, " ");
}

/** A text that says something, on purpose bounded: it is shown in messages and reports. */
const text = (least: number, description: string) =>
  z
    .string()
    .max(4000)
    .refine((value) => seen(value).length >= least, `must say it in at least ${least} characters`)
    .describe(description);

const person = (description: string) =>
  z
    .string()
    .max(200)
    .refine((value) => seen(value).length >= 2, "must name a person or a role")
    .describe(description);

const date = (description: string) => z.iso.date("must be a date of the calendar, written 2026-11-22").describe(description);

const pattern = (description: string) =>
  z
    .string()
    .min(1)
    .max(200)
    .refine((value) => (value.match(/\*/g) ?? []).length <= 4, "may hold at most four *")
    .describe(`${description} * stands for any characters, ? for one.`);

const within = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe("Only the resource of this name inside the template that the resource deploys.");

export const urnSchema = z
  .string()
  .max(2000)
  .regex(/^urn:pulumi:[^:]+::[^:]+::\S+?::.+$/, "must be the URN of one resource, urn:pulumi:stack::project::type::name");

export const byUrnSchema = z.strictObject({ urn: urnSchema.describe("The URN of one resource."), within });

export const byNameSchema = z.strictObject({
  type: pattern("The type of the resources, `aws:rds/instance:Instance`."),
  name: pattern("The name that the program gives them."),
  stack: pattern("The name of the stack; any where it is left out.").optional(),
  project: pattern("The name of the project; any where it is left out.").optional(),
  within,
});

const target = z.union([urnSchema, byUrnSchema, byNameSchema]);

const signature = z.strictObject({
  key: z.string().min(1).max(100).describe("The id of the key in the header."),
  value: z
    .string()
    .regex(/^[A-Za-z0-9+/]{86}==$/, "must be an Ed25519 signature in base64")
    .describe("Ed25519 over the canonical JSON of the entry without its signature, in base64."),
});

const what = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,99}$/, "must be 3 to 100 letters, digits, dots, dashes and underscores")
    .describe("Names the exception for good; never used again for another one."),
  rules: z.array(ruleId).min(1).max(100).describe("The ids of the rules."),
  resources: z.array(target).min(1).max(mostTargets).describe("The resources: URNs, or type and name."),
};

const why = {
  reason: text(20, "Why the rule is not met as it stands: the written rationale that 45 CFR 164.306(d)(3) asks for."),
  owner: person("Who answers for the resource and for this exception."),
  approver: person("Who approved it; not the owner."),
  approvedOn: date("The day of the approval."),
  expiresOn: date("The last day on which it counts; at most a year after the approval."),
  reviewedOn: date("The day of the last review.").optional(),
  imported: z.boolean().optional().describe("Taken over from an existing stack by phiguard baseline; expires after 90 days at most."),
  signature: signature.optional(),
};

const measure = text(20, "What is done instead.");
const seenAt = text(3, "Where that can be seen: a resource, a document, a ticket.");
const riskAnalysis = text(3, "Where the risk analysis treats it: document and section.");

/** One exception; what else it needs depends on its kind. */
export const exceptionSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...what,
    kind: z.literal("equivalent-alternative").describe("Another measure meets the paragraph."),
    ...why,
    measure,
    seenAt,
    riskAnalysis: riskAnalysis.optional(),
  }),
  z.strictObject({
    ...what,
    kind: z.literal("accepted-risk").describe("Not met, and the risk is accepted; only where the paragraph is addressable."),
    ...why,
    measure: measure.optional(),
    seenAt: seenAt.optional(),
    riskAnalysis,
  }),
  z.strictObject({
    ...what,
    kind: z.literal("not-applicable").describe("The paragraph does not apply: no ePHI is there."),
    ...why,
    measure: measure.optional(),
    seenAt: seenAt.optional(),
    riskAnalysis: riskAnalysis.optional(),
  }),
  z.strictObject({
    ...what,
    kind: z
      .literal("remediation-plan")
      .describe("Not met and not excused: found when phiguard was taken up, and to be mended by the plan. Only for what is imported."),
    ...why,
    plan: text(20, "What will be done until it expires."),
    imported: z.literal(true, "must be true: a plan is only for what phiguard baseline took over"),
    measure: measure.optional(),
    seenAt: seenAt.optional(),
    riskAnalysis: riskAnalysis.optional(),
  }),
]);

export const keySchema = z.strictObject({
  id: z.string().min(1).max(100),
  holder: person("Who signs with it: it signs only what this person approved."),
  publicKey: z.string().min(40).max(400).describe("Ed25519 public key: PEM, or its SPKI in base64."),
});

/** The register as a file. `version` is that of this format. */
export const registerSchema = z.strictObject({
  version: z.literal(1, "must be 1").describe("Version of the format."),
  requireSignatures: z.boolean().optional().describe("Whether an exception counts only when its approver has signed it."),
  keys: z.array(keySchema).max(100).optional().describe("The approvers' public keys."),
  exceptions: z.array(exceptionSchema).max(mostExceptions).describe("The exceptions."),
});

export type Exception = z.infer<typeof exceptionSchema>;

export type ExceptionTarget = Exception["resources"][number];
export type ApproverKey = z.infer<typeof keySchema>;
/** The register's content, as a file holds it. */
export type RegisterContent = z.infer<typeof registerSchema>;
