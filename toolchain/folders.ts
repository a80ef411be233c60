import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The folder of this package, found from the source as well as from the bundle in bin/. */
export const toolchainFolder = findToolchainFolder(__dirname);

function findToolchainFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "go.sum"))) return folder;
    if (dirname(folder) === folder) throw new Error(`no go.sum in ${start} or above it: the toolchain package is incomplete`);
  }
}

/**
 * Where CLIs are kept between runs: PHIGUARD_TOOLCHAIN_CACHE, else phiguard/toolchain in XDG_CACHE_HOME, else in ~/.cache.
 * It is outside the work tree, so that a clean clone or `git clean` costs no second build.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const { PHIGUARD_TOOLCHAIN_CACHE: chosen, XDG_CACHE_HOME: caches } = environment;
  if (chosen) return resolve(chosen);
  return join(caches || join(homedir(), ".cache"), "phiguard", "toolchain");
}

/** What the Go modules pin: changes whenever go.mod, go.sum or the platform does. */
export function moduleHash(): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(toolchainFolder, file)));
  return hash.update(`${process.platform} ${process.arch}`).digest("hex").slice(0, 16);
}

/** The version of the CLI that go.mod pins, such as "3.255.0". The vendor's package is taken at the same version, so that both ways give one engine. */
export function pinnedVersion(): string {
  const version = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(readFileSync(join(toolchainFolder, "go.mod"), "utf8"))?.[1];
  if (version === undefined) throw new Error(`${join(toolchainFolder, "go.mod")} names no version of github.com/pulumi/pulumi/pkg/v3`);
  return version;
}
