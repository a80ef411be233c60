import { findOnPath } from "./command";
import { ToolchainError } from "./failure";
import { type Cli, cliOfFolder, findCli, oldestCli } from "./find-cli";
import { cacheFolder, pinnedVersion } from "./folders";
import { buildFromModules, builtFolder, oldestGo } from "./go-build";
import { pathFolderFor } from "./path-folder";
import { fetchVendor, vendorFolder } from "./vendor";

export { ToolchainError } from "./failure";

export interface ToolchainOptions {
  /** Where PATH, PHIGUARD_TOOLCHAIN_CACHE, XDG_CACHE_HOME and what Go and npm read come from; this process's own by default. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Takes what is going on, a line at a time, without line breaks at its end; stderr by default. */
  readonly report?: (line: string) => void;
}

export interface Toolchain {
  /** The folders to put first on PATH: at present always one, which holds all that is needed. */
  readonly pathFolders: readonly string[];
  /** The path of the CLI. */
  readonly pulumi: string;
  /** The CLI's version, such as "3.255.0". */
  readonly version: string;
  /** Which way the CLI was had: found on PATH, the vendor's download, or built from its Go modules. */
  readonly source: "path" | "vendor" | "built";
  /** Whether this repository's language host stands in for the vendor's, which was not beside the CLI or on PATH. */
  readonly ours: boolean;
}

/**
 * Makes sure that there is a Pulumi CLI of 3.250.0 or newer with a language host for Node: the one on PATH, else the vendor's
 * pinned download, else one built from the pinned Go modules. The last two are kept in the cache folder, and found there at once the next time.
 * @throws ToolchainError three lines that say how to get a CLI, where none of the ways works.
 */
export async function ensureToolchain(options: ToolchainOptions = {}): Promise<Toolchain> {
  const environment = options.environment ?? process.env;
  const report = options.report ?? ((line: string) => void process.stderr.write(`toolchain: ${line}\n`));
  const cache = cacheFolder(environment);

  const cli = (await findCli(cache, environment, report)) ?? keptCli(cache) ?? (await getCli(cache, environment, report));
  if (cli === undefined) throw new ToolchainError(howToGetOne());
  const { folder, ours } = pathFolderFor(cli, cache, environment);
  return { pathFolders: [folder], pulumi: findOnPath("pulumi", folder)[0] ?? cli.file, version: cli.version, source: cli.source, ours };
}

/** A CLI that an earlier run has left in the cache. */
function keptCli(cache: string): Cli | undefined {
  return cliOfFolder(vendorFolder(cache), pinnedVersion(), "vendor") ?? cliOfFolder(builtFolder(cache), pinnedVersion(), "built");
}

async function getCli(cache: string, environment: NodeJS.ProcessEnv, report: (line: string) => void): Promise<Cli | undefined> {
  if (process.platform === "win32") {
    report("on Windows only a CLI that is installed and on PATH is supported");
    return undefined;
  }
  const vendor = await fetchVendor(cache, environment, report);
  if (vendor !== undefined) return cliOfFolder(vendor, pinnedVersion(), "vendor");
  const built = await buildFromModules(cache, environment, report);
  return built === undefined ? undefined : cliOfFolder(built, pinnedVersion(), "built");
}

function howToGetOne(): string {
  return [
    `There is no Pulumi CLI ${oldestCli} or newer on PATH, and none could be downloaded or built. Do one of these, and run this again:`,
    "- install the vendor's CLI: https://www.pulumi.com/docs/install/",
    `- install Go ${oldestGo.replace(/\.0$/, "")} or newer (https://go.dev/dl/), and the CLI is built from its modules in a few minutes`,
  ].join("\n");
}
