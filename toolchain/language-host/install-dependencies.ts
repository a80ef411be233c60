import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PackageManager, RuntimeOptions } from "./runtime-options";

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
];

/** The package manager that Pulumi.yaml names, else the one whose lock file is nearest to the program, else npm. */
export function packageManagerOf(folder: string, options: RuntimeOptions): PackageManager {
  if (options.packageManager !== undefined) return options.packageManager;
  for (let at = folder; ; at = dirname(at)) {
    const lock = lockFiles.find(([file]) => existsSync(join(at, file)));
    if (lock !== undefined) return lock[1];
    if (dirname(at) === at) return "npm";
  }
}

/**
 * The command that installs a program's dependencies. A clean install from the lock file where nothing is installed yet; else one that completes
 * what is there, since `npm ci` would take away what a running program uses.
 */
export function installCommand(folder: string, options: RuntimeOptions): readonly [PackageManager, ...string[]] {
  const manager = packageManagerOf(folder, options);
  if (manager !== "npm") return [manager, "install"];
  const clean = existsSync(join(folder, "package-lock.json")) && !existsSync(join(folder, "node_modules"));
  return ["npm", clean ? "ci" : "install", "--no-audit", "--no-fund", "--loglevel=error"];
}

/** Installs a program's dependencies, with the output as it comes. `signal` ends it. */
export function installDependencies(
  folder: string,
  options: RuntimeOptions,
  onStdout: (chunk: Buffer) => void,
  onStderr: (chunk: Buffer) => void,
  signal: AbortSignal,
): Promise<void> {
  const [manager, ...args] = installCommand(folder, options);
  onStdout(Buffer.from(`Installing dependencies in ${folder}: ${manager} ${args.join(" ")}\n`));
  return new Promise((resolve, reject) => {
    const child = spawn(manager, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], signal });
    child.stdout.on("data", onStdout);
    child.stderr.on("data", onStderr);
    child.on("error", (error) => reject(new Error(`${manager} did not run: ${error.message}`)));
    child.on("close", (code, ended) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${manager} ${args[0]} in ${folder} ${code === null ? `was ended by signal ${ended}` : `exited with code ${code}`}`),
        );
    });
  });
}
