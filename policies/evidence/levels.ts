import { readFileSync } from "node:fs";
import type { Rule } from "../rule";
import type { RunLevel } from "./run";

const levels: readonly RunLevel[] = ["disabled", "advisory", "mandatory", "remediate"];

/** `"advisory"` and `{ "enforcementLevel": "advisory", ... }` mean the same. */
function levelIn(entry: unknown): RunLevel | undefined {
  const level = typeof entry === "object" && entry !== null && "enforcementLevel" in entry ? entry.enforcementLevel : entry;
  return levels.find((known) => known === level);
}

/**
 * The levels that a configuration gives to rules, as the engine reads them: a rule's own, else that of `all`, else the pack's.
 * @param file the JSON that `--policy-pack-config` is given @throws Error where it cannot be read or is not JSON
 */
export function readLevels(file: string): (rule: Rule) => RunLevel {
  const given: unknown = JSON.parse(readFileSync(file, "utf8"));
  const entries = new Map<string, unknown>(typeof given === "object" && given !== null ? Object.entries(given) : []);
  return (rule) => levelIn(entries.get(rule.id)) ?? levelIn(entries.get("all")) ?? rule.level;
}
