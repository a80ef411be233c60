import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command";
import { reason } from "./failure";
import { pinnedVersion } from "./folders";
import { makeFolderOnce } from "./once";
import { Progress } from "./progress";

/** The vendor's npm package `pulumi` 3.255.0, which downloads the CLI when it is first run. */
const wrapperIntegrity = "sha512-UZCYNMox3RdDOKpIRbDYNVtM3XqK2AGwxl85qO8XjVHoSCnV9PX6+qxJ7G42S7GkeS++I7SsHCzN7xYM0/HNug==";
/** Where that package downloads from. */
const downloads = "https://get.pulumi.com/install.sh";

/** A host that does not answer within this is taken as closed. */
const answerSeconds = 5;
const registrySeconds = 30;
/** The download is about 100 MB. */
const downloadSeconds = 600;

/** The folder of the vendor's CLI in the cache, with its language hosts, whether or not it has been fetched. */
export function vendorFolder(cache: string): string {
  return join(home(cache), "versions", pinnedVersion(), "bin");
}

function home(cache: string): string {
  return join(cache, `vendor-${pinnedVersion()}-${process.platform}-${process.arch}`);
}

/** Fetches the vendor's CLI. Undefined, and a reported reason within seconds, where its downloads are closed. */
export async function fetchVendor(
  cache: string,
  environment: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<string | undefined> {
  try {
    await makeFolderOnce(home(cache), report, (folder) => download(folder, environment, report));
    return vendorFolder(cache);
  } catch (thrown) {
    report(`the vendor's CLI could not be fetched: ${reason(thrown)}`);
    return undefined;
  }
}

async function download(folder: string, environment: NodeJS.ProcessEnv, report: (line: string) => void): Promise<void> {
  const version = pinnedVersion();
  await answers();
  const progress = new Progress(report, `fetching the npm package pulumi ${version}`);
  try {
    const wrapper = join(folder, "wrapper");
    mkdirSync(wrapper);
    writePinned(wrapper, version);
    await runCommand("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--loglevel=error"], {
      folder: wrapper,
      environment,
      limitSeconds: registrySeconds,
    });
    progress.now(`downloading the vendor's CLI ${version}`);
    await runCommand(process.execPath, [join(wrapper, "node_modules", "pulumi", "run.js"), "version"], {
      folder: wrapper,
      // The package keeps what it downloads under PULUMI_HOME, and would take another version from PULUMI_VERSION.
      environment: { ...environment, PULUMI_HOME: folder, PULUMI_VERSION: version, PULUMI_SKIP_UPDATE_CHECK: "true" },
      limitSeconds: downloadSeconds,
    });
    progress.end(`the vendor's CLI ${version} is there`);
  } finally {
    progress.end();
  }
}

/** The wrapper itself waits for minutes where its downloads are closed, so ask first. */
async function answers(): Promise<void> {
  try {
    const response = await fetch(downloads, { method: "HEAD", signal: AbortSignal.timeout(answerSeconds * 1000) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  } catch (thrown) {
    // The error of fetch says no more than that it failed; its cause says why.
    const cause = typeof thrown === "object" && thrown !== null && "cause" in thrown ? thrown.cause : thrown;
    throw new Error(`its downloads do not answer (${reason(cause)})`);
  }
}

/** A lock file with the package's checksum, so that `npm ci` takes this very package or none. */
function writePinned(folder: string, version: string): void {
  const root = { name: "pulumi-cli", version: "0.0.0", private: true, dependencies: { pulumi: version } };
  const packages = { "": root, "node_modules/pulumi": { version, integrity: wrapperIntegrity, bin: { pulumi: "run.js" } } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(root));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }));
}
