import { realpathSync } from "node:fs";
import { sep } from "node:path";
import { coerce, gte, parse } from "semver";
import { findOnPath, runCommand } from "./command";
import { reason } from "./failure";
import { toolchainFolder } from "./folders";

/** The oldest CLI that the policies, the offline provider and the tests are run with. */
export const oldestCli = "3.250.0";

export interface Cli {
  readonly file: string;
  readonly version: string;
  readonly source: "path" | "vendor" | "built";
}

/**
 * The first CLI on PATH that is new enough; each one that is not is reported with its version and path.
 * One that is in the cache got onto PATH by an earlier run of this package, and is not somebody else's.
 */
export async function findCli(cache: string, environment: NodeJS.ProcessEnv, report: (line: string) => void): Promise<Cli | undefined> {
  for (const file of findOnPath("pulumi", environment.PATH)) {
    if (file.startsWith(cache + sep)) continue;
    const version = await versionOf(file, environment);
    if (version instanceof Error) report(`the pulumi at ${file} does not say its version: ${reason(version)}`);
    else if (gte(version, oldestCli)) return { file, version, source: "path" };
    else report(`the pulumi at ${file} is ${version}, too old (needs ${oldestCli})`);
  }
  return undefined;
}

/** The CLI in a folder that this package has made, whose version it knows. */
export function cliOfFolder(folder: string, version: string, source: Cli["source"]): Cli | undefined {
  const file = findOnPath("pulumi", folder)[0];
  return file === undefined ? undefined : { file: realpathSync(file), version, source };
}

async function versionOf(file: string, environment: NodeJS.ProcessEnv): Promise<string | Error> {
  try {
    const answer = await runCommand(file, ["version"], {
      folder: toolchainFolder,
      environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
      limitSeconds: 20,
    });
    const said = answer.trim().split("\n").at(-1) ?? "";
    const version = parse(said.trim(), { loose: true }) ?? coerce(said, { includePrerelease: true });
    return version?.version ?? new Error(`it printed "${said}"`);
  } catch (thrown) {
    return new Error(reason(thrown));
  }
}
