/** The file that `--policy-pack-config` takes, read as strictly as the engine reads it loosely: it ignores names that it does not know. */
import { readFileSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { packPolicyName } from "../policies/crossguard/pack-policy-name";
import { readParameters } from "../policies/parameters";
import type { Rule } from "../policies/rule";
import { allRules } from "../policies/rules/all";
import { readSettings, type Settings } from "../policies/settings";
import { exitCode, Failure } from "./exit-code";

export type EnforcementLevel = "disabled" | "advisory" | "mandatory" | "remediate";

const levels: readonly EnforcementLevel[] = ["disabled", "advisory", "mandatory", "remediate"];

export interface ConfigurationProblem {
  /** Where in the file, `s3-versioning.minimumDays`. */
  readonly at: string;
  readonly problem: string;
}

/** What a configuration says of the pack: the settings, a level for each rule, and what was set on rules. */
export interface PackConfiguration {
  readonly settings: Settings;
  levelOf(rule: Rule): EnforcementLevel;
  configOf(ruleId: string): Readonly<Record<string, unknown>>;
  /** What was set on rules beside their levels, by rule. */
  readonly configured: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly problems: readonly ConfigurationProblem[];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The known name that a wrong one was probably meant to be, as a half sentence; empty where none is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, away: distance(given, name) }))
    .filter(({ name, away }) => away <= Math.max(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.away - other.away)[0];
  return near ? `; did you mean ${near.name}?` : "";
}

function levelIn(value: unknown, at: string, problems: ConfigurationProblem[]): EnforcementLevel | undefined {
  const level = levels.find((known) => known === value);
  if (level === undefined) problems.push({ at, problem: `must be one of ${levels.join(", ")}` });
  return level;
}

/** Splits an entry into its level and the rest: `"advisory"` and `{ "enforcementLevel": "advisory", ... }` mean the same. */
function entryOf(value: unknown, at: string, problems: ConfigurationProblem[]) {
  if (!isRecord(value)) return { level: levelIn(value, at, problems), config: {} };
  const { enforcementLevel, ...config } = value;
  return {
    level: enforcementLevel === undefined ? undefined : levelIn(enforcementLevel, `${at}.enforcementLevel`, problems),
    config,
  };
}

/** Reads a configuration and names everything that is wrong with it; what is wrong keeps its default, as in the pack. */
export function readPackConfiguration(given: unknown): PackConfiguration {
  const problems: ConfigurationProblem[] = [];
  const byRule = new Map<string, EnforcementLevel>();
  const configured: Record<string, Readonly<Record<string, unknown>>> = {};
  let all: EnforcementLevel | undefined;
  let settings = readSettings({}).settings;
  if (!isRecord(given)) problems.push({ at: "", problem: "must be an object of policies" });
  const known = new Map(allRules.map((rule) => [rule.id, rule]));
  const names = ["all", packPolicyName, ...known.keys()];
  for (const [name, value] of Object.entries(isRecord(given) ? given : {})) {
    const { level, config } = entryOf(value, name, problems);
    const rule = known.get(name);
    if (name === "all") {
      all = level;
      for (const key of Object.keys(config)) problems.push({ at: `all.${key}`, problem: "only a level can be set for all" });
    } else if (name === packPolicyName) {
      const read = readSettings(config);
      settings = read.settings;
      problems.push(...read.problems.map(({ key, problem }) => ({ at: `${name}.${key}`, problem })));
    } else if (rule) {
      if (level) byRule.set(name, level);
      const read = readParameters(rule.parameters ?? {}, config);
      problems.push(...read.problems.map((problem) => ({ at: `${name}.${problem.name}`, problem: problem.problem })));
      if (Object.keys(config).length > 0) configured[name] = config;
    } else {
      problems.push({ at: name, problem: `is not a policy of this pack${didYouMean(name, names)}` });
    }
  }
  return {
    settings,
    levelOf: (rule) => byRule.get(rule.id) ?? all ?? rule.level,
    configOf: (ruleId) => configured[ruleId] ?? {},
    configured,
    problems,
  };
}

/** Reads the JSON of a file that the user named. @throws Failure where it cannot be read or is not JSON. */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, "Name a file that exists.");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(
      `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      "Mend the file, or write it anew with phiguard init.",
      exitCode.wrongUsage,
    );
  }
}
