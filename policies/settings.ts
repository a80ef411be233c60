import * as z from "zod";
import { neverExceptable } from "./exceptions/never-exceptable";

/** Six years contain one or two leap days: 45 CFR 164.316(b)(2)(i) is kept by 2192 days, never by 2190 or 2191. */
const sixYearsInDays = 2192;

export const settingsSchema = z.strictObject({
  classificationTag: z.string().min(1).max(128).default("DataClassification").describe("Key of the tag that classifies a resource."),
  ephiValues: z.array(z.string().min(1)).min(1).default(["ephi"]).describe("Values of the tag that say: holds ePHI."),
  outOfScopeValues: z
    .array(z.string().min(1))
    .default(["internal", "public", "none"])
    .describe("Values of the tag that say: holds no ePHI. Any other value counts as ePHI."),
  unclassified: z.enum(["ephi", "out-of-scope"]).default("ephi").describe("What a resource without the tag counts as."),
  undetermined: z
    .enum(["advisory", "mandatory"])
    .default("advisory")
    .describe("Level of what a preview cannot decide; mandatory blocks until it can."),
  accountBaseline: z
    .boolean()
    .default(false)
    .describe("Whether this stack owns the account's baseline (trail, default encryption); only then is their absence a finding."),
  retentionDays: z
    .number()
    .int()
    .min(sixYearsInDays)
    .default(sixYearsInDays)
    .describe("Days that audit logs are kept; at least six years, 45 CFR 164.316(b)(2)(i)."),
  exceptions: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("The exceptions register itself, as phiguard exceptions compile writes it; wins over a file."),
  exceptionsFile: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("Absolute path of the exceptions register; wins over PHIGUARD_EXCEPTIONS."),
  exceptionKeys: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, "must be SHA-256 fingerprints, 64 hexadecimal digits in lower case"))
    .default([])
    .describe("Fingerprints of the keys that may approve exceptions; where one is given, only what such a key has signed counts."),
  acceptedRisk: z
    .enum(["addressable", "never"])
    .default("addressable")
    .describe("Whether an exception may accept a risk: where the paragraph is addressable, or never."),
  neverExceptable: z
    .array(z.string().min(1))
    .default([...neverExceptable])
    .describe("Ids of the rules that take no exception of any kind."),
  evidenceFolder: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("Absolute path of the folder to which each run adds its evidence; PHIGUARD_EVIDENCE wins over it."),
});

/** The pack's own settings: the configuration of the policy named `phiguard`. */
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** What is wrong with one key of the settings. Never holds the value. */
export interface SettingsProblem {
  readonly key: string;
  readonly problem: string;
}

/** Reads settings key by key: what is wrong is named and keeps its safe default, and the rest counts. */
export function readSettings(config: unknown): { readonly settings: Settings; readonly problems: readonly SettingsProblem[] } {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return { settings: defaultSettings, problems: [{ key: "phiguard", problem: "must be an object" }] };
  }
  const given = Object.fromEntries(Object.entries(config));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return { settings: parsed.data, problems: disagreements(parsed.data) };
  const problems: SettingsProblem[] = [];
  for (const issue of parsed.error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        delete given[key];
        problems.push({ key, problem: `is not a setting; the settings are ${Object.keys(settingsSchema.shape).join(", ")}` });
      }
      continue;
    }
    const key = String(issue.path[0]);
    delete given[key];
    if (!problems.some((problem) => problem.key === key)) problems.push({ key, problem: issue.message });
  }
  const settings = settingsSchema.safeParse(given);
  return { settings: settings.success ? settings.data : defaultSettings, problems };
}

function disagreements(settings: Settings): SettingsProblem[] {
  const both = settings.ephiValues.filter((value) => settings.outOfScopeValues.includes(value));
  return both.length === 0 ? [] : [{ key: "outOfScopeValues", problem: "shares a value with ephiValues; it counts as ePHI" }];
}

/** Names, descriptions and defaults for the policy's configuration schema; types are judged by `readSettings`, which can name the key. */
export function settingDescriptions(): ReadonlyArray<{ readonly key: string; readonly description: string; readonly default: unknown }> {
  return Object.entries(settingsSchema.shape).map(([key, schema]) => ({
    key,
    description: schema.description ?? "",
    default: defaultSettings[key as keyof Settings],
  }));
}
