import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import { findOnPath } from "./command";
import { ToolchainError } from "./failure";
import type { Cli } from "./find-cli";
import { toolchainFolder } from "./folders";

const hostName = "pulumi-language-nodejs";

/**
 * The folder to put on PATH for a CLI. Where the vendor's language host is beside the CLI or on PATH, that is the CLI's own folder.
 * Else it is a folder of the cache for this checkout, with the CLI and a script that starts this checkout's language host:
 * two checkouts share one CLI but never each other's host.
 */
export function pathFolderFor(cli: Cli, cache: string, environment: NodeJS.ProcessEnv): { folder: string; ours: boolean } {
  if (hasHost(cli, cache, environment)) return { folder: dirname(cli.file), ours: false };
  if (process.platform === "win32") {
    throw new ToolchainError(
      `The CLI at ${cli.file} has no ${hostName} beside it, and on Windows this repository's own is not supported.\n` +
        "Install the whole CLI of the vendor: https://www.pulumi.com/docs/install/",
    );
  }
  return { folder: makeCheckoutFolder(cli, cache), ours: true };
}

function hasHost(cli: Cli, cache: string, environment: NodeJS.ProcessEnv): boolean {
  const real = realpathSync(cli.file);
  if (findOnPath(hostName, dirname(real)).length > 0) return true;
  if (cli.source !== "path") return false;
  return findOnPath(hostName, environment.PATH).some((host) => {
    // A PATH that an earlier run has set up leads to a host of ours, perhaps of another checkout.
    if (host.startsWith(checkoutsFolder(cache) + sep)) return false;
    // A host that lies beside another CLI belongs to that one, which may be one that was too old.
    return findOnPath("pulumi", dirname(host)).every((other) => realpathSync(other) === real);
  });
}

function checkoutsFolder(cache: string): string {
  return join(cache, "checkouts");
}

function makeCheckoutFolder(cli: Cli, cache: string): string {
  const real = realpathSync(cli.file);
  const host = join(toolchainFolder, "bin", `${hostName}.js`);
  if (!existsSync(host)) throw new ToolchainError(`${host} has not been built: run "npm run build" in ${dirname(toolchainFolder)}`);
  const key = createHash("sha256").update([real, cli.version, host, process.execPath].join("\0")).digest("hex").slice(0, 16);
  const folder = join(checkoutsFolder(cache), key);
  mkdirSync(folder, { recursive: true });
  const binaries = cli.source === "built" ? readdirSync(dirname(real)) : ["pulumi"];
  for (const name of binaries) {
    replace(join(folder, name), (file) => linkBinary(join(dirname(real), name), file, cli.source));
  }
  replace(join(folder, hostName), (file) => {
    writeFileSync(file, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(host)} "$@"\n`);
    chmodSync(file, 0o755);
  });
  return folder;
}

/**
 * The engine looks for its language hosts beside the real path of its own file, and warns about one that it finds on PATH only. A hard link
 * is a real path, so a CLI of the cache is linked hard; a CLI that is somebody else's may be on another file system, so it is linked softly.
 */
function linkBinary(from: string, to: string, source: Cli["source"]): void {
  if (source === "path") symlinkSync(from, to);
  else linkSync(from, to);
}

/** Puts a file in its place in one step, since another process may be running the one that is there. */
function replace(file: string, write: (temporaryFile: string) => void): void {
  const temporaryFile = `${file}.${process.pid}`;
  rmSync(temporaryFile, { force: true });
  write(temporaryFile);
  renameSync(temporaryFile, file);
  // rename() does nothing, and leaves both names, where they are already links to one file.
  rmSync(temporaryFile, { force: true });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
