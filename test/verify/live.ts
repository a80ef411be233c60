// phiguard verify in this process: for tests of single readers, where starting the command each time would take most of the time.

import { readConfiguration } from "../../cli/run-output";
import { judgeLive } from "../../cli/verify/judge-live";
import type { LiveAccount } from "../../cli/verify/read-account";
import { readAccount } from "../../cli/verify/read-account";
import type { Run, RunVerdict } from "../../policies/evidence/run";
import { credentials, region } from "./clinic-account";

/** Reads the emulated account and judges it under the default settings. */
export async function verifyLive(
  endpoint: string,
  regions: readonly [string, ...string[]] = [region],
): Promise<LiveAccount & { readonly run: Run }> {
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  const read = await readAccount({ endpoint }, regions);
  const run = judgeLive(read.found, { configuration: readConfiguration(undefined), environment: {}, startedAt: new Date() }, regions);
  return { ...read, run };
}

/** What a rule says of the resource whose ARN or name ends with a text. */
export function verdictOn(run: Run, rule: string, name: string): RunVerdict["outcome"] | "not-applicable" {
  const found = run.verdicts.filter((verdict) => verdict.rule === rule && (verdict.urn ?? "").endsWith(name));
  const [only] = found;
  if (found.length > 1) throw new Error(`${rule} speaks of ${found.length} resources that end with ${name}`);
  return only?.outcome ?? "not-applicable";
}

/** The rules that fail a resource, sorted; of all resources whose URN ends with a text. */
export function failuresOf(run: Run, name: string): readonly string[] {
  return run.verdicts
    .filter(({ outcome, urn = "" }) => outcome === "fail" && urn.endsWith(name))
    .map(({ rule }) => rule)
    .sort();
}
