import { readFileSync } from "node:fs";
import type { Rule } from "../rule";
import { canonicalJson } from "./canonical-json";
import { sha256 } from "./ledger";
import type { Run } from "./run";

/** SHA-256 of what the rules ask: two packs with the same one ask the same questions at the same levels. */
function rulesSha256(rules: readonly Rule[]): string {
  const asked = rules.map(({ id, title, cites, level, parameters }) => ({ id, title, cites, level, parameters: parameters ?? {} }));
  return sha256(canonicalJson(asked.sort((one, other) => (one.id < other.id ? -1 : 1))));
}

/**
 * Says which pack ran.
 * @param version the pack's; @param bundle the file of the program that runs the rules
 */
export function packIdentity(rules: readonly Rule[], version: string, bundle: string): Run["pack"] {
  return { name: "phiguard", version, sha256: sha256(readFileSync(bundle)), rulesSha256: rulesSha256(rules) };
}
