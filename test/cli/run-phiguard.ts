import { spawn } from "node:child_process";
import { join } from "node:path";
import { bundle } from "../e2e/bundle";

const cli = join(__dirname, "..", "..", "cli");

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface PhiguardOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly directory?: string;
  readonly input?: string;
  /** Takes the process as soon as it runs. */
  readonly started?: (process: { readonly pid: number | undefined }) => void;
}

/** Bundles `phiguard` from its sources as they are now, beside the built one, where it finds its packages. @returns the bundle's path */
export function buildPhiguard(name: string): string {
  const outfile = join(cli, "bin", `test-${name}-${process.pid}.js`);
  bundle("cli/main.ts", outfile);
  return outfile;
}

/** Runs `phiguard`. @param program the bundle */
export function phiguard(program: string, args: readonly string[], options: PhiguardOptions = {}): Promise<Ended> {
  const { environment = process.env, directory, input, started } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...environment, NO_COLOR: "1" },
      cwd: directory,
      stdio: ["pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    started?.({ pid: child.pid });
  });
}
