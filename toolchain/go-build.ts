import { join } from "node:path";
import { coerce, gte } from "semver";
import { runCommand } from "./command";
import { messageOf } from "./failure";
import { moduleHash, pinnedVersion, toolchainFolder } from "./folders";
import { makeFolderOnce } from "./once";
import { Progress } from "./progress";

/** The oldest Go that builds the pinned modules (the `go` line of go.mod; a newer patch release is fetched by Go itself). */
export const oldestGo = "1.25.0";

/** Half an hour: ten times what two cores need. */
const limitSeconds = 1800;

/** Where the CLI built from the pinned modules is, or will be. */
export function builtFolder(cache: string): string {
  return join(cache, moduleHash());
}

/** The version of Go on PATH, or undefined where there is none. */
async function goVersion(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    // Without GOTOOLCHAIN=local, Go would first fetch the release that go.mod asks for.
    const answer = await runCommand("go", ["version"], {
      folder: toolchainFolder,
      environment: { ...environment, GOTOOLCHAIN: "local" },
      limitSeconds: 20,
    });
    return coerce(/\bgo(\d+\.\d+(?:\.\d+)?)/.exec(answer)?.[1])?.version;
  } catch {
    return undefined;
  }
}

/**
 * Builds `pulumi` and `pulumi-language-yaml` from the Go modules that go.mod and go.sum pin, or waits for the process that is
 * doing so. Undefined, and a reported reason, where Go is absent, too old or fails.
 */
export async function buildFromModules(
  cache: string,
  environment: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<string | undefined> {
  const go = await goVersion(environment);
  if (go === undefined || !gte(go, oldestGo)) {
    report(
      go === undefined ? "there is no Go on PATH to build the CLI with" : `Go ${go} is too old to build the CLI with (needs ${oldestGo})`,
    );
    return undefined;
  }
  const folder = builtFolder(cache);
  try {
    await makeFolderOnce(folder, report, (temporaryFolder) => build(temporaryFolder, environment, report));
    return folder;
  } catch (thrown) {
    report(`building the CLI with Go ${go} failed: ${messageOf(thrown)}`);
    return undefined;
  }
}

async function build(folder: string, environment: NodeJS.ProcessEnv, report: (line: string) => void): Promise<void> {
  const version = pinnedVersion();
  report(`building pulumi ${version} from its Go modules into ${folder}: a few minutes the first time`);
  const progress = new Progress(report, "compiling and linking");
  let compiled = 0;
  let downloaded = 0;
  try {
    // A build of the modules leaves the version empty, and plugins that ask for a range of versions would be refused.
    const linker = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
    await runCommand("go", ["install", "-v", "-mod=readonly", "-ldflags", linker, "tool"], {
      folder: toolchainFolder,
      environment: { ...environment, GOBIN: folder, GOWORK: "off" },
      limitSeconds,
      onLine: (line) => {
        const download = /^go: downloading (\S+)/.exec(line)?.[1];
        if (download === undefined) progress.now(`compiled ${++compiled} packages, at ${line}`);
        else progress.now(`downloaded ${++downloaded} modules, at ${download}`);
      },
    });
    progress.end(`pulumi ${version} is built`);
  } finally {
    progress.end();
  }
}
